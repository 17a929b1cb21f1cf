/** What a file says under a name: where the program minds no case, whatever the case is. */
import type { Entry, MapNode, Node } from "../../source/tree.ts";
import { type Catalogue, folded } from "../catalogue.ts";

const foldedEntries = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

export function entryIn(catalogue: Catalogue, table: MapNode, name: string): Entry | undefined {
  if (catalogue.keyCase === "exact") return table.entries.get(name);
  let entries = foldedEntries.get(table);
  if (entries === undefined) {
    entries = new Map([...table.entries.values()].map((entry) => [folded(catalogue, entry.key), entry]));
    foldedEntries.set(table, entries);
  }
  return entries.get(folded(catalogue, name));
}

/** What stands at a dotted key, as far as the file says something there. */
export function nodeIn(catalogue: Catalogue, root: MapNode, key: string): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of key.split("."))
    node = node?.kind === "map" ? entryIn(catalogue, node, segment)?.value : undefined;
  return node;
}
