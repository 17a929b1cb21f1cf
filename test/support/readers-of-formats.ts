/** What readers that are not ours make of the files of a bundle, many files in one process. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import MarkdownIt from "markdown-it";
import { parse } from "smol-toml";
import type { CompileResult } from "../../src/compile.ts";
import type { EmittedFile } from "../../src/emit/emit.ts";
import type { DocumentEntry } from "../../src/emit/output-file.ts";
import { plainOf, Secret } from "../../src/schema/value.ts";
import { type Loaded, loadWithPyYaml } from "./py-yaml.ts";

/** What is known of a bundle, and the texts that other processes are to read. */
export interface Facts {
  /** What readers within this process made of its files that its documents do not say. */
  readonly faults: readonly string[];
  readonly yamls: readonly { readonly text: string; readonly says: Readonly<Record<string, unknown>> }[];
  readonly environments: readonly {
    readonly text: string;
    readonly says: Readonly<Record<string, string>>;
  }[];
  /** Folders of files with a script that starts something. */
  readonly scripts: readonly Folder[];
  readonly units: readonly string[];
  readonly readme: readonly string[];
}

interface Folder {
  readonly script: string;
  readonly files: Readonly<Record<string, string>>;
}

export function factsOf({ bundle, files }: CompileResult): Facts {
  const ofKind = (end: string) =>
    files.flatMap((file) =>
      file.output.kind === "document" && file.bundled.path.endsWith(end) ? [file] : [],
    );
  const scripts = files.filter(({ bundled }) => bundled.mode === 0o755);
  return {
    faults: [
      ...ofKind(".toml").flatMap(faultsOfToml),
      ...ofKind(".cfg").flatMap(faultsOfCfg),
      ...ofKind(".nodes").flatMap(faultsOfTable),
    ],
    yamls: ofKind(".yaml").map(({ bundled, output }) => ({ text: bundled.content, says: saidBy(output) })),
    environments: ofKind(".env").map(({ bundled, output }) => ({
      text: bundled.content,
      says: saidBy(output) as Record<string, string>,
    })),
    scripts: scripts.map((script) => folderOf(script, files)),
    units: files
      .filter(({ bundled }) => bundled.path.endsWith(".service"))
      .map(({ bundled }) => bundled.content),
    readme: readMarkdown(bundle?.files.find(({ path }) => path === "README.md")?.content ?? ""),
  };
}

function folderOf({ bundled: { path } }: EmittedFile, files: readonly EmittedFile[]): Folder {
  const folder = dirname(path);
  const beside = files.filter(({ bundled }) => bundled.path.startsWith(`${folder}/`));
  return {
    script: basename(path),
    // A placeholder would keep it from starting, and more of a configuration no script reads.
    files: Object.fromEntries(
      beside.map(({ bundled }) => [
        bundled.path.slice(folder.length + 1),
        bundled.path === path || bundled.path.endsWith(".env") ? bundled.content : "",
      ]),
    ),
  };
}

function entriesOf(output: EmittedFile["output"]): readonly DocumentEntry[] {
  return output.kind === "document" ? output.document().entries : [];
}

/** Of a file without tables. */
function saidBy(output: EmittedFile["output"]): Record<string, unknown> {
  return Object.fromEntries(entriesOf(output).map(({ path, value }) => [path.join("_"), plainOf(value)]));
}

function faultsOfToml({ bundled, output }: EmittedFile): string[] {
  const said: Record<string, unknown> = {};
  for (const { path, value } of entriesOf(output)) {
    let table = said;
    for (const name of path.slice(0, -1)) {
      table[name] ??= {};
      table = table[name] as Record<string, unknown>;
    }
    table[path.at(-1) ?? ""] = plainOf(value);
  }
  const [read, written] = [
    JSON.stringify(sorted(attempt(() => parse(bundled.content)))),
    JSON.stringify(sorted(said)),
  ];
  return read === written ? [] : [`smol-toml reads ${read} in place of ${written}`];
}

