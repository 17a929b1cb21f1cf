import { type Fix, renameKey, standsOnce } from "../diagnostics/fix.ts";
import type { Entry, MapNode } from "../source/tree.ts";
import { distance } from "./nearest.ts";

/**
 * The one name that a misspelt key can only mean: no other is as near, and the table does not hold it yet. A table
 * may have several headers, so its name has to stand in the text just once.
 */
export function respelt(entry: Entry, table: MapNode, names: readonly string[]): Fix | undefined {
  const [meant, other] = names.filter((name) => isNear(name, entry.key));
  if (meant === undefined || other !== undefined || table.entries.has(meant)) return undefined;
  const isTable = entry.value.kind === "map" || entry.value.kind === "list";
  if (isTable && !standsOnce(entry.keyAt.file.text, entry.key)) return undefined;
  return renameKey(entry.keyAt, meant);
}

/** One letter in a short name, two in a longer one; words that are swapped for others are not misspelt. */
export function isNear(name: string, written: string): boolean {
  const limit = Math.min(name.length, written.length) < 6 ? 2 : 3;
  return distance(name, written, limit) < limit;
}
