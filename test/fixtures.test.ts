/**
 * Directories that read like a story. `examples/<name>` and `fixtures/compile/<name>` hold a cluster.yaml, or
 * several and what they include, whose bundle or findings are expected; `fixtures/lint/<name>` holds files of one deployment and the findings.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { compile } from "../src/compile.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { printHuman } from "../src/diagnostics/print/human.ts";
import { manifestOf, manifestText } from "../src/emit/bundle.ts";
import { expectFolder, expectText, filesIn, foldersIn } from "./support/golden.ts";
import { among, findingsOf, products } from "./support/run.ts";

const stories = [
  ...foldersIn("examples").map((name) => ({
    name,
    input: join("examples", name),
    expected: join("fixtures/examples", name),
  })),
  ...foldersIn("fixtures/compile").map((name) => ({
    name,
    input: join("fixtures/compile", name),
    expected: join("fixtures/compile", name),
  })),
];

describe.each(stories)("$input", ({ input, expected }) => {
  it("gives its bundle and findings", () => {
    const sources = readdirSync(input)
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(input, path), "utf8") }));
    const clusters = sources.filter(({ path }) => path.endsWith("cluster.yaml"));
    const { bundle, diagnostics } = compile(clusters, { products, readInclude: among(sources) });
    expectText(join(expected, "diagnostics.txt"), text(diagnostics));
    const files = new Map(bundle?.files.map((file) => [file.path, file.content]));
    if (bundle !== undefined) files.set("manifest.json", manifestText(manifestOf(bundle)));
    if (bundle !== undefined) expectFolder(join(expected, "bundle"), files);
    else expect(existsSync(join(expected, "bundle"))).toBe(false);
  });
});

describe.each(foldersIn("fixtures/lint").map((name) => ({ name })))("fixtures/lint/$name", ({ name }) => {
  it("gives its findings", () => {
    const folder = join("fixtures/lint", name);
    const names = filesIn(folder)
      .map((path) => relative(folder, path))
      .filter((file) => file !== "diagnostics.txt")
      .sort();
    const files = Object.fromEntries(names.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
    expectText(join(folder, "diagnostics.txt"), text(findingsOf({ files })));
  });
});

it("every finding that lint can give has a fixture or an example of its own", () => {
  const shown = foldersIn("fixtures/lint").map((name) =>
    readFileSync(join("fixtures/lint", name, "diagnostics.txt"), "utf8"),
  );
  const inFixtures = new Set(
    shown.flatMap((found) => [...found.matchAll(/^\w+\[([\w-]+)\]/gm)].map((one) => one[1])),
  );
  // These need bytes, folders or a bundle, so they have tests of the command line.
  const onDisk = ["cli", "lint-files"].map((name) => readFileSync(`test/${name}.test.ts`, "utf8")).join();
  const without = allCodes(products).filter(
    ({ name, examples }) =>
      !inFixtures.has(name) &&
      examples.invalid.length === 0 &&
      !new RegExp(`["\\s:]${name}["\\s]`).test(onDisk),
  );
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(inFixtures.size).toBeGreaterThan(30);
});

it("no expected bundle is left without its example", () => {
  expect(foldersIn("fixtures/examples").filter((name) => !foldersIn("examples").includes(name))).toEqual([]);
});

function text(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length === 0 ? "nothing found\n" : printHuman(diagnostics, { color: false, width: 140 });
}
