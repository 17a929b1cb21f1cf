/** `cfgc schema --install`: editors find the schemas, and nothing that somebody wrote is lost. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { type ParseError, parse as parseJson } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { processIo } from "../src/cli/io.ts";
import { settingsFiles } from "../src/cli/set-up/editor-files.ts";
import { withSettings } from "../src/cli/set-up/json-with-comments.ts";
import { setUp } from "../src/cli/set-up/set-up.ts";
import { UserError } from "../src/cli/user-error.ts";
import { cfgc, type Outcome, program, run } from "./support/command.ts";
import { needing } from "./support/needing.ts";
import { OtherServer } from "./support/other-server.ts";
import { series } from "./support/series.ts";

const base = mkdtempSync(join(tmpdir(), "cfgc-install-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(base, String(++count));
  mkdirSync(folder);
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), "utf8");
const install = (...words: string[]): Promise<Outcome> =>
  cfgc(["schema", "--install", ...words], { cwd: folder });

/** The same for the settings of one editor alone: to make the schemas takes most of the time. */
async function editor(name: string): Promise<Outcome> {
  const output = { stdout: "", stderr: "" };
  const write = (stream: keyof typeof output) => ({
    write: (text: string) => {
      output[stream] += text;
    },
  });
  const io = { ...processIo(), cwd: folder, stdout: write("stdout"), stderr: write("stderr") };
  try {
    setUp(settingsFiles([name], io), {}, io);
    return { status: 0, ...output };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { status: 2, ...output, stderr: `cfgc: ${error.message}\n` };
  }
}

/** Path to text of all files of the folder. */
function contents(): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, read(path)]));
}

const schemas = ["cfgc", "cluster", "hosts"].map((name) => `.cfgc/schemas/${name}.schema.json`);
const ofEditors = {
  vscode: [".vscode/extensions.json", ".vscode/settings.json"],
  zed: [".zed/settings.json"],
  neovim: [".nvim.lua"],
  helix: [".helix/languages.toml"],
  jetbrains: [".idea/jsonSchemas.xml"],
};
const usual = [...ofEditors.helix, ...ofEditors.neovim, ...ofEditors.vscode, ...ofEditors.zed];
const associations = {
  "./.cfgc/schemas/cluster.schema.json": ["cluster.yaml", "*.cluster.yaml"],
  "./.cfgc/schemas/cfgc.schema.json": [".cfgc.yaml"],
};

it("init gives an empty folder the schemas that `cfgc schema` prints, and the settings of four editors", async () => {
  const { status, stdout } = await cfgc(["init"], { cwd: folder });
  expect(status).toBe(0);
  const own = [".cfgc.yaml", ".pre-commit-config.yaml", "cluster.yaml"];
  expect(Object.keys(contents())).toEqual([...schemas, ...usual, ...own].sort());
  for (const path of [...schemas, ...usual, ...own]) expect(stdout).toContain(`wrote ${path}\n`);
  expect(read(schemas[1] ?? "")).toBe((await cfgc(["schema", "cluster"])).stdout);
  expect(read(schemas[2] ?? "")).toBe((await cfgc(["schema", "hosts"])).stdout);
  const [, schema = ""] = /\$schema=(\S+)/.exec(read("cluster.yaml")) ?? [];
  expect(schemas).toContain(schema);
  expect(parseJson(read(".vscode/settings.json"))).toEqual({ "yaml.schemas": associations });
  expect(parseJson(read(".zed/settings.json"))).toEqual({
    lsp: { "yaml-language-server": { settings: { yaml: { schemas: associations } } } },
  });
  expect(parseToml(read(".helix/languages.toml"))["language-server"]).toEqual({
    cfgc: { command: "cfgc", args: ["lsp"] },
  });
});

it.each(Object.entries(ofEditors))("%s: its files are written, and again nothing", async (name, files) => {
  const { stdout } = await editor(name);
  const before = contents();
  expect(Object.keys(before)).toEqual(files);
  for (const path of files) expect(stdout).toContain(`wrote ${path}\n`);
  expect((await editor(name)).stdout).not.toMatch(/wrote|added/);
  expect(contents()).toEqual(before);
});

