import { renameKey, standsOnceIn } from "../diagnostics/fix.ts";
import { advising, certain, type Help, offer } from "../diagnostics/help.ts";
import { type Name, say } from "../diagnostics/message.ts";
import type { Entry, MapNode } from "../source/tree.ts";
import { distance } from "./nearest.ts";

/**
 * "did you mean". Certain where no other name is as near, and the table does not hold it yet. A table may have several
 * headers, so its name is only rewritten where it stands in the text just once.
 */
export function spellingHelp(entry: Entry, table: MapNode, meant: Name, names: readonly Name[]): Help {
  const words = say`did you mean "${meant}"?`;
  const isTable = entry.value.kind === "map" || entry.value.kind === "list";
  if (table.entries.has(meant)) return advising(words);
  if (isTable && !standsOnceIn(entry.keyAt.file, entry.key)) return advising(words);
  const help = isOnlyNear(meant, names, entry.key) ? certain : offer;
  return help(renameKey(entry.keyAt, meant), words, say`write "${meant}"`);
}

/** Whether a word can be misspelt for no other of the names. */
export function isOnlyNear(meant: string, names: readonly string[], written: string): boolean {
  const near = names.filter((name) => isNear(name, written));
  return near.length === 1 && near[0] === meant;
}

/** One letter in a short name, two in a longer one; words that are swapped for others are not misspelt. */
function isNear(name: string, written: string): boolean {
  const limit = Math.min(name.length, written.length) < 6 ? 2 : 3;
  return distance(name, written, limit) < limit;
}
