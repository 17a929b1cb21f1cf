/**
 * Says for one mutant after the other whether a test would fail: the examples of the codes, which
 * `test/rules.test.ts` runs, and the expected files that `test/fixtures.test.ts` compares. Runs in a process of its
 * own, since a mutant may loop for ever; the numbers come as words and each answer goes as a message.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { allCodes } from "../../src/codes.ts";
import { compile } from "../../src/compile.ts";
import type { Code, Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { printHuman } from "../../src/diagnostics/print/human.ts";
import { manifestOf, manifestText } from "../../src/emit/bundle.ts";
import { faultsOf } from "../../test/support/example-faults.ts";
import { findingsText } from "../../test/support/findings-text.ts";
import { among, findingsOf, products } from "../../test/support/run.ts";
import { saidOfUnknown } from "../../test/support/unknown-values.ts";

type Check = () => boolean;

const codes = allCodes(products);
const ofCode = new Map(codes.map((code) => [code.name, examplesOf(code)]));
const fixtures = [...bundleFixtures(), ...lintFixtures()];
const given = JSON.parse(process.argv[2] ?? "[]") as { number: number; file: string }[];

for (const { number, file } of given) {
  (globalThis as { mutant?: number }).mutant = number;
  process.send?.({ number, killed: isNoticed(file) });
}
process.disconnect?.();

/** Checks that are near to the file come first, since most mutants fall there. */
function isNoticed(file: string): boolean {
  const own = ofCode.get(basename(file, ".ts")) ?? [];
  const others = [...ofCode.values()].filter((checks) => checks !== own).flat();
  for (const check of [...own, ...unknownValues(file), ...fixtures, ...others]) {
    try {
      if (!check()) return true;
    } catch {
      return true;
    }
  }
  return false;
}

function examplesOf(code: Code): Check[] {
  const { invalid, valid, boundary = [] } = code.examples;
  const check = (example: Example, fires: boolean) => () => faultsOf(example, code, fires).length === 0;
  const expected = join("fixtures/findings", `${code.name}.txt`);
  const text = existsSync(expected) ? readFileSync(expected, "utf8") : "";
  return [
    ...invalid.map((example) => check(example, true)),
    ...valid.map((example) => check(example, false)),
    ...boundary.map((example) => check(example, example.fires)),
    () => findingsText(code) === text,
  ];
}

/** Of the code that the file is about alone: to try them all takes too long to do for every mutant. */
function unknownValues(file: string): Check[] {
  const code = codes.find(({ name }) => name === basename(file, ".ts"));
  if (code === undefined) return [];
  const { invalid, valid, boundary = [] } = code.examples;
  return [...invalid, ...valid, ...boundary].map((example) => () => saidOfUnknown(example).length === 0);
}

function lintFixtures(): Check[] {
  return foldersIn("fixtures/lint").map((folder) => {
    const files = Object.fromEntries(
      filesIn(folder)
        .filter((name) => name !== "diagnostics.txt")
        .sort()
        .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
    const expected = readFileSync(join(folder, "diagnostics.txt"), "utf8");
    return () => text(findingsOf({ files })) === expected;
  });
}

function bundleFixtures(): Check[] {
  const pairs = [
    ...foldersIn("examples").map((input) => [input, join("fixtures", input)] as const),
    ...foldersIn("fixtures/compile").map((input) => [input, input] as const),
  ];
  return pairs.map(([input, folder]) => {
    const sources = readdirSync(input)
      .filter((name) => name.endsWith(".yaml"))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(input, path), "utf8") }));
    const expected = new Map<string, string>();
    for (const path of filesIn(join(folder, "bundle"))) {
      expected.set(path, readFileSync(join(folder, "bundle", path), "utf8"));
    }
    const findings = readFileSync(join(folder, "diagnostics.txt"), "utf8");
    return () => {
      const clusters = sources.filter(({ path }) => path.endsWith("cluster.yaml"));
      const { bundle, diagnostics } = compile(clusters, { products, readInclude: among(sources) });
      const files = new Map(bundle?.files.map((file) => [file.path, file.content]));
      if (bundle !== undefined) files.set("manifest.json", manifestText(manifestOf(bundle)));
      return (
        text(diagnostics) === findings &&
        files.size === expected.size &&
        [...files].every(([path, content]) => expected.get(path) === content)
      );
    };
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function text(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.length === 0 ? "nothing found\n" : printHuman(diagnostics, { color: false, width: 140 });
}