/** As the vendor's web manager takes lines apart (dolphindb/web@acbe4c0:src/config/utils.ts:7). */
function faultsOfCfg({ bundled, output }: EmittedFile): string[] {
  const lines = bundled.content.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const read = lines.map((line) => [
    line.slice(0, line.indexOf("=")),
    line.slice(line.indexOf("=") + 1).trim(),
  ]);
  const entries = entriesOf(output);
  return entries.flatMap(({ path, value }, index) => {
    const [key, text] = read[index] ?? [];
    const wanted = typeof value === "string" || value instanceof Secret ? String(plainOf(value)) : text;
    return key === path.join(".") && text === wanted && read.length === entries.length
      ? []
      : [`${path.join(".")} is read as ${key}=${text}`];
  });
}

function faultsOfTable({ bundled, output }: EmittedFile): string[] {
  const read = bundled.content
    .trimEnd()
    .split("\n")
    .slice(1)
    .flatMap((line) => line.split(","));
  const said = entriesOf(output).map(({ value }) => String(value));
  return JSON.stringify(read) === JSON.stringify(said) ? [] : [`the table is read as ${read.join(" | ")}`];
}

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return { refused: String(error) };
  }
}

function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** What PyYAML loads otherwise than the document says. */
export function readYamls(all: readonly Facts[]): string[] {
  const yamls = [...new Map(all.flatMap(({ yamls }) => yamls).map((one) => [one.text, one])).values()];
  const loaded = loadWithPyYaml(yamls.map(({ text }) => text));
  return yamls.flatMap(({ says }, index) => {
    const read = plainLoaded(loaded[index] ?? { refused: "nothing" });
    return JSON.stringify(sorted(read)) === JSON.stringify(sorted(says))
      ? []
      : [
          `PyYAML loads ${JSON.stringify(read).slice(0, 2000)} in place of ${JSON.stringify(says).slice(0, 2000)}`,
        ];
  });
}

function plainLoaded(loaded: Loaded): unknown {
  if ("refused" in loaded) return loaded;
  if (loaded.type === "NoneType") return null;
  if (loaded.type === "int" || loaded.type === "float") return Number(loaded.value);
  if (loaded.type === "list") return loaded.value.map(plainLoaded);
  if (loaded.type === "dict")
    return Object.fromEntries(Object.entries(loaded.value).map(([key, one]) => [key, plainLoaded(one)]));
  return loaded.value;
}

export const noBash: string | undefined =
  spawnSync("bash", ["-c", "env -0"]).status === 0 ? undefined : "bash, or env with -0, is not installed";

