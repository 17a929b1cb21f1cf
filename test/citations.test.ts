/** Whoever cites another program says what stands there, so that `scripts/check-citations.ts` can hold it against clones. */
import { describe, expect, it } from "vitest";
import { findCitations } from "../scripts/citations/find-citations.ts";
import { listPath, readList } from "../scripts/citations/list.ts";

describe("citations", () => {
  const cited = findCitations(process.cwd());
  const list = readList();

  it("are found in schemas, rules and comments", () => {
    for (const folder of ["schemas/", "src/products/", "src/schema/"])
      expect(cited.filter(({ citedIn }) => citedIn.startsWith(folder)).length).toBeGreaterThan(2);
  });
  it(`have their words in ${listPath}`, () => {
    expect(cited.filter(({ text }) => !list.get(text)?.trim()).map(({ text }) => text)).toEqual([]);
  });
  it("of the list are all still made", () => {
    const made = new Set(cited.map(({ text }) => text));
    expect([...list.keys()].filter((text) => !made.has(text))).toEqual([]);
  });
});
