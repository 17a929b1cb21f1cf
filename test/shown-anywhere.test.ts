/** Whatever a text is, what an editor shows beside it comes without a throw, in its bounds and without a secret. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { actionsAt } from "../src/editor/actions.ts";
import { linksIn } from "../src/editor/links.ts";
import { emittedOf } from "../src/editor/members/emitted.ts";
import { inlayHintsIn } from "../src/editor/members/inlay-hints.ts";
import { lensesIn } from "../src/editor/members/lenses.ts";
import { library, openFile } from "./support/asked-file.ts";
import { someOf } from "./support/effort.ts";

const secret = "hunter-two-and-three";
const examples = ["horaedb-kafka-oss", "dolphindb-ha", "oms-one-region"].map((name) => ({
  name,
  // As somebody writes it who knows no better.
  text: readFileSync(`examples/${name}/cluster.yaml`, "utf8").replaceAll(
    /\{ from_(?:env|file): [^}]*\}/g,
    secret,
  ),
}));

const places = examples.flatMap(({ name, text }) =>
  Array.from({ length: 40 }, (_, index) => {
    const end = Math.floor((text.length * (index + 1)) / 40);
    return { name, end, text: text.slice(0, end) };
  }),
);

it.each(someOf(places, 8, 7))("$name up to $end", { tags: ["series"] }, ({ text }) => {
  const open = openFile(text, "cluster");
  const whole = { start: 0, end: text.length };
  const hints = inlayHintsIn(open, whole);
  const lenses = lensesIn(open);
  const links = linksIn(open, library);
  const actions = actionsAt(open, whole);
  const texts = lenses.slice(0, 3).map(({ names }) => emittedOf(open, names));
  for (const offset of [
    ...hints.map((one) => one.offset),
    ...[...lenses, ...links].map(({ range }) => range.end),
  ])
    expect(offset).toBeLessThanOrEqual(text.length);
  const edits = actions.map(({ title, edits }) => [title, edits.map((one) => one.text)]);
  expect(JSON.stringify([hints, lenses, links, edits, texts])).not.toContain(secret);
  const older = { ...open, isChecked: false };
  expect([inlayHintsIn(older, whole), lensesIn(older), actionsAt(older, whole)].flat()).toEqual([]);
});