/** What a shell sets otherwise than the document says. */
export function readEnvironments(all: readonly Facts[], base: string): string[] {
  const environments = [
    ...new Map(all.flatMap(({ environments }) => environments).map((one) => [one.text, one])).values(),
  ];
  const folder = freshFolder(base, "env");
  for (const [index, { text }] of environments.entries()) writeFileSync(join(folder, String(index)), text);
  const each = `cd "$1"; i=0; while [ -f $i ]; do ( set -a; . ./$i; exec env -0 ) > $i.set 2>&1; i=$((i+1)); done`;
  spawnSync("/bin/sh", ["-c", each, "sh", folder], { env: { PATH: process.env.PATH ?? "" } });
  return environments.flatMap(({ says }, index) => {
    const set = new Map(
      readFileSync(join(folder, `${index}.set`), "utf8")
        .split("\0")
        .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    return Object.entries(says).flatMap(([name, value]) =>
      set.get(name) === String(value) ? [] : [`${name} is ${set.get(name)} and not ${value}`],
    );
  });
}

/** What each script of each bundle calls, and with which arguments. Scripts that bash does not read call nothing. */
export function readCommands(all: readonly Facts[], base: string): string[][] {
  const folders = [
    ...new Map(all.flatMap(({ scripts }) => scripts).map((one) => [JSON.stringify(one), one])).values(),
  ];
  const root = freshFolder(base, "run");
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin", "docker"), `#!/bin/sh\nprintf '%s\\0' "$0" "$@"\n`, { mode: 0o755 });
  for (const [index, { files, script }] of folders.entries()) {
    for (const [path, text] of Object.entries(files)) {
      const at = join(root, String(index), path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, text);
    }
    writeFileSync(join(root, `${index}.script`), script);
  }
  const each = `root=$1; cd /; i=0
while [ -f "$root/$i.script" ]; do
  script="$root/$i/$(cat "$root/$i.script")"
  { bash -n "$script" && sh "$script"; } > "$root/$i.called" 2>&1
  printf '%s' $? >> "$root/$i.called"
  i=$((i+1))
done`;
  spawnSync("/bin/sh", ["-c", each, "sh", root], {
    env: { PATH: `${join(root, "bin")}:${process.env.PATH ?? ""}` },
  });
  const called = new Map(
    folders.map((folder, index) => [
      JSON.stringify(folder),
      readFileSync(join(root, `${index}.called`), "utf8").replaceAll(join(root, String(index)), "HERE"),
    ]),
  );
  return all.map(({ scripts }) => scripts.map((folder) => called.get(JSON.stringify(folder)) ?? ""));
}

const systemd = "/lib/systemd/systemd";

export const noSystemd: string | undefined =
  spawnSync(systemd, ["--version"]).status === 0 && spawnSync("systemd-analyze", ["--version"]).status === 0
    ? undefined
    : "systemd is not installed";

/** The descriptions and command lines of each bundle's units as systemd has them, with all that it complains of. */
export function readUnits(all: readonly Facts[], base: string): string[][] {
  const units = [...new Set(all.flatMap(({ units }) => units))];
  const folder = freshFolder(base, "units");
  const names = units.map((_, index) => `u${index}.service`);
  for (const [index, text] of units.entries()) writeFileSync(join(folder, names[index] ?? ""), text);
  writeFileSync(join(folder, "all.target"), `[Unit]\n${names.map((name) => `Wants=${name}\n`).join("")}`);
  const verified = spawnSync("systemd-analyze", ["verify", "--man=no", ...names.map((name) => `./${name}`)], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const { stdout } = spawnSync(systemd, ["--test", "--system", "--unit=all.target", "--log-target=null"], {
    env: {
      SYSTEMD_UNIT_PATH: folder,
      XDG_RUNTIME_DIR: folder,
      PATH: process.env.PATH ?? "",
      LANG: "C.UTF-8",
    },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    // It refuses to be tested by root.
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  });
  const read = new Map<string, string[]>(units.map((unit) => [unit, []]));
  for (const part of stdout.split("-> Unit ")) {
    const [, index] = /^u(\d+)\.service:/.exec(part) ?? [];
    if (index === undefined) continue;
    // Not trimmed: what belongs to a text and looks like a blank would go as well.
    const lines = [...part.matchAll(/^\t+((?:Description|Command Line): .*)$/gm)].map(
      ([, line = ""]) => line,
    );
    read.get(units[Number(index)] ?? "")?.push(...lines.map(withoutQuotes));
  }
  for (const line of `${verified.stderr}`.split("\n")) {
    const [, index] = /(?:^|\/)u(\d+)\.service/.exec(line) ?? [];
    if (index !== undefined) read.get(units[Number(index)] ?? "")?.push(`complains: ${line}`);
  }
  return all.map(({ units }) => units.flatMap((unit) => read.get(unit) ?? ["not read"]));
}

/** systemd shows command lines as a shell would have them, before it makes one dollar of two. */
function withoutQuotes(line: string): string {
  if (!line.startsWith("Command Line: ")) return line;
  const words =
    line.slice("Command Line: ".length).match(/(?:"(?:[^"\\]|\\.)*"|\$'(?:[^'\\]|\\.)*'|[^ "])+/g) ?? [];
  return words
    .map((word) => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, "$1") : word))
    .map((word) => `<${word.replace(/\$\$?/g, (sign) => (sign === "$$" ? "$" : "(a variable)"))}>`)
    .join(" ");
}

const markdownIt = new MarkdownIt();

/** The tokens of a document with their texts, so that another structure is another list. */
function readMarkdown(text: string): string[] {
  return markdownIt.parse(text, {}).map(({ type, tag, info, content, children }) => {
    if (children === null)
      return `${type} ${tag} ${info} ${type === "fence" ? content.split("\n").length : content}`;
    // Code that a table could not carry is plain text there.
    const marks = children
      .filter((one) => !/^(?:text|text_special|code_inline)$/.test(one.type))
      .map((one) => one.type);
    // A placeholder is called after its site, in letters and digits alone.
    const words = children.map((one) => one.content.replace(/__CFGC_SECRET_\w+__/g, "PLACEHOLDER")).join("");
    return `${type} ${marks.join(" ")}: ${words.replace(/\s+/g, " ").trim()}`;
  });
}

function freshFolder(base: string, name: string): string {
  const folder = join(base, `for-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}
