/** What a help offers is made, for every example of every code: the finding is gone, and none has come. */
import { it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { foundIn } from "./support/examples-found.ts";
import { expectGone } from "./support/offers.ts";
import { products } from "./support/run.ts";

const offers = allCodes(products).flatMap(({ name, examples }) =>
  [...examples.invalid, ...(examples.boundary ?? []).filter(({ fires }) => fires)].flatMap((example) =>
    foundIn(example).flatMap((found) =>
      (found.fixes ?? []).map(({ title, edits }) => ({ name, title, found, edits, example })),
    ),
  ),
);

it.each(offers)("$name: $title", ({ found, edits, example }) => expectGone(found, edits, example));
