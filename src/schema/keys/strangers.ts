/**
 * Keys that mean nothing to any release. A file that says no release is held against each of them, and all say the same
 * of such a key, so it is enough to look for its meaning once, however many there are.
 */

import type { Name } from "../../diagnostics/message.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import { type Catalogue, entriesIn } from "../catalogue.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { nearest } from "../nearest.ts";
import { onceCalled } from "./renamed-key.ts";
import { called, join, misspeltAs } from "./unknown-key.ts";

export interface SortedEntries {
  /** The dotted keys of those that no release knows, or takes for a misspelt or misplaced one. */
  readonly strangers: readonly Name[];
  readonly others: readonly Entry[];
}

const known = new WeakMap<MapNode["entries"], SortedEntries>();

/** What a table of a file holds, in the order of the file. */
export function withoutStrangers(
  { entries }: MapNode,
  table: Name,
  isDamaged: boolean,
  catalogue: Catalogue,
): SortedEntries {
  const found = known.get(entries);
  if (found !== undefined) return found;
  const strangers: Name[] = [];
  const others: Entry[] = [];
  for (const entry of entries.values()) {
    const key = join(table, entry.key);
    if (!isDamaged && isStranger(entry, table, key, catalogue)) strangers.push(key);
    else others.push(entry);
  }
  const sorted = { strangers, others };
  known.set(entries, sorted);
  return sorted;
}

function isStranger({ key: name, value }: Entry, table: Name, key: Name, catalogue: Catalogue): boolean {
  // A table may hold what belongs elsewhere, and what could not be read may be anything.
  if (value.kind === "map" || value.kind === "unread") return false;
  return (
    entriesIn(catalogue, table, name).length === 0 &&
    onceCalled(catalogue, key).length === 0 &&
    misspeltAs(catalogue, key).length === 0 &&
    called(catalogue, name).length === 0 &&
    nearest(name, namesIn(catalogue, table)) === undefined
  );
}

const names = new WeakMap<Catalogue, Map<string, readonly string[]>>();

/** Names that the table has at any release. */
function namesIn(catalogue: Catalogue, table: string): readonly string[] {
  const tables = names.get(catalogue) ?? new Map<string, readonly string[]>();
  names.set(catalogue, tables);
  const found =
    tables.get(table) ??
    catalogue.keys
      .filter(({ key }) => tableOf(key) === table)
      .map(({ key }) => lastSegment(key).replace("[]", ""));
  tables.set(table, found);
  return found;
}
