/**
 * What `npm pack` packs: whole in itself, and, in a long run, installed in an empty folder without a network a command that
 * runs and a library that type-checks.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program } from "./support/command.ts";
import { filesIn } from "./support/golden.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-package-"));
const clone = join(base, "clone");
const folder = join(base, "consumer");
const installed = join(folder, "node_modules/cfgc");
const tsc = resolve("node_modules/typescript/bin/tsc");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

function run(command: string, words: readonly string[], cwd = folder) {
  const env = { ...process.env, npm_config_cache: join(base, "cache"), npm_config_offline: "true" };
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: "utf8", env });
  return { status, output: stdout + stderr };
}

/** What somebody writes who uses the library. */
const user = `import { compile, fixFindings, type LintInput, lint, printSarif, type Product, registry } from "cfgc";
import type { Diagnostic, OfferedFix } from "cfgc";

const products: Product[] = await Promise.all(registry.map((one) => one.load()));
const source = { path: "cluster.yaml", text: "cfgc: 1\\nname: m\\nenvirnment: development\\n" };
const { diagnostics, bundle } = compile([source], { products });
const input: LintInput = { source: { path: "horaedb.toml", text: "" }, kind: "horaedb", version: "2.1.0" };
const found: readonly Diagnostic[] = [...diagnostics, ...lint([input], products).diagnostics];
const fixes: OfferedFix[] = found.flatMap(({ fixes = [] }) => fixes.filter(({ isCertain }) => isCertain));
const after = await fixFindings([source], async (sources) => compile(sources, { products }).diagnostics);
const sarif: string = printSarif(found, { version: "1", files: [source.path], directory: "/" });
const files: number | undefined = bundle?.files.length;
if (JSON.parse(sarif).runs.length !== 1 || files !== undefined || after.fixed !== fixes.length)
  throw new Error(\`\${after.fixed} of \${fixes.length} fixed\`);
`;

const contents = (of: string) =>
  filesIn(of)
    .map((path) => relative(of, path))
    .sort();

/** What is packed, but in a copy, so that nobody's dist/ is touched. */
beforeAll(() => {
  mkdirSync(clone);
  for (const name of manifest.files) {
    const from = name === "dist" ? dirname(program) : resolve(name);
    expect(run("cp", ["-R", from, clone], base)).toEqual({ status: 0, output: "" });
  }
  writeFileSync(join(clone, "package.json"), JSON.stringify({ ...manifest, scripts: {} }));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe("installed", { tags: ["long"] }, () => {
  beforeAll(() => {
    mkdirSync(folder);
    const declare = ["scripts/declare.js", join(clone, "dist/types")];
    expect(run(process.execPath, declare, resolve("."))).toEqual({ status: 0, output: "" });
    expect(run("npm", ["pack", "--silent", "--pack-destination", base], clone).status).toBe(0);
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
    const tarball = join(base, `cfgc-${manifest.version}.tgz`);
    const install = run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball]);
    expect(install.status, install.output).toBe(0);
  });

  it("is a command that runs", () => {
    expect(run(join(folder, "node_modules/.bin/cfgc"), ["--version"])).toEqual({
      status: 0,
      output: `${manifest.version}\n`,
    });
    const example = join(installed, "examples/horaedb-local/cluster.yaml");
    expect(run(join(folder, "node_modules/.bin/cfgc"), ["build", example]).status).toBe(0);
    expect(run(join(folder, "node_modules/.bin/cfgc"), ["lint", "out"])).toMatchObject({ status: 0 });
  });

  it.each([
    ["NodeNext", "NodeNext"],
    ["ESNext", "Bundler"],
  ])("is a library that type-checks with module %s, and runs", (module, moduleResolution) => {
    const compilerOptions = {
      target: "ES2023",
      lib: ["ES2023"],
      module,
      moduleResolution,
      types: [],
      strict: true,
    };
    const strict = { skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, ...strict }, files: ["use.ts"] }),
    );
    writeFileSync(join(folder, "use.ts"), user);
    expect(run(process.execPath, [tsc, "--project", folder])).toEqual({ status: 0, output: "" });
    expect(run(process.execPath, ["use.js"])).toEqual({ status: 0, output: "" });
  });

  it("has every file that it is said to have", () => expect(contents(installed)).toEqual(contents(clone)));
});

it("carries the licence text and the bill of all that it contains", () => {
  const texts = readFileSync(join(clone, "dist/third-party-licenses.txt"), "utf8");
  const bill = JSON.parse(readFileSync(join(clone, "dist/sbom.cdx.json"), "utf8"));
  const names = bill.components.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(["commander", "diff", "picomatch", "string-width", "yaml"]));
  for (const { name, version } of bill.components) {
    expect(texts).toContain(`${name} ${version} (`);
    const file = readdirSync(`node_modules/${name}`).find((one) => /^licen[cs]e/i.test(one));
    const own = readFileSync(`node_modules/${name}/${file}`, "utf8").trim();
    expect(texts.includes(own), name).toBe(true);
  }
  expect(readFileSync(join(clone, "LICENSE"), "utf8")).toContain("Apache License");
});

it("has every file that its documents link to", () => {
  const documents = readdirSync(clone, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  expect(documents).toContain("README.md");
  const missing = documents.flatMap((path) =>
    [...readFileSync(join(clone, path), "utf8").matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1] ?? "")
      .filter((to) => !existsSync(join(clone, dirname(path), to)))
      .map((to) => `${path}: ${to}`),
  );
  expect(missing).toEqual([]);
});
