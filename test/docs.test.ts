/** What the documents show is what the program does. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { processIo } from "../src/cli/io.ts";
import { SettingsFiles, settingsName } from "../src/cli/lint/settings-file.ts";
import { compile } from "../src/compile.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { limits } from "../src/source/limits.ts";
import { cfgc } from "./support/command.ts";
import { filesIn } from "./support/golden.ts";
import { blocksOf, examplesOf } from "./support/guide-page.ts";
import { among, compileText, findingsOf, products } from "./support/run.ts";

const guide = ["docs/guide.md", ...filesIn("docs/guide")];
const byHand = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", ...guide, "docs/ci.md", "schemas/README.md"];
const documents = [...byHand, "docs/editor-session.md", ...filesIn("docs/rules"), ...filesIn("docs/keys")];

function blocks(path: string, language: string): string[] {
  return blocksOf(path)
    .filter((block) => block.language === language)
    .map(({ text }) => text);
}

describe("README", () => {
  const cluster = blocks("README.md", "yaml").find((block) => block.startsWith("cfgc: 1")) ?? "";

  it("shows a cluster that builds without a finding, in ten lines", () => {
    expect(compileText(cluster).diagnostics).toEqual([]);
    expect(cluster.trimEnd().split("\n").length).toBeLessThanOrEqual(10);
  });

  it("shows a finding as it is printed", () => {
    const shown = blocks("README.md", "text").find((block) => block.startsWith("error[port-clash]")) ?? "";
    const clash = cluster.replace(
      "[{ host: db1 }, { host: db2 }, { host: db3 }]",
      "[{ host: db1, ports: { http: 5440 } }, { host: db2 }, { host: db3 }]",
    );
    const { diagnostics } = compileText(clash);
    const printed = printHuman(
      diagnostics.filter((one) => one.code.name === "port-clash"),
      { color: false },
    );
    expect(printed).toContain(shown);
  });

  it("has exactly two commands to try, and both exist", () => {
    const [build = "", test = "", ...more] = blocks("README.md", "sh");
    expect(more).toEqual([]);
    expect(build).toMatch(/^npm ci && node dist\/cfgc\.js build (\S+) -o out\n$/);
    expect(existsSync(/build (\S+)/.exec(build)?.[1] ?? "")).toBe(true);
    expect(test).toBe("npm test\n");
  });
});

describe.each(guide)("%s", (path) => {
  const examples = examplesOf(path);

  it.each(examples.map((one) => [one.line, one] as const))(
    "has at line %i what cfgc says of it",
    async (_, { name, content, beside, findings }) => {
      expect(await findingsIn(name, content, beside)).toEqual(findings);
    },
  );

  it("shows findings only behind the example that has them, and paths that a build writes", () => {
    const shown = blocksOf(path).filter(({ language }) => language === "text");
    const [base] = examples;
    const { bundle } = compileText(base?.content ?? "");
    for (const { text } of shown) {
      if (!text.startsWith("out/\n")) {
        expect(text).toMatch(/^(?:error|warning|info)\[/);
        continue;
      }
      const built = ["manifest.json", ...(bundle?.files ?? []).map((file) => file.path)];
      for (const line of text.trim().split("\n").slice(1)) expect(built).toContain(line.trim());
    }
    expect(shown.filter(({ text }) => /^\w+\[/.test(text))).toHaveLength(
      examples.filter(({ findings }) => findings.length > 0).length,
    );
  });
});

it.each(["README.md", ...guide, "docs/ci.md"])("%s is in plain words: sentences have 30 at most", (path) => {
  const sentences = proseOf(path).split(/(?<=[.:;!?])\s|\n|\|/);
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 30)).toEqual([]);
});

it("the guide lists every limit", () => {
  const [, section = ""] = readFileSync("docs/guide/lint.md", "utf8").split("## Limits");
  const said = [...section.matchAll(/\| ([\d,]+(?: MiB)?) \|$/gm)].map((match) => match[1]);
  const inWords = (value: number) =>
    value % 2 ** 20 === 0 ? `${value / 2 ** 20} MiB` : value.toLocaleString("en");
  expect(said).toEqual(Object.values(limits).map(inWords));
});

async function findingsIn(
  name: string,
  content: string,
  beside: ReadonlyMap<string, string>,
): Promise<string[]> {
  if (name === settingsName) {
    const folder = mkdtempSync(join(tmpdir(), "cfgc-guide-"));
    writeFileSync(join(folder, name), content);
    const settings = await new SettingsFiles({ ...processIo(), cwd: folder }).nearest(".");
    rmSync(folder, { recursive: true });
    return settings?.diagnostics.map(said) ?? ["there is no such file"];
  }
  if (name !== "cluster.yaml") return findingsOf({ files: { [name]: content } }).map(said);
  const sources = [...beside].map(([path, text]) => ({ path, text }));
  const source = { path: name, text: content };
  return compile([source], { products, readInclude: among(sources) }).diagnostics.map(said);
}

function said({ severity, code, message }: Diagnostic): string {
  return `${severity}[${code.name}]: ${message}`;
}

describe("commands in documents", () => {
  it.each(byHand)("%s names commands and options that there are", async (path) => {
    const code = blocksOf(path).flatMap(({ language, text }) =>
      language === "text" ? [] : [...text.matchAll(/(?:^|[ ;'])(cfgc [a-z].*)$/gm)],
    );
    const spans = [...proseOf(path).matchAll(/`(cfgc [^`\n]+)`/g)];
    for (const [, line = ""] of [...code, ...spans]) {
      const words = line.split(/\s+/).slice(1);
      const [command = ""] = words;
      if (command.startsWith("-")) continue;
      const { status, stdout } = await cfgc([command, "--help"]);
      expect(status, `${path}: cfgc ${words.join(" ")}`).toBe(0);
      for (const word of words.filter((one) => /^--?\w/.test(one)))
        expect(stdout, `${path}: cfgc ${words.join(" ")}`).toContain(word.replace(/=.*/, ""));
    }
  });

  it.each(byHand)("%s explains what can be explained", async (path) => {
    const asked = [...readFileSync(path, "utf8").matchAll(/cfgc explain ([^\s`)]+)/g)];
    // NAME, KEY and the like stand for one; what has a slash is a line of a bundle.
    for (const [, what = ""] of asked.filter(([, one = ""]) => !/^[A-Z]+$|\//.test(one)))
      expect((await cfgc(["explain", what])).stderr, `${path}: ${what}`).toBe("");
  });

  it.each(byHand)("%s names scripts of package.json", (path) => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object };
    const named = [...readFileSync(path, "utf8").matchAll(/`npm run ([\w:-]+)/g)].map((match) => match[1]);
    expect(named.filter((name) => !Object.keys(scripts).includes(name ?? ""))).toEqual([]);
  });
});

