/** The pages take their severity lines from the examples, so these have to show whatever the code of a rule passes. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { shownSeverities } from "../src/diagnostics/shown-severities.ts";
import { filesIn } from "./support/golden.ts";
import { products } from "./support/run.ts";

const rules = filesIn("src").flatMap((path) => {
  const text = readFileSync(path, "utf8");
  const name = /= defineRule\(\{\s*name: "([^"]+)"/.exec(text)?.[1];
  // What stands before it are the examples.
  const body = text.slice(text.indexOf("\n  check("));
  return name === undefined ? [] : [{ name, body }];
});

it.each(rules)("$name passes no severity that its examples do not show", ({ name, body }) => {
  const code = allCodes(products).find((one) => one.name === name);
  if (code === undefined) throw new Error(`no code is called ${name}`);
  const shown = Object.values(shownSeverities(code)).flat();
  const passed = [...body.matchAll(/"(error|warning|info)"/g)].map((match) => match[1]);
  expect(shown).toEqual(expect.arrayContaining(passed));
});
