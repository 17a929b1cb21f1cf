/** The extension for VS Code: what its manifest says is there, colours of real files, and which cfgc it starts. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { programIn } from "../editors/vscode/src/program.ts";
import { detect } from "../src/detect.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import { readCfg } from "../src/source/cfg/read-cfg.ts";
import { readNodes } from "../src/source/cfg/read-nodes.ts";
import type { Node } from "../src/source/tree.ts";
import { filesIn } from "./support/golden.ts";
import { type Grammar, grammarOf, type Token } from "./support/grammar.ts";

const folder = "editors/vscode";
const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const read = (path: string) => ({ path, text: readFileSync(path, "utf8") });
/** Hand-written files, as they stand in fixtures. */
const real = [...filesIn("fixtures"), ...filesIn("examples")].filter((path) => /\.(?:cfg|nodes)$/.test(path));

interface Language {
  readonly id: string;
  readonly extensions?: readonly string[];
  readonly filenamePatterns?: readonly string[];
  readonly firstLine?: string;
  readonly configuration: string;
}

const languages: readonly Language[] = manifest.contributes.languages;

/** As VS Code finds it: by the name, else by the first line. */
function languageOf(name: string, text: string): string | undefined {
  const byName = languages.find(
    ({ extensions = [], filenamePatterns = [] }) =>
      extensions.some((one) => name.endsWith(one)) ||
      picomatch.isMatch(name, [...filenamePatterns], { nocase: true }),
  );
  const [first = ""] = text.split("\n", 1);
  const byText = languages.find(({ firstLine }) => firstLine && new RegExp(firstLine).test(first));
  return (byName ?? byText)?.id;
}

describe("the manifest", () => {
  it("is of the release of cfgc, and under its licence", () => {
    const own = JSON.parse(readFileSync("package.json", "utf8"));
    expect([manifest.version, manifest.license]).toEqual([own.version, own.license]);
    expect(readFileSync(join(folder, "LICENSE"), "utf8")).toBe(readFileSync("LICENSE", "utf8"));
  });

  it("names files that are there, and languages and scopes that fit", () => {
    const grammars: readonly { language: string; scopeName: string; path: string }[] =
      manifest.contributes.grammars;
    for (const { configuration } of languages) expect(existsSync(join(folder, configuration))).toBe(true);
    expect(grammars.map(({ language }) => language)).toEqual(languages.map(({ id }) => id));
    for (const { scopeName, path } of grammars)
      expect(JSON.parse(readFileSync(join(folder, path), "utf8")).scopeName).toBe(scopeName);
    const build = readFileSync(join(folder, "build.js"), "utf8");
    expect(build).toContain(`file: "${manifest.main.replace("./", "")}"`);
  });

  it("is no part of cfgc's own package", () => {
    const own: readonly string[] = JSON.parse(readFileSync("package.json", "utf8")).files;
    expect(own.filter((path) => path.startsWith("editors"))).toEqual([]);
  });

  it("gives each file of DolphinDB its language, and no file of another program", () => {
    for (const path of real) {
      const { kind = "" } = detect(read(path)) ?? {};
      const language = kind === "dolphindb-nodes" ? "dolphindb-nodes" : "dolphindb-cfg";
      expect([path, kind, languageOf(basename(path), "")]).toEqual([path, kind, language]);
    }
    for (const name of ["setup.cfg", "ansible.cfg", "tox.cfg"]) {
      expect(languageOf(name, "[metadata]\n")).toBe(undefined);
      expect(languageOf(name, "# cfgc: dolphindb-agent@2.00.12\nmode=agent\n")).toBe("dolphindb-cfg");
    }
  });
});

/** The narrowest scope of a token, without the language. */
const scopeOf = ({ scopes }: Token) =>
  scopes.length === 1 ? "" : (scopes.at(-1) ?? "").replace(/\.dolphindb-\w+$/, "");

/** The tokens of a place, blanks left out. */
function tokensAt(tokens: readonly Token[], { at }: Node): readonly Token[] {
  return tokens.filter(({ start, end, text }) => start >= at.start && end <= at.end && text.trim() !== "");
}

