/** Every key answers, with everything that is known about it. */
import { describe, expect, it } from "vitest";
import { codePage } from "../src/cli/commands/explain/code-page.ts";
import { keyPages, knownKeys } from "../src/cli/commands/explain/key-page.ts";
import { allCodes } from "../src/codes.ts";
import { entriesOf } from "../src/schema/catalogue.ts";
import { products } from "./support/run.ts";

const references = (await Promise.all(products.map((product) => product.reference()))).flat();

describe.each(references.map((reference) => [reference.catalogue.program, reference] as const))(
  "%s",
  (program, reference) => {
    it("explains each of its keys under its full name", () => {
      for (const entry of reference.catalogue.keys) {
        const pages = keyPages(`${program}:${entry.key}`, references);
        expect(pages.length, entry.key).toBe(entriesOf(reference.catalogue, entry.key).length);
        for (const page of pages) {
          expect(page).toContain(`${program}: ${entry.key}\n`);
          expect(page).toMatch(/ {2}type {2,}\S/);
          expect(page).toMatch(/ {2}since {2,}\S/);
          expect(page).toMatch(/ {2}evidence {2,}[\w-]+\/[\w-]+@/);
        }
      }
    });

    it("has one text for each key", () => {
      expect(reference.prose).toHaveLength(reference.catalogue.keys.length);
      for (const [index, [key, variant, { description }]] of reference.prose.entries()) {
        const entry = reference.catalogue.keys[index];
        expect([key, variant]).toEqual([entry?.key, entry?.variant?.is ?? ""]);
        expect(description).toMatch(/^[^a-z\s]?.{10,}[.!)]$/s);
      }
    });
  },
);

it("takes the last part of a key, an old spelling with brackets, and a variable", () => {
  expect(keyPages("boost_brokers", references)).toHaveLength(1);
  expect(keyPages("cluster_deployment.rules.prefix_rules[]", references)).toHaveLength(1);
  expect(keyPages("cluster_deployment.rules.prefix_rules[].shard", references)).toHaveLength(1);
  expect(keyPages("LEVEL", references)).toHaveLength(2);
  expect(keyPages("AUTO-COMPACTION-MODE", references)).toHaveLength(1);
  expect(keyPages("horaemeta:http-port", references)[0]).toContain("until 1.2.6");
  expect(keyPages("no_such_key", references)).toEqual([]);
});

it("knows all keys", () => {
  const count = (program: string) =>
    new Set(references.filter((one) => one.catalogue.program === program).flatMap((one) => knownKeys([one])))
      .size;
  expect(count("horaemeta")).toBeGreaterThanOrEqual(54);
  expect(count("horaedb") + count("horaedb-engine3")).toBeGreaterThanOrEqual(400);
});

it.each(allCodes(products).map((code) => [code.name, code] as const))("has a page for %s", (name, code) => {
  expect(codePage(code)).toContain(`# ${name}\n`);
});
