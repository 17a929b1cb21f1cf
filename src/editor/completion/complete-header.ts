/** The tables of a TOML file, between the brackets of a header. */

import { isDead, stateAt } from "../../schema/key-state.ts";
import { type KeyOffer, mayStand, shapeOfKey } from "../known/keys-at.ts";
import { subjectAt } from "../known/subject.ts";
import { type Path, partAt } from "../places/outline.ts";
import { keyHelp } from "../reference/key-help.ts";
import type { Asked } from "./complete.ts";
import type { Completion } from "./completion.ts";
import { inTomlKey } from "./writing.ts";

export function completeHeader({ open, root, place, library }: Asked): readonly Completion[] {
  const file = subjectAt(open, root, [], library);
  if (file?.of !== "program") return [];
  const isOfItems = open.source.text[place.start - 2] === "[";
  const known = new Set<string>();
  for (const entry of file.file.reference.catalogue.keys) {
    const state = stateAt(entry, file.file.version);
    if (state === undefined || state.table !== true || entry.key.includes("[]")) continue;
    if (!mayStand(entry, file.file) || isDead(entry, file.file.version)) continue;
    const there = partAt(root, entry.key.split("."));
    const isWritten = there?.kind === "table" && there.entries.some(({ value }) => value?.kind !== "table");
    const isTable = shapeOfKey(state) === "table";
    if (isTable !== isOfItems && !(isWritten && isTable)) known.add(entry.key);
  }
  return [...known].map((key, index) => ({
    label: key,
    kind: "table",
    documentation: () => keyHelp({ ...file, key }, library),
    range: { start: place.start, end: place.end },
    text: key,
    sort: String(index).padStart(4, "0"),
  }));
}

/** The header of a table that begins on this line; undefined where lines below would fall to it, or a key is meant. */
export function headerFor(
  { open, root, place, syntax }: Asked,
  { shape }: KeyOffer,
  path: Path,
): string | undefined {
  const isTable = shape === "table" || shape === "tables";
  if (syntax !== "toml" || !isTable || place.isInBrackets || place.isFollowed) return undefined;
  const { text } = open.source;
  const before = text.slice(text.lastIndexOf("\n", place.start - 1) + 1, place.start);
  const table = partAt(root, place.path);
  const isLast =
    table?.kind !== "table" ||
    !table.entries.some(({ start, value }) => start > place.end && value?.kind !== "table");
  if (before.trim() !== "" || !isLast || path.some((segment) => typeof segment === "number"))
    return undefined;
  const name = path.map((segment) => inTomlKey(String(segment))).join(".");
  return shape === "table" ? `[${name}]` : `[[${name}]]`;
}