const cfg: Grammar = await grammarOf("source.dolphindb-cfg");
const nodes: Grammar = await grammarOf("source.dolphindb-nodes");

describe("the grammar of .cfg", () => {
  it.each(real.filter((path) => path.endsWith(".cfg")))("sees in %s what cfgc reads", (path) => {
    const file = read(path);
    const tokens = cfg(file.text);
    const { entries } = readCfg(file, new DiagnosticBag("file"));
    expect(entries.size).toBeGreaterThan(0);
    for (const { key, keyAt, value } of entries.values()) {
      const dot = key.indexOf(".");
      const parts = tokensAt(tokens, { kind: "unread", at: keyAt }).map((one) => [scopeOf(one), one.text]);
      const named = ["variable.other.property", key.slice(dot + 1)];
      expect(parts.at(-1)).toEqual(named);
      if (dot === -1) expect(parts).toHaveLength(1);
      const scopes = tokensAt(tokens, value).map(scopeOf);
      expect(scopes.length, key).toBeGreaterThan(0);
      expect(scopes).not.toContain("");
    }
    for (const one of tokens) expect([one.text, scopeOf(one)]).not.toContain("invalid.illegal.no-value");
  });

  it.each([
    ["# a remark", ["#:punctuation.definition.comment", " a remark:comment.line.number-sign"]],
    ["  // a remark", ["//:punctuation.definition.comment", " a remark:comment.line.double-slash"]],
    [
      "# cfgc: dolphindb-agent@2.00.12",
      [
        "#:punctuation.definition.comment",
        "cfgc:keyword.control.directive",
        ": dolphindb-agent@2.00.12:comment.line.number-sign",
      ],
    ],
    [
      "# cfgc-disable-next-line unknown-key: why",
      [
        "#:punctuation.definition.comment",
        "cfgc-disable-next-line:keyword.control.directive",
        " unknown-key: why:comment.line.number-sign",
      ],
    ],
    [
      "maxMemSize=8",
      ["maxMemSize:variable.other.property", "=:keyword.operator.assignment", "8:constant.numeric"],
    ],
    [
      " dataSync = true ",
      ["dataSync:variable.other.property", "=:keyword.operator.assignment", "true:constant.language.boolean"],
    ],
    [
      "dn%.maxMemSize=8",
      [
        "dn:entity.name.tag.alias",
        "%:keyword.operator.wildcard",
        ".:punctuation.separator.dot",
        "maxMemSize:variable.other.property",
        "=:keyword.operator.assignment",
        "8:constant.numeric",
      ],
    ],
    [
      "sites=[::1]:8901:a1:agent,10.0.0.1:8900:c1:controller",
      [
        "sites:variable.other.property",
        "=:keyword.operator.assignment",
        "[::1]:string.unquoted.host",
        "::punctuation.separator.colon",
        "8901:constant.numeric.port",
        "::punctuation.separator.colon",
        "a1:entity.name.tag.alias",
        "::punctuation.separator.colon",
        "agent:storage.type.mode",
        ",:punctuation.separator.comma",
        "10.0.0.1:string.unquoted.host",
        "::punctuation.separator.colon",
        "8900:constant.numeric.port",
        "::punctuation.separator.colon",
        "c1:entity.name.tag.alias",
        "::punctuation.separator.colon",
        "controller:storage.type.mode",
      ],
    ],
    [
      "volumes=/data/<ALIAS>/a,/b=c",
      [
        "volumes:variable.other.property",
        "=:keyword.operator.assignment",
        "/data/:string.unquoted",
        "<ALIAS>:variable.language.macro",
        "/a:string.unquoted",
        ",:punctuation.separator.comma",
        "/b=c:string.unquoted",
      ],
    ],
    [
      "workerNum=4 // four",
      [
        "workerNum:variable.other.property",
        "=:keyword.operator.assignment",
        "4:constant.numeric",
        "// four:comment.line",
      ],
    ],
    [
      "home=http://a/b#c",
      ["home:variable.other.property", "=:keyword.operator.assignment", "http://a/b#c:string.unquoted"],
    ],
    ["key=", ["key:variable.other.property", "=:keyword.operator.assignment"]],
    ["no value", ["no value:invalid.illegal.no-value"]],
  ])("%s", (line, expected) => {
    expect(shown(cfg(line))).toEqual(expected);
  });
});

