/**
 * What is reported anywhere stands on the page of its code: how severe it is, by the way in that it came. What the
 * examples give is looked at where they are tried (rules.test.ts), and so is what planted faults give (innocent-lines.test.ts).
 */

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { camelCase } from "../scripts/gen/rule-lists.ts";
import { allCodes } from "../src/codes.ts";
import type { Example } from "../src/diagnostics/diagnostic.ts";
import type { SourceKind } from "../src/diagnostics/severity.ts";
import { shownSeverities } from "../src/diagnostics/shown-severities.ts";
import { allRules } from "../src/rules/all-rules.ts";
import { filesIn, foldersIn } from "./support/golden.ts";
import { products } from "./support/run.ts";
import { missingOnPages } from "./support/severities-on-pages.ts";

const codes = allCodes(products);
const rules = new Set<string>(
  [...allRules, ...products.flatMap((product) => product.rules)].map(({ name }) => name),
);

it("shows whatever the fixtures and the examples for users give", () => {
  const folders = ["fixtures/lint", "fixtures/compile", "examples"].flatMap((root) =>
    foldersIn(root).map((name) => join(root, name)),
  );
  expect(folders.length).toBeGreaterThan(40);
  expect(missingOnPages(folders.map(inputOf))).toEqual([]);
});

/** Codes that come one way only, and why. Rules have a list of their own in severity-lines.test.ts. */
const oneWay: Readonly<
  Record<Exclude<SourceKind, "cluster-in-development">, Readonly<Record<string, string>>>
> = {
  "cluster-in-production": {
    "blank-first-line": "about the form of files of DolphinDB",
    "cfg-syntax": "about the form of files of DolphinDB",
    "empty-value": "about config.yaml of OMS, of which cfgc derives the keys",
    "env-not-exportable": "about environment files",
    "env-shared": "about environment files",
    "env-syntax": "about environment files",
    "misread-value": "about config.yaml of OMS, whose texts cfgc quotes",
    "nodes-syntax": "about the form of files of DolphinDB",
    "toml-syntax": "about files in TOML",
    "trailing-comment": "about the form of files of DolphinDB",
    "unknown-variable": "about environment files",
    "variable-not-in-version": "about environment files",
    "variable-overrides": "about environment files",
    "variable-stops-start": "about environment files",
    "variable-without-effect": "about environment files",
  },
  file: {
    "derived-key": "about `config` of cluster.yaml",
    "duplicate-host": "about hosts of cluster.yaml",
    "include-content": "only cluster.yaml has includes",
    "include-cycle": "only cluster.yaml has includes",
    "include-missing": "only cluster.yaml has includes",
    "include-path": "only cluster.yaml has includes",
    "range-mismatch": "only cluster.yaml has ranges",
    "range-syntax": "only cluster.yaml has ranges",
    "unknown-rule": "about `accept` of cluster.yaml",
    "value-not-writable": "about files that cfgc writes",
  },
};

describe("a code that is no rule", () => {
  it.each(["cluster-in-production", "file"] as const)("has an example for the way in by %s", (sourceKind) => {
    const lacking = codes.filter(
      (code) =>
        !rules.has(code.name) &&
        code.examples.invalid.length > 0 &&
        shownSeverities(code)[sourceKind].length === 0,
    );
    expect(lacking.map(({ name }) => name).sort()).toEqual(Object.keys(oneWay[sourceKind]).sort());
  });

  const texts = filesIn("src").map((path) => readFileSync(path, "utf8"));
  it.each(codes.filter(({ name }) => !rules.has(name)))("$name shows what its reports pass", (code) => {
    const variable = camelCase(code.name);
    const passed = texts.flatMap((text) =>
      [...text.matchAll(new RegExp(`\\breport\\(${variable},`, "g"))].flatMap(({ index }) =>
        severitiesPassed(text.slice(index)),
      ),
    );
    if (code.examples.invalid.length === 0) return;
    expect(Object.values(shownSeverities(code)).flat()).toEqual(expect.arrayContaining(passed));
  });
});

/** What stands in the braces of a report, as far as the words are there. */
function severitiesPassed(text: string): string[] {
  const end = /\n {0,6}\}\);/.exec(text)?.index ?? text.length;
  return [...text.slice(0, end).matchAll(/severity: "(error|warning|info)"/g)].map(
    ([, severity = ""]) => severity,
  );
}

function inputOf(folder: string): Example {
  const names = filesIn(folder)
    .map((path) => relative(folder, path))
    .filter((name) => name !== "diagnostics.txt" && !name.startsWith("bundle") && !name.endsWith(".md"))
    .sort();
  return {
    files: Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
  };
}
