import type { Name } from "../../diagnostics/message.ts";
import type { Catalogue } from "../catalogue.ts";
import { stateAt } from "../key-state.ts";
import type { KeyCheck } from "./key-check.ts";

const siblings = new WeakMap<Catalogue, Map<string, readonly Name[]>>();

/** Names that the table has at this release; found once, as a file may hold any number of others. */
export function siblingsAt({ catalogue, version }: KeyCheck, prefix: string): readonly Name[] {
  const known = siblings.get(catalogue) ?? new Map<string, readonly Name[]>();
  siblings.set(catalogue, known);
  const place = `${version} ${prefix}`;
  const names = known.get(place) ?? namesIn(catalogue, version, prefix);
  // A table that no release has may have any name.
  if (names.length > 0) known.set(place, names);
  return names;
}

function namesIn(catalogue: Catalogue, version: string, prefix: string): Name[] {
  const start = prefix === "" ? "" : `${prefix}.`;
  const names = new Set<Name>();
  for (const entry of catalogue.keys) {
    if (!entry.key.startsWith(start) || entry.key.indexOf(".", start.length) !== -1) continue;
    if (stateAt(entry, version) !== undefined) names.add(entry.key.slice(start.length).replace("[]", ""));
  }
  return [...names];
}
