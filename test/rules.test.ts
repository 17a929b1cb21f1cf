/** Every example of every code: what it names is reported and nothing else is. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import type { Code, Diagnostic, Example } from "../src/diagnostics/diagnostic.ts";
import { shownSeverities, sourceKindOf } from "../src/diagnostics/shown-severities.ts";
import { allRules } from "../src/rules/all-rules.ts";
import { by } from "./support/effort.ts";
import { faultsOf } from "./support/example-faults.ts";
import { foundIn } from "./support/examples-found.ts";
import { findingsText } from "./support/findings-text.ts";
import { expectText } from "./support/golden.ts";
import { expectGone } from "./support/offers.ts";
import { findingsOf, products } from "./support/run.ts";
import { missingOnPages } from "./support/severities-on-pages.ts";
import { linesToSpoil, oneOfEach, saidOfUnknown } from "./support/unknown-values.ts";

/**
 * Reported by the command line, which alone reads bytes, bundles and `.cfgc.yaml`, or never without another finding;
 * `test/cli.test.ts` and `test/lint-files.test.ts` have them.
 */
const withoutExamples = new Set([
  "bundle-edited",
  "bundle-unfinished",
  "encoding",
  "folders-clash",
  "pattern-without-file",
  "unknown-kind",
  "version-assumed",
]);

describe.each(allCodes(products).map((code) => [code.name, code] as const))("%s", (name, code) => {
  it("has a text and examples", () => {
    for (const text of [code.summary, code.why, code.fix]) expect(text).toMatch(/^[A-Z`].*\.$/s);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    if (withoutExamples.has(name)) return;
    expect(code.examples.invalid).not.toHaveLength(0);
    expect(code.examples.valid).not.toHaveLength(0);
  });
  it("is as severe as its page says", () => {
    const shown = shownSeverities(code);
    const { invalid, boundary = [] } = code.examples;
    for (const example of [...invalid, ...boundary.filter(({ fires }) => fires)])
      for (const found of foundIn(example))
        if (found.code.name === name) expect(shown[sourceKindOf(example)]).toContain(found.severity);
  });
  it("says what it should", () =>
    expectText(join("fixtures/findings", `${name}.txt`), findingsText(code, foundIn)));
  it("says nothing of what cannot be read", { tags: ["series"] }, () => {
    const { invalid, valid, boundary = [] } = code.examples;
    const examples = [...invalid, ...valid, ...boundary];
    const all = linesToSpoil(examples);
    const lines = by({ quick: oneOfEach(all), long: all, exhaust: all });
    for (const example of examples) expect(saidOfUnknown(example, foundIn, lines)).toEqual([]);
  });
  for (const [index, example] of code.examples.invalid.entries()) {
    it(`fires: ${example.title ?? index + 1}`, () => expectFires(example, code));
  }
  for (const [index, example] of code.examples.valid.entries()) {
    it(`is silent: ${example.title ?? index + 1}`, () =>
      expect(faultsOf(example, code, false, foundIn)).toEqual([]));
  }
  for (const [index, example] of (code.examples.boundary ?? []).entries()) {
    it(`at the boundary ${example.fires ? "fires" : "is silent"}: ${example.title ?? index + 1}`, () => {
      if (example.fires) expectFires(example, code);
      else expect(faultsOf(example, code, false, foundIn)).toEqual([]);
    });
  }
});

it("pages show whatever an example of any code gives", () => {
  const examples = allCodes(products).flatMap(({ examples: { invalid, valid, boundary = [] } }) => [
    ...invalid,
    ...valid,
    ...boundary,
  ]);
  expect(examples.length).toBeGreaterThan(1000);
  expect(missingOnPages(examples)).toEqual([]);
});

it("no expected findings are left without their code", () => {
  const names = readdirSync("fixtures/findings").map((file) => file.replace(/\.txt$/, ""));
  expect(names.filter((name) => !allCodes(products).some((code) => code.name === name))).toEqual([]);
});

it("rules have boundary examples", () => {
  const rules = products.flatMap((product) => product.rules);
  expect(rules.filter((rule) => !rule.examples.boundary?.length).map((rule) => rule.name)).toEqual([]);
});

function expectFires(example: Example, code: Code): void {
  expect(faultsOf(example, code, true, foundIn)).toEqual([]);
  for (const one of foundIn(example)) expect(one.message).toMatch(/^[^A-Z]?.*[^.]$/s);
}

describe("a rule about availability", () => {
  const rules = [...allRules, ...products.flatMap((product) => product.rules)].filter(
    (rule) => rule.fault === "availability",
  );
  const inDevelopment = ({ files }: Example): Example => ({
    files: Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, text.replace("\n", "\nenvironment: development\n")]),
    ),
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))(
    "%s is an error in production and a warning in development",
    (_, rule) => {
      const clusters = rule.examples.invalid.filter(({ files }) => "cluster.yaml" in files);
      expect(clusters, "there is an example in cluster.yaml").not.toHaveLength(0);
      for (const example of clusters) {
        expect(severities(foundIn(example))).toEqual(new Set(["error"]));
        expect(severities(findingsOf(inDevelopment(example)))).toEqual(new Set(["warning"]));
      }
    },
  );
});

function severities(found: readonly Diagnostic[]): Set<string> {
  return new Set(found.map(({ severity }) => severity));
}

/** What a help offers is made, for every example of every code: the finding is gone, and none has come. */
describe("what is offered", () => {
  const offering = allCodes(products).flatMap(({ name, examples }) =>
    [...examples.invalid, ...(examples.boundary ?? []).filter(({ fires }) => fires)].map((example) => ({
      name,
      example,
      offers: foundIn(example).flatMap((found) => (found.fixes ? [{ found, fixes: found.fixes }] : [])),
    })),
  );

  const offers = offering.flatMap(({ name, example, offers }) =>
    offers.flatMap(({ found, fixes }) =>
      fixes.map(({ title, edits }) => ({ name, title, found, edits, example })),
    ),
  );

  it.each(offers)("$name: $title", ({ found, edits, example }) => expectGone([found], edits, example));

  const several = offering.flatMap(({ name, example, offers }) => {
    const own = offers.filter(({ found }) => found.code.name === name);
    return own.length > 1 ? [{ name, title: example.title ?? own[0]?.found.message, own, example }] : [];
  });

  it.each(several)("$name, all of an example: $title", ({ own, example }) =>
    expectGone(
      own.map(({ found }) => found),
      own.flatMap(({ fixes }) => fixes[0]?.edits ?? []),
      example,
    ),
  );
});
