/** What a command loads before it does anything: most of its time, for the few files of one deployment. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { memberFile, smallestCluster } from "../scripts/bench/inputs.ts";
import { allCodes } from "../src/codes.ts";
import { registry } from "../src/products/registry.ts";
import { cfgc, cfgcProcess, program } from "./support/command.ts";

const folder = mkdtempSync(join(tmpdir(), "start-up-"));

const members = [0, 1, 2].map((index) => write(`meta${index}/horaemeta.toml`, memberFile(index)));
const smallest = write("smallest/cluster.yaml", smallestCluster());

it.each([
  {
    command: "lint of three members",
    words: ["lint", ...members],
    files: 6,
    kilobytes: 405,
    ofNode: ["events", "fs", "path", "path/posix"],
  },
  {
    command: "lint of a file of DolphinDB",
    words: ["lint", write("dolphindb/dolphindb.cfg", "maxMemSize=4\n")],
    files: 7,
    kilobytes: 500,
    ofNode: ["events", "fs", "path", "path/posix"],
  },
  {
    command: "lint of a file of OMS",
    words: ["lint", "--as", "oms", write("oms/config.yaml", "")],
    files: 6,
    kilobytes: 425,
    ofNode: ["events", "fs", "path", "path/posix"],
  },
  {
    command: "build --dry-run of one instance",
    words: ["build", "--dry-run", "-o", join(folder, "none"), smallest],
    files: 13,
    kilobytes: 940,
    ofNode: ["crypto", "events", "fs", "path", "path/posix"],
  },
])("$command loads few files, with little in them", async ({ words, files, kilobytes, ofNode }) => {
  const loaded = await loadedBy(words);
  const bytes = loaded.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const names = loaded.map(({ path, text }) => `${path}: ${Buffer.byteLength(text)}`).join("\n");
  expect(loaded.length, names).toBeLessThanOrEqual(files);
  expect(bytes / 1000, names).toBeLessThanOrEqual(kilobytes);
  expect(importedOfNode(loaded)).toEqual(ofNode);
  // V8 reads every expression of a file that it loads; to know all emoji takes it longer than the rest of a lint.
  expect(loaded.filter(({ text }) => /\/\^?\\p\{RGI_Emoji\}/.test(text))).toEqual([]);
});

it("has the prose and the examples of every code, though a lint does not load them", async () => {
  const products = await Promise.all(registry.map((one) => one.load()));
  const names = allCodes(products).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(200);
  for (const name of [names[0], ...products.map(({ rules }) => rules[0]?.name), names.at(-1)]) {
    const words = ["explain", String(name)];
    expect(await cfgcProcess(words), name).toEqual(await cfgc(words));
  }
  const sarif = ["lint", "--format", "sarif", ...members];
  expect(await cfgcProcess(sarif)).toEqual(await cfgc(sarif));
  const loaded = await loadedBy(["explain", String(names[0])]);
  const missing = names.filter((name) =>
    ["prose", "examples"].some(
      (kind) => !loaded.some(({ text }) => text.includes(`(\`${name}\`,\`${kind}\`,{`)),
    ),
  );
  expect(missing).toEqual([]);
});

it("knows how wide characters are when there are some that are not plain", async () => {
  const path = write("wide/horaemeta.toml", "node-name = 日👍e\u0301\n");
  const { stdout } = await cfgcProcess(["lint", path]);
  expect(stdout).toContain("1 │ node-name = 日👍e\u0301\n  │             ^^^^^\n");
});

/** The files of the program that it loads for a command. */
async function loadedBy(words: readonly string[]): Promise<{ path: string; text: string }[]> {
  const reports = mkdtempSync(join(folder, "loaded-"));
  const { status, stderr } = await cfgcProcess(words, { env: { NODE_V8_COVERAGE: reports } });
  expect({ ended: status === 0 || status === 1, stderr }).toEqual({ ended: true, stderr: "" });
  const home = dirname(program);
  const urls = readdirSync(reports).flatMap((name) =>
    JSON.parse(readFileSync(join(reports, name), "utf8")).result.map(({ url }: { url: string }) => url),
  );
  const paths = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  return paths.map((path) => ({ path: relative(home, path), text: readFileSync(path, "utf8") }));
}

/** Parts of Node take their time as well, and with some of them more is loaded. */
function importedOfNode(loaded: readonly { text: string }[]): string[] {
  const names = loaded.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:import|from)"(?:node:([^"]+)|(\w+))"/g)].map(
      ([, name, bare]) => name ?? bare ?? "",
    ),
  );
  return [...new Set(names)].sort();
}

function write(path: string, text: string): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}
