/**
 * Lists and dates where a table belongs. Rust's serde reads the items of a list as the values of a struct, in the order
 * of its fields, and toml hands it a date as a table with a key that no struct has.
 */
import { say } from "../../diagnostics/message.ts";
import type { Entry, MapNode, Node } from "../../source/tree.ts";
import type { Catalogue, KeyEntry } from "../catalogue.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { stateAt } from "../key-state.ts";
import { compareVersions } from "../versions.ts";
import type { KeyCheck } from "./key-check.ts";

/**
 * The table that the program makes of the node, as far as the number of items goes; undefined if it makes none. Whether
 * the items fit their keys is for the caller to find out.
 */
export function tableMeant(
  node: Node,
  table: string,
  { catalogue, version }: { readonly catalogue: Catalogue; readonly version: string },
  isInForce: (entry: KeyEntry) => boolean,
): MapNode | undefined {
  const { listsAsTables } = catalogue;
  if (listsAsTables === undefined) return undefined;
  if (node.kind === "scalar" && node.type === "datetime") return tableOfEntries(node, []);
  if (node.kind !== "list") return undefined;
  const fields = fieldsOf(table, catalogue, version).filter(isInForce);
  // What a tag decides is read in another way.
  if (fields.some((field) => isTagged(field, table))) return undefined;
  const difference = node.items.length - fields.length;
  const isSince = (since: string) => compareVersions(version, since) >= 0;
  const isInVariant = fields.some(({ variant }) => variant !== undefined);
  if (difference > 0 && (isInVariant || !isSince(listsAsTables.longerSince))) return undefined;
  if (difference < 0 && !isSince(listsAsTables.shorterSince)) return undefined;
  const entries = node.items.slice(0, fields.length).map((value, index): Entry => {
    const name = lastSegment(fields[index]?.key ?? say``);
    return { key: name, keyAt: value.at, value };
  });
  return tableOfEntries(node, entries);
}

function isTagged({ variant, appliesWhen }: KeyEntry, table: string): boolean {
  const tag = variant?.key ?? (appliesWhen?.otherwise === "refused" ? appliesWhen.key : undefined);
  return tag !== undefined && tableOf(tag) === table;
}

/** The keys of a table at a release, which schemas have in the order of the program's struct. */
function fieldsOf(table: string, catalogue: Catalogue, version: string): readonly KeyEntry[] {
  return catalogue.keys.filter(
    (entry) => tableOf(entry.key) === table && stateAt(entry, version) !== undefined,
  );
}

function tableOfEntries({ at }: Node, entries: readonly Entry[]): MapNode {
  return { kind: "map", at, entries: new Map(entries.map((entry) => [entry.key, entry])) };
}

/** Whether the items of a list are tables at the release. */
export function hasTablesAt(
  { key }: KeyEntry,
  { catalogue, version }: Pick<KeyCheck, "catalogue" | "version">,
): boolean {
  return catalogue.keys.some(
    (entry) => entry.key.startsWith(`${key}[].`) && stateAt(entry, version) !== undefined,
  );
}
