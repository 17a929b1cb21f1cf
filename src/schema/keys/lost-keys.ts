/**
 * What goes missing where a key or a table stands under a name that the program does not know: what was meant is not
 * made, and what it was to be is unknown, so that the one mistake is not told a second time.
 */

import { type Message, type Name, say } from "../../diagnostics/message.ts";
import type { MapNode, Node } from "../../source/tree.ts";
import { type Catalogue, entriesOf } from "../catalogue.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { nearest } from "../nearest.ts";
import { entryIn, nodeIn } from "./entry-in.ts";
import type { KeyCheck, Reading } from "./key-check.ts";
import { requiredAt } from "./required-at.ts";

/**
 * The keys that `value` would have set under the name `key`, where `there` stands already: of two tables with one name
 * what only the second has. A list of tables that has more of them is lost as a whole.
 */
export function keysLost(catalogue: Catalogue, key: Name, value: Node, there: Node | undefined): Name[] {
  if (there !== undefined && (!isContainer(value) || !isContainer(there))) return [];
  if (there?.kind !== "map" || value.kind !== "map") return entriesOf(catalogue, key).length > 0 ? [key] : [];
  return [...value.entries.values()].flatMap((entry) =>
    keysLost(catalogue, say`${key}.${entry.key}`, entry.value, entryIn(catalogue, there, entry.key)?.value),
  );
}

/** The keys of a table that a word may be a part of, or a misspelling. */
export function keysMeantBy(word: string, table: string, { catalogue }: KeyCheck): Name[] {
  const start = table === "" ? "" : `${table}.`;
  return catalogue.keys.flatMap(({ key }) => {
    if (!key.startsWith(start) || key.includes(".", start.length)) return [];
    const name = lastSegment(key);
    return name.startsWith(word) || nearest(word, [name]) !== undefined ? [key] : [];
  });
}

/** Nothing is known of these keys, nor of what stands in them. */
export function loseKeys(lost: readonly Name[], reading: Reading, { catalogue }: KeyCheck): void {
  for (const key of lost) {
    if (reading.unread.has(key) && !reading.settings.has(key)) continue;
    reading.settings.delete(key);
    reading.unread.add(key);
    for (const inner of keysBelow(catalogue, key))
      if (!reading.settings.has(inner)) reading.unread.add(inner);
  }
}

const below = new WeakMap<Catalogue, Map<string, readonly Name[]>>();

/** The keys of a table and of the tables in it, without those of lists: found once, for thousands of faulty files. */
function keysBelow(catalogue: Catalogue, table: string): readonly Name[] {
  const tables = below.get(catalogue) ?? new Map<string, readonly Name[]>();
  below.set(catalogue, tables);
  const known = tables.get(table);
  if (known !== undefined) return known;
  const beginning = `${table}.`;
  const found = catalogue.keys.flatMap(({ key }) =>
    key.startsWith(beginning) && !key.includes("[]") ? [key] : [],
  );
  if (tables.size < catalogue.keys.length) tables.set(table, found);
  return found;
}

/** The names of those that the program demands in a table which is there all the same. */
export function demandedOf(
  lost: readonly Name[],
  { root, table, prefix }: { readonly root: MapNode; readonly table: MapNode; readonly prefix: Message },
  { catalogue, version }: KeyCheck,
): Name[] {
  const required = requiredAt(catalogue, version);
  return lost.flatMap((key) => {
    const holder = tableOf(key);
    const known = required.get(holder)?.find((entry) => entry.key === key);
    if (known === undefined) return [];
    const there = holder === prefix ? table : nodeIn(catalogue, root, holder);
    const own = there?.kind === "map" ? there : undefined;
    const tag = known.variant && own?.entries.get(lastSegment(known.variant.key))?.value;
    const counts = known.variant === undefined || (tag?.kind === "scalar" && tag.value === known.variant.is);
    return own !== undefined && counts ? [lastSegment(key)] : [];
  });
}

/** Whether another one of the same name adds to it. */
function isContainer({ kind }: Node): boolean {
  return kind === "map" || kind === "list";
}
