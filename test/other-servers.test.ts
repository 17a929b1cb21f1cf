/** What editors make of the schemas of `cfgc schema` by servers that are not ours. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markedAs, offered, said } from "./other-servers/answers.ts";
import { type DocumentName, documents, fileOf } from "./other-servers/documents.ts";
import { completions, hovers, mistakes } from "./other-servers/places.ts";
import { tomlCompletions, tomlHovers, tomlMistakes } from "./other-servers/toml-places.ts";
import { cfgc } from "./support/command.ts";
import { effort, someOf } from "./support/effort.ts";
import { OtherServer } from "./support/other-server.ts";

const folder = mkdtempSync(join(tmpdir(), "cfgc-other-servers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Written for the server to read. */
async function schemaFile(name: string): Promise<string> {
  const path = join(folder, `${name}.schema.json`);
  writeFileSync(path, (await cfgc(["schema", name])).stdout);
  return path;
}

/** What is marked in files, each with the name that says what it is. */
async function marksIn(
  server: OtherServer,
  files: readonly (readonly [name: string, file: string, text: string])[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, file, text] of files)
    for (const { message, range } of await server.diagnostics(file, text))
      found.push(`${name}:${range.start.line + 1}: ${message}`);
  return found;
}

describe("yaml-language-server", { tags: ["series"] }, () => {
  let server: OtherServer | undefined;
  const started = () => server as OtherServer;

  beforeAll(async () => {
    const schemas: Record<string, string> = {};
    for (const [name, file] of [
      ["cluster", "cluster.yaml"],
      ["hosts", "hosts.yaml"],
      [".cfgc.yaml", ".cfgc.yaml"],
    ] as const)
      schemas[pathToFileURL(await schemaFile(name)).href] = file;
    const program = resolve("node_modules/yaml-language-server/bin/yaml-language-server");
    server = await OtherServer.start({
      command: [process.execPath, program, "--stdio"],
      folder,
      language: "yaml",
      settings: {
        yaml: { schemas, schemaStore: { enable: false }, completion: true, hover: true, validate: true },
      },
    });
    await server.isReady("cluster.yaml", "cfgc: 2\n");
  });
  afterAll(() => server?.end());

  it("offers what may stand there", async () => {
    const { found, expected } = await offered(started(), someOf(completions, 5));
    expect(found).toEqual(expected);
  });

  it("says of a key what cfgc knows", async () => {
    const { found, expected } = await said(started(), someOf(hovers, 5));
    expect(found).toEqual(expected);
  });

  it("marks mistakes", async () => {
    const { found, expected } = await markedAs(started(), someOf(mistakes, 12));
    expect(found).toEqual(expected);
  });

  it("marks nothing in files without a fault", async () => {
    const own = Object.entries(documents).map(
      ([name, text]) => [name, fileOf(name as DocumentName), text] as const,
    );
    const examples = readdirSync("examples").flatMap((name) =>
      readdirSync(join("examples", name)).map((file) => join("examples", name, file)),
    );
    const files = [
      ...own.filter(([, file]) => file.endsWith(".yaml")),
      ...examples.map(
        (path) =>
          [
            path,
            path.endsWith("hosts.yaml") ? "hosts.yaml" : "cluster.yaml",
            readFileSync(path, "utf8"),
          ] as const,
      ),
    ];
    expect(await marksIn(started(), someOf(files, 5))).toEqual([]);
  });
});

const tombi = effort === "quick" ? { missing: "it is for long runs" } : installTombi();
if ("missing" in tombi && effort !== "quick")
  console.warn(`other-servers.test.ts: skips tombi: ${tombi.missing}`);

/** The command, or what is missing. */
function installTombi(): { readonly command: string } | { readonly missing: string } {
  const venv = join(folder, "venv");
  const words = ["install", "--quiet", "--timeout", "10", "--retries", "0", "tombi"];
  const isMade =
    spawnSync("python3", ["-m", "venv", venv], { timeout: 60_000 }).status === 0 &&
    spawnSync(join(venv, "bin/pip"), words, { timeout: 90_000 }).status === 0;
  return isMade
    ? { command: join(venv, "bin/tombi") }
    : { missing: "PyPI does not give it (Debian: python3-venv)" };
}

describe.skipIf("missing" in tombi)("tombi", { tags: ["long"] }, () => {
  let server: OtherServer | undefined;
  const started = () => server as OtherServer;

  beforeAll(async () => {
    if ("missing" in tombi) return;
    const kinds = ["horaedb", "horaemeta"];
    for (const kind of kinds) await schemaFile(`${kind}@2.1.0`);
    const tables = kinds.map(
      (kind) => `[[schemas]]\npath = "${kind}@2.1.0.schema.json"\ninclude = ["**/${kind}.toml"]\n`,
    );
    writeFileSync(join(folder, "tombi.toml"), tables.join(""));
    server = await OtherServer.start({
      command: [tombi.command, "lsp", "--offline"],
      folder,
      language: "toml",
      settings: {},
    });
    await server.isReady("horaedb.toml", "[nod]\n");
  });
  afterAll(() => server?.end());

  it("offers what may stand there", async () => {
    const { found, expected } = await offered(started(), tomlCompletions);
    expect(found).toEqual(expected);
  });

  it("says of a key what cfgc knows", async () => {
    const { found, expected } = await said(started(), tomlHovers);
    expect(found).toEqual(expected);
  });

  it("marks mistakes, and nothing in files without a fault", async () => {
    const { found, expected } = await markedAs(started(), tomlMistakes);
    expect(found).toEqual(expected);
    const files = (["node", "meta"] as const).map((name) => [name, fileOf(name), documents[name]] as const);
    expect(await marksIn(started(), files)).toEqual([]);
  });
});