it.each(documents)("%s links to files and headings that exist", (path) => {
  const text = readFileSync(path, "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  for (const [whole, target = "", heading] of links) {
    const file = target === "" ? path : join(dirname(path), target);
    expect(existsSync(file), `${path}: ${whole}`).toBe(true);
    if (heading === undefined) continue;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(headings, `${path}: ${whole}`).toContain(heading);
  }
});

it.each(documents)("%s has nothing in angle brackets that would be taken for HTML", (path) => {
  const text = proseOf(path).replaceAll(/`[^`\n]*`|\\</g, "");
  expect(text.match(/<(?!br>|!-- Generated)[A-Za-z/!][^>\n]*>/g)).toBeNull();
});

it("ARCHITECTURE names every folder of src", () => {
  const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const text = readFileSync("ARCHITECTURE.md", "utf8");
  expect(folders.filter(({ name }) => !text.includes(`| \`src/${name}/`)).map(({ name }) => name)).toEqual(
    [],
  );
});

describe("paths in backticks", () => {
  const tracked = execFileSync("git", ["ls-files"], { encoding: "utf8" }).trim().split("\n");
  const folders = new Set(tracked.flatMap((file) => above(file)));
  const top = [...folders].filter((folder) => !folder.includes("/"));
  const here = [...tracked, ...folders];

  it.each(documents)("%s names files and folders that exist", (path) => {
    const spans = [...proseOf(path).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
    // Pages of rules and keys name files of examples and of the programs as well.
    const own = byHand.includes(path)
      ? spans
      : spans.filter((span) => top.includes(span.split("/")[0] ?? ""));
    expect(own.filter((span) => !isKnown(span))).toEqual([]);
  });

  it("knows what is wrong when it sees it", () => {
    expect(["src/lost.ts", "lost.ts", "docs/<rule>/x.md", "lib/x.toml", "src/"].map(isKnown)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(["src/products/<name>/product.ts", "all-rules.ts", "/etc/x", "cluster.yaml"].every(isKnown)).toBe(
      true,
    );
  });

  function isKnown(span: string): boolean {
    if (!looksLikePath(span) || elsewhere.test(span)) return true;
    const wanted = new RegExp(
      `^${span
        .replace(/\/$/, "")
        .split(/<[^>]+>|\*/)
        .map(escaped)
        .join("[^/]*")}$`,
    );
    if (top.includes(span.split("/")[0] ?? "")) return here.some((one) => wanted.test(one));
    return !span.includes("/") && here.some((one) => wanted.test(one.slice(one.lastIndexOf("/") + 1)));
  }
});

/** A document without its blocks of code. */
function proseOf(path: string): string {
  return readFileSync(path, "utf8").replaceAll(/^ *```.*?^ *```$/gms, "");
}

/** With a slash between names, or an ending of files. */
function looksLikePath(span: string): boolean {
  return (
    /^[\w.<*-][\w.<>*-]*\/[\w./<>*-]*$/.test(span) ||
    /^[\w.<>*-]+\.(?:[jt]s|md|json|ya?ml|toml|cfg|nodes|env|hbs|tsv|sh|service)$/.test(span)
  );
}

/** Paths that are not this repository's: of bundles, of the reader, of the programs and of the tools around them. */
const elsewhere =
  /^(?:out|hosts|conf|site|deploy|config|CLONES|cfgcFinding|node_modules)\/|^horaedb\/port-odd$|^(?:cluster|hosts|docker-compose|config|agent|controller|dolphindb|horaemeta|horaedb|ceresdb|ceresmeta|CONFIG)[\w*.-]*\.(?:ya?ml|toml|cfg|nodes|env)$|^\.(?:cfgc\.yaml|pre-commit-config\.yaml|env)$|^\.(?:cfgc|helix|idea|vscode|zed)\/|^\*\.ya?ml$|^[\w<>*-]+\.(?:env|sh|service|conf)$|^(?:manifest|README)\.(?:json|md)$/;

function above(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