it("a folder that tells of an editor gets the settings of that one, and schemas of cfgc are brought up to date", async () => {
  const [settings = "", cluster = "", hosts = ""] = schemas;
  mkdirSync(join(folder, ".idea"));
  put(settings, "{}\n");
  put(cluster, '{"$id":"urn:cfgc:schema:cluster"}\n');
  put(hosts, (await cfgc(["schema", "hosts"])).stdout);
  const before = contents();
  const { stdout } = await install("--dry-run");
  expect(stdout.split("\n")).toEqual([
    `would write ${cluster}`,
    `${hosts} is up to date`,
    `${settings} is none of cfgc's schemas, and stays as it is`,
    "would write .idea/jsonSchemas.xml",
    "",
  ]);
  expect(contents()).toEqual(before);
});

describe("settings that are there", () => {
  it.each([
    ["comments, order and commas stay", '// mine\n{\n    "b": 1, // one\n    /* two */ "a": [1, 2,],\n}\n'],
    ["tabs stay", '{\n\t"b": 1\n}\n'],
    ["line ends stay", '{\r\n  "b": 1\r\n}\r\n'],
    ["a mark of byte order stays", '\ufeff{\n  "b": 1\n}\n'],
    ["an empty table", "{}"],
    ["a comment behind the last one stays there", '{\n  "b": 1 // one, two\n  // three\n}\n'],
    ["a comment between braces", "{\n  // one, two\n}\n"],
    ["all in a line", '{"b":1,"a":[1]}'],
    ["nothing", ""],
    ["a comment alone", "// later"],
    ["others have schemas", '{ "yaml.schemas": { "./mine.json": "x.yaml" /* mine */ } }'],
  ])("%s", async (_, text) => {
    put(".vscode/settings.json", text);
    await editor("vscode");
    const after = read(".vscode/settings.json");
    const before = parseJson(text, [], { allowTrailingComma: true }) ?? {};
    expect(parseJson(after.replace(/^\ufeff/, ""), [], { allowTrailingComma: true })).toEqual({
      ...before,
      "yaml.schemas": { ...before["yaml.schemas"], ...associations },
    });
    for (const kept of text.match(/\/\/.*|\/\*.*?\*\/|"[ab]": [^,\s]+,?|^\ufeff/g) ?? [])
      expect(after).toContain(kept);
    if (text.includes("\r")) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
    if (text.includes("\t")) expect(after).not.toMatch(/^ /m);
    expect((await editor("vscode")).stdout).toContain(".vscode/settings.json has it already\n");
  });

  it("what is set otherwise stays, and is said", async () => {
    const own = { "yaml.schemas": { "./.cfgc/schemas/cluster.schema.json": "site.yaml" } };
    put(".vscode/settings.json", JSON.stringify(own));
    const { status, stdout } = await editor("vscode");
    expect(status).toBe(0);
    expect(stdout).toContain(
      'added to .vscode/settings.json, which keeps its own "./.cfgc/schemas/cluster.schema.json"\n',
    );
    expect(parseJson(read(".vscode/settings.json"))["yaml.schemas"]).toEqual({
      ...own["yaml.schemas"],
      "./.cfgc/schemas/cfgc.schema.json": [".cfgc.yaml"],
    });
  });

  it.each([
    ['{ "recommendations": ["a.b"] } // mine', ["a.b", "redhat.vscode-yaml"]],
    ['{ "recommendations": ["redhat.vscode-yaml", "a.b"] }', ["redhat.vscode-yaml", "a.b"]],
    ['{ "unwantedRecommendations": ["redhat.vscode-yaml"] }', undefined],
  ])("recommends the extension once, and not where it is unwanted: %s", async (text, list) => {
    put(".vscode/extensions.json", text);
    await editor("vscode");
    expect(parseJson(read(".vscode/extensions.json")).recommendations).toEqual(list);
  });

  it.each([
    ["vscode", ".vscode/settings.json", '{\n  "a": [1,,]\n}\n', "2:11 is no JSON from here on"],
    ["vscode", ".vscode/settings.json", '{ "a": 1', "1:9 is no JSON from here on"],
    ["vscode", ".vscode/settings.json", "[]", "1:1 is no table of settings"],
    [
      "vscode",
      ".vscode/settings.json",
      '{ "yaml.schemas": null }',
      '1:19 is no table, so nothing fits below "yaml.schemas"',
    ],
    [
      "vscode",
      ".vscode/extensions.json",
      '{ "recommendations": "a.b" }',
      '1:22 is no list, so nothing can be added to "recommendations"',
    ],
    [
      "zed",
      ".zed/settings.json",
      '{ "lsp": { "yaml-language-server": 1 } }',
      '1:36 is no table, so nothing fits below "yaml-language-server"',
    ],
    ["helix", ".helix/languages.toml", '[[language]]\nname = "x\n', "2:8 is no TOML from here on"],
  ])(
    "%s: what cannot be read is refused with its place, and nothing is written",
    async (name, path, text, says) => {
      put(path, text);
      expect(await editor(name)).toEqual({
        status: 2,
        stdout: "",
        stderr: `cfgc: ${path}:${says}; nothing was written\n`,
      });
      expect(contents()).toEqual({ [path]: text });
    },
  );

  it.each([
    ["controls", "\0\0"],
    ["letters", "\xff"],
    ["braces", "{".repeat(100_000)],
    ["brackets", "[".repeat(100_000)],
    ["tables", '{"a":'.repeat(100_000)],
  ])("no text is too odd to be refused: %s", async (_, text) => {
    for (const path of [".vscode/settings.json", ".helix/languages.toml", ".idea/jsonSchemas.xml"]) {
      put(path, text);
      const { status, stderr } = await editor(
        path.startsWith(".v") ? "vscode" : path.startsWith(".h") ? "helix" : "jetbrains",
      );
      expect(status).toBe(2);
      expect(stderr).toMatch(/^cfgc: .*; nothing was written\n$/);
      expect(read(path)).toBe(text);
    }
  });
});

