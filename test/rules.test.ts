/** Every example of every code: what it names is reported and nothing else is. */
import { describe, expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import type { Code, Example } from "../src/diagnostics/diagnostic.ts";
import { findingsOf, products } from "./support/run.ts";

/** Reported by the command line while it reads a file; `test/cli.test.ts` has them. */
const withoutExamples = new Set(["encoding"]);

describe.each(allCodes(products).map((code) => [code.name, code] as const))("%s", (name, code) => {
  it("has a text and examples", () => {
    for (const text of [code.summary, code.why, code.fix]) expect(text).toMatch(/^[A-Z`].*\.$/s);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    if (withoutExamples.has(name)) return;
    expect(code.examples.invalid).not.toHaveLength(0);
    expect(code.examples.valid).not.toHaveLength(0);
  });
  for (const [index, example] of code.examples.invalid.entries()) {
    it(`fires: ${example.title ?? index + 1}`, () => expectFires(example, code));
  }
  for (const [index, example] of code.examples.valid.entries()) {
    it(`is silent: ${example.title ?? index + 1}`, () => expect(findingsOf(example).map(shown)).toEqual([]));
  }
  for (const [index, example] of (code.examples.boundary ?? []).entries()) {
    it(`at the boundary ${example.fires ? "fires" : "is silent"}: ${example.title ?? index + 1}`, () => {
      if (example.fires) expectFires(example, code);
      else expect(findingsOf(example).map(shown)).toEqual([]);
    });
  }
});

it("rules have boundary examples", () => {
  const rules = products.flatMap((product) => product.rules);
  expect(rules.filter((rule) => !rule.examples.boundary?.length).map((rule) => rule.name)).toEqual([]);
});

function expectFires(example: Example, code: Code): void {
  const found = findingsOf(example);
  expect(found.length, "nothing was reported").toBeGreaterThan(0);
  expect(new Set(found.map((one) => one.code.name)), found.map(shown).join("\n")).toEqual(
    new Set([code.name]),
  );
  for (const one of found) expect(one.message).toMatch(/^[^A-Z]?.*[^.]$/s);
}

function shown({ code, message }: { code: Code; message: string }): string {
  return `${code.name}: ${message}`;
}
