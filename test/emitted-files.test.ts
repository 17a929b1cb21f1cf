/** What a build holds of the files that it emits: their text, and the way to the rest. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compileText } from "./support/run.ts";

/** All that can be reached from an object without calling anything. */
function heldBy(value: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof value !== "object" || value === null || found.has(value)) return found;
  found.add(value);
  for (const property of Object.values(Object.getOwnPropertyDescriptors(value)))
    heldBy(property.value, found);
  return found;
}

const examples = readdirSync("examples").filter((name) => existsSync(`examples/${name}/cluster.yaml`));

it.each(examples)("%s: a document is made when it is asked for, and never kept", (name) => {
  const text = readFileSync(`examples/${name}/cluster.yaml`, "utf8");
  const documents = compileText(text).files.flatMap(({ output, lines }) =>
    output.kind === "document" ? [{ output, lines }] : [],
  );
  expect(documents).not.toHaveLength(0);
  for (const { output, lines } of documents) {
    const getters = Object.values(Object.getOwnPropertyDescriptors(output)).filter(({ get }) => get);
    expect(getters, "a copy would call it, and keep what it gives").toEqual([]);
    const entries = output.document().entries;
    expect(heldBy(output).has(entries)).toBe(false);
    expect([...lines().values()].every((entry) => !heldBy(output).has(entry))).toBe(true);
  }
});