const added = [
  { path: ["yaml.schemas", "./a"], value: ["x"] },
  { path: ["yaml.schemas", "./b"], value: ["y", "z"] },
  { path: ["list"], value: "one", inList: true },
];

/** A table as somebody may have written it: with comments at the ends of lines, and commas behind last members. */
const writtenTable = fc
  .record({
    table: fc.dictionary(fc.constantFrom("a", "b", 'c "d"'), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
    schemas: fc.option(fc.dictionary(fc.constantFrom("./a", "./c"), fc.jsonValue({ maxDepth: 1 }))),
    list: fc.option(fc.array(fc.constantFrom("one", "two", 3), { maxLength: 3 })),
    indent: fc.constantFrom(0, 2, 4, "\t"),
    end: fc.constantFrom("\n", "\r\n"),
    marks: fc.infiniteStream(fc.constantFrom("", "", " // one, {two}", " /* [three] */")),
    hasCommas: fc.boolean(),
  })
  // The reader that this test compares with makes no key of it.
  .filter((one) => !JSON.stringify(one.table).concat(JSON.stringify(one.schemas)).includes("__proto__"))
  .map(({ table, schemas, list, indent, end, marks, hasCommas }) => {
    const held = { ...table, ...(schemas && { "yaml.schemas": schemas }), ...(list && { list }) };
    const text = JSON.stringify(held, undefined, indent);
    // JSON has no -0.
    const value: Record<string, unknown> = JSON.parse(text);
    const withCommas = hasCommas ? text.replaceAll(/(?<![[{,])(?=\n\s*[\]}])/g, ",") : text;
    // Not at the end: behind the table there is nothing more.
    const lines = withCommas.split("\n").map((line, index, all) => {
      const { value: mark = "" } = marks.next();
      return index === all.length - 1 ? line : line + mark;
    });
    return { value, text: lines.join(end) };
  });

series(
  "whatever a table of settings holds, it is added to and nothing is taken away",
  150,
  fc.property(writtenTable, ({ value, text }) => {
    const { text: after } = withSettings("settings.json", text, added);
    const loose = (of: string) => parseJson(of, [], { allowTrailingComma: true });
    const { list = [], "yaml.schemas": schemas = {} } = value as {
      list?: unknown[];
      "yaml.schemas"?: object;
    };
    expect(loose(text)).toEqual(value);
    expect(loose(after)).toEqual({
      ...value,
      "yaml.schemas": { "./a": ["x"], "./b": ["y", "z"], ...schemas },
      list: list.includes("one") ? list : [...list, "one"],
    });
    const errors: ParseError[] = [];
    parseJson(after, errors, { allowTrailingComma: true });
    expect(errors).toEqual([]);
    // What was there is still there, in its order: what is new has been put between.
    let at = 0;
    for (const character of text.replaceAll(/\s+/g, "")) at = after.indexOf(character, at) + 1 || Number.NaN;
    expect(at).not.toBeNaN();
    expect(withSettings("settings.json", after, added).text).toBe(after);
  }),
);

describe("Helix", () => {
  it("gets languages beside those that are there", async () => {
    put(".helix/languages.toml", '# mine\n[[language]]\nname = "rust"\nauto-format = false\n');
    await editor("helix");
    const text = read(".helix/languages.toml");
    expect(text.startsWith('# mine\n[[language]]\nname = "rust"\nauto-format = false\n\n')).toBe(true);
    const { language } = parseToml(text) as { language: { name: string }[] };
    expect(language.map(({ name }) => name)).toEqual(["rust", "yaml", "toml", "dolphindb"]);
  });

  it("keeps a language of its own", async () => {
    put(".helix/languages.toml", '[[language]]\nname = "yaml"\nlanguage-servers = ["mine"]\n');
    const { stdout } = await editor("helix");
    expect(stdout).toContain('which keeps its own yaml: add "cfgc" to the language-servers there\n');
    const { language } = parseToml(read(".helix/languages.toml")) as { language: { name: string }[] };
    expect(language.map(({ name }) => name)).toEqual(["yaml", "toml", "dolphindb"]);
  });

  it("keeps each byte of what is there, and its ends of lines", async () => {
    const before = '# mine\r\n[[language]]\r\nname = "rust"\r\n\r\n';
    put(".helix/languages.toml", before);
    await editor("helix");
    const text = read(".helix/languages.toml");
    expect(text.startsWith(`${before}\r\n# Completion`)).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect((await editor("helix")).stdout).toContain(".helix/languages.toml has it already\n");
  });

  it("asks for nothing where a language has cfgc", async () => {
    put(".helix/languages.toml", '[[language]]\nname = "toml"\nlanguage-servers = ["cfgc", "taplo"]\n');
    const { stdout } = await editor("helix");
    expect(stdout).toContain("added to .helix/languages.toml\n");
  });

  it("adds languages to a server that none has", async () => {
    put(".helix/languages.toml", 'language-server.cfgc = { command = "/opt/cfgc", args = ["lsp"] }\n');
    await editor("helix");
    const { language, "language-server": servers } = parseToml(read(".helix/languages.toml")) as {
      language: { name: string }[];
      "language-server": unknown;
    };
    expect(language.map(({ name }) => name)).toEqual(["yaml", "toml", "dolphindb"]);
    expect(servers).toEqual({ cfgc: { command: "/opt/cfgc", args: ["lsp"] } });
  });

  it.each(['language = [{ name = "rust" }]\n', 'language-server = { x = { command = "x" } }\n'])(
    "shows what to write where nothing can be added: %s",
    async (text) => {
      put(".helix/languages.toml", text);
      const { status, stdout } = await editor("helix");
      expect(status).toBe(0);
      expect(stdout).toContain("    [language-server.cfgc]\n");
      expect(read(".helix/languages.toml")).toBe(text);
    },
  );
});

describe("JetBrains", () => {
  const map = (entries: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n  <component name="JsonSchemaMappingsProjectConfiguration">\n    <state>\n      <map>\n${entries}      </map>\n    </state>\n  </component>\n</project>\n`;
  const mine =
    '        <entry key="mine">\n          <value>\n            <SchemaInfo />\n          </value>\n        </entry>\n';

  it("gets mappings beside those that are there", async () => {
    put(".idea/jsonSchemas.xml", map(mine));
    await editor("jetbrains");
    const text = read(".idea/jsonSchemas.xml");
    rmSync(join(folder, ".idea"), { recursive: true });
    await editor("jetbrains");
    const [, entries = ""] = /<map>\n([\s\S]*) {6}<\/map>/.exec(read(".idea/jsonSchemas.xml")) ?? [];
    expect(entries.match(/<entry /g)).toHaveLength(2);
    expect(text).toBe(map(mine + entries));
  });

  it.each([
    ["no component", '<project version="4">\n</project>\n'],
    ["another component", '<project version="4">\n  <component name="x" />\n</project>\n'],
  ])("gets them with %s", async (_, text) => {
    put(".idea/jsonSchemas.xml", text);
    await editor("jetbrains");
    const after = read(".idea/jsonSchemas.xml");
    expect(after.startsWith(text.replace("</project>\n", ""))).toBe(true);
    expect(after.endsWith("  </component>\n</project>\n")).toBe(true);
  });

  it.each([
    '<project><component name="JsonSchemaMappingsProjectConfiguration"/></project>\n',
    '<project><component name="JsonSchemaMappingsProjectConfiguration"></component><component name="x"><map></map></component></project>\n',
  ])("leaves what it does not know: %s", async (text) => {
    put(".idea/jsonSchemas.xml", text);
    expect((await editor("jetbrains")).stderr).toBe(
      "cfgc: .idea/jsonSchemas.xml is not written as the editor writes it; nothing was written\n",
    );
  });
});

it("Neovim's file stays, and what to add is shown", async () => {
  put(".nvim.lua", "-- mine\n");
  const { status, stdout } = await editor("neovim");
  expect(status).toBe(0);
  expect(stdout).toContain('    local cfgc = { name = "cfgc", cmd = { "cfgc", "lsp" }');
  expect(read(".nvim.lua")).toBe("-- mine\n");
});

it.each([
  [["--install", "cluster"], "--install takes no name"],
  [["--editor", "vscode"], "--editor is for --install"],
  [["--dry-run"], "--dry-run is for --install"],
  [
    ["--install", "--editor", "emacs"],
    'no set-up for the editor "emacs"; there are vscode, zed, neovim, helix, jetbrains',
  ],
])("%j is an error", async (words, says) => {
  const { status, stderr } = await cfgc(["schema", ...words], { cwd: folder });
  expect(status).toBe(2);
  expect(stderr).toContain(says);
  expect(contents()).toEqual({});
});

describe("real programs", { tags: ["long"] }, () => {
  const misspelt = "cfgc: 1\nname: x\nhosts: { db1: { adress: 10.1.1.1 } }\n";

  it.each([
    ["the settings of VS Code", "cluster.yaml", misspelt, true],
    [
      "the comment that init writes",
      "site.yaml",
      // The text lies in a folder below.
      `# yaml-language-server: $schema=../.cfgc/schemas/cluster.schema.json\n${misspelt}`,
      true,
    ],
    ["neither", "site.yaml", misspelt, false],
  ])("yaml-language-server finds the schema by %s", async (_, name, text, isMarked) => {
    await install("--editor", "vscode");
    const server = await OtherServer.start({
      command: [
        process.execPath,
        resolve("node_modules/yaml-language-server/bin/yaml-language-server"),
        "--stdio",
      ],
      folder,
      language: "yaml",
      settings: {
        yaml: {
          schemas: parseJson(read(".vscode/settings.json"))["yaml.schemas"],
          schemaStore: { enable: false },
          validate: true,
        },
      },
    });
    try {
      const marks = await server.diagnostics(name, text);
      expect(marks.some(({ message }) => String(message).includes("adress"))).toBe(isMarked);
    } finally {
      await server.end();
    }
  });

  it("Neovim starts cfgc by its file", async (context) => {
    const { status } = await run("sh", ["-c", "command -v nvim"]);
    await needing(status === 0 ? undefined : "there is no Neovim", async () => {
      await install("--editor", "neovim");
      put("cluster.yaml", misspelt);
      put("bin/cfgc", `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
      await run("chmod", ["+x", join(folder, "bin/cfgc")]);
      put(
        "wait.lua",
        "vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end)\nfor _, found in ipairs(vim.diagnostic.get(0)) do io.stdout:write(found.message .. '\\n') end\n",
      );
      const words = [
        "--headless",
        "-u",
        "NONE",
        "-c",
        "luafile .nvim.lua",
        "-c",
        "edit cluster.yaml",
        "-c",
        "luafile wait.lua",
        "-c",
        "qa!",
      ];
      const { stdout, stderr } = await run("nvim", words, {
        cwd: folder,
        env: { PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder },
      });
      expect(stdout + stderr).toContain("adress");
    })(context);
  });
});