describe("the grammar of .nodes", () => {
  it.each(real.filter((path) => path.endsWith(".nodes")))("sees in %s what cfgc reads", (path) => {
    const file = read(path);
    const tokens = nodes(file.text);
    const { entries } = readNodes(file, new DiagnosticBag("file"));
    const columns = entries.get("columns")?.value;
    const rows = entries.get("rows")?.value;
    if (columns?.kind !== "map" || rows?.kind !== "list") throw new Error("not read as a table");
    expect(rows.items.length).toBeGreaterThan(0);
    for (const { value } of columns.entries.values())
      expect(tokensAt(tokens, value).map(scopeOf)).toEqual(["variable.other.property"]);
    for (const row of rows.items) {
      if (row.kind !== "map") throw new Error("no row");
      const scopes = (column: string) => tokensAt(tokens, row.entries.get(column)?.value ?? row).map(scopeOf);
      expect(scopes("localSite")).toEqual(site);
      expect(scopes("mode")).toEqual(["storage.type.mode"]);
    }
  });

  it.each([
    [
      "localSite,mode",
      ["localSite:variable.other.property", ",:punctuation.separator.comma", "mode:variable.other.property"],
    ],
    [
      "[fe80::1]:8900:c1,controller,,zone1",
      [
        "[fe80::1]:string.unquoted.host",
        "::punctuation.separator.colon",
        "8900:constant.numeric.port",
        "::punctuation.separator.colon",
        "c1:entity.name.tag.alias",
        ",:punctuation.separator.comma",
        "controller:storage.type.mode",
        ",:punctuation.separator.comma",
        ",:punctuation.separator.comma",
        "zone1:string.unquoted",
      ],
    ],
    [
      "h1:port:a1,agent",
      [
        "h1:string.unquoted.host",
        "::punctuation.separator.colon",
        "port:invalid.illegal.port",
        "::punctuation.separator.colon",
        "a1:entity.name.tag.alias",
        ",:punctuation.separator.comma",
        "agent:storage.type.mode",
      ],
    ],
  ])("%s", (line, expected) => {
    expect(shown(nodes(line))).toEqual(expected);
  });
});

const site = [
  "string.unquoted.host",
  "punctuation.separator.colon",
  "constant.numeric.port",
  "punctuation.separator.colon",
  "entity.name.tag.alias",
];

const shown = (tokens: readonly Token[]) =>
  tokens.filter(({ text }) => text.trim() !== "").map((one) => `${one.text}:${scopeOf(one)}`);

describe("which cfgc is started", () => {
  const found = (path: string, folders: readonly string[], there: readonly string[], isWindows = false) =>
    programIn({ path, folders, isWindows, exists: (one) => there.includes(one) });
  const inProject = join("b", "node_modules", ".bin", "cfgc");

  it("is the one that is set", () => {
    expect(found("/opt/cfgc", ["b"], [inProject])).toBe("/opt/cfgc");
    expect(found(" cfgc-next ", ["b"], [inProject])).toBe("cfgc-next");
    expect(found("./tools/cfgc", ["a", "b"], [inProject])).toBe(join("a", "tools", "cfgc"));
  });

  it("is else the one of the project, in any folder that is open", () => {
    expect(found("", ["a", "b"], [inProject])).toBe(inProject);
    expect(found("", ["b"], [`${inProject}.cmd`], true)).toBe(`${inProject}.cmd`);
  });

  it("is else the one on the PATH", () => {
    expect(found("", ["a"], [])).toBe("cfgc");
    expect(found(" ", [], [], true)).toBe("cfgc.cmd");
  });
});
