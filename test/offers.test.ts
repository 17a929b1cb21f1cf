/** What a help offers is made, for every example of every code: the finding is gone, and none has come. */
import { it } from "vitest";
import { allCodes } from "../src/codes.ts";
import { foundIn } from "./support/examples-found.ts";
import { expectGone } from "./support/offers.ts";
import { products } from "./support/run.ts";

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
