/** Imports point one way, and a third-party library is imported in one file. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { filesIn } from "./support/golden.ts";

/** From the top down: a room may import from itself and from rooms further down. */
const rooms = [
  "cli",
  "editor",
  "spines",
  "products",
  "rules",
  "emit",
  "model",
  "schema",
  "source",
  "diagnostics",
];
const spines = [
  "compile.ts",
  "lint.ts",
  "lint-across.ts",
  "version-fit.ts",
  "fix-findings.ts",
  "new-findings.ts",
  "detect.ts",
  "codes.ts",
  "index.ts",
];
/** Same tier: neither may import the other. */
const apart = [["emit", "model"]];

const sources = filesIn("src").filter((path) => path.endsWith(".ts"));

function roomOf(path: string): string {
  const [first = ""] = relative("src", path).split("/");
  return spines.includes(first) ? "spines" : first;
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

it("every file is in a room", () => {
  expect([...new Set(sources.map(roomOf))].filter((room) => !rooms.includes(room))).toEqual([]);
});

it("imports point down", () => {
  const wrong: string[] = [];
  for (const path of sources) {
    for (const target of importsOf(path).filter((name) => name.startsWith("."))) {
      const other = join(dirname(path), target);
      const [from, to] = [roomOf(path), other.startsWith("src/") ? roomOf(other) : "outside"];
      if (to === "outside" ? !other.endsWith("package.json") : rooms.indexOf(to) < rooms.indexOf(from)) {
        wrong.push(`${path} imports ${other}`);
      }
      if (apart.some((pair) => from !== to && pair.includes(from) && pair.includes(to)))
        wrong.push(`${path} imports ${other}`);
    }
  }
  expect(wrong).toEqual([]);
});

it("no file imports itself through others", () => {
  const graph = new Map(
    sources.map((path) => [
      path,
      importsOf(path)
        .filter((name) => name.startsWith("."))
        .map((name) => join(dirname(path), name)),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of sources) visit(path, []);
  // Types may know each other; only what runs has to point one way, and `import type` does not run.
  expect(cycles.filter((cycle) => !isOfTypes(cycle))).toEqual([]);
});

function isOfTypes(cycle: string): boolean {
  const steps = cycle.split(" -> ");
  return steps.slice(1).some((target, index) => {
    const text = readFileSync(steps[index] ?? "", "utf8");
    const name = target.slice(target.lastIndexOf("/") + 1);
    const lines = [...text.matchAll(/import ([^;]*?) from "([^"]+)"/g)].filter((match) =>
      match[2]?.endsWith(name),
    );
    return lines.length > 0 && lines.every((match) => match[1]?.startsWith("type "));
  });
}

it("commands take streams, variables and the working directory from `Io` alone", () => {
  const looks =
    /\bprocess\.(?:std\w+|env|argv|cwd|chdir|exit\w*)\b|\b(?:std\w+|env)\b[^}\n]*\} = process\b|\bconsole\.\w+\(/;
  const looking = sources.filter((path) => looks.test(readFileSync(path, "utf8")));
  expect(looking).toEqual(["src/cli/cfgc.ts", "src/cli/io.ts"]);
});

it("each library is imported in one file", () => {
  const importers = new Map<string, string[]>();
  for (const path of sources.filter((one) => !one.includes("/generated/"))) {
    const text = readFileSync(path, "utf8");
    for (const [, kind, name = ""] of text.matchAll(/import (type )?[^;]*?from "([^".][^"]*)"/g)) {
      if (name.startsWith("node:") || kind !== undefined) continue;
      const library = name.split("/")[0] ?? "";
      importers.set(library, [...new Set([...(importers.get(library) ?? []), path])]);
    }
  }
  expect([...importers].filter(([, files]) => files.length > 1)).toEqual([]);
  expect([...importers.keys()].sort()).toEqual([
    "commander",
    "jsonc-parser",
    "picomatch",
    "string-width",
    "vscode-languageserver",
    "vscode-languageserver-protocol",
    "vscode-languageserver-textdocument",
    "yaml",
  ]);
});
