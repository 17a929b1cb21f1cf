import type { Catalogue, KeyEntry } from "./catalogue.ts";
import { tableOf } from "./key-path.ts";
import { stateAt } from "./key-state.ts";

type Requirements = ReadonlyMap<string, readonly KeyEntry[]>;
const requirements = new WeakMap<Catalogue, Map<string, Requirements>>();

/** The keys that tables have to hold at a release, by table, empty for the top level. Asked for every file. */
export function requiredAt(catalogue: Catalogue, version: string): Requirements {
  const releases = requirements.get(catalogue) ?? new Map<string, Requirements>();
  requirements.set(catalogue, releases);
  let required = releases.get(version);
  if (required === undefined) {
    const byTable = new Map<string, KeyEntry[]>();
    for (const entry of catalogue.keys) {
      if (!stateAt(entry, version)?.required) continue;
      const table = tableOf(entry.key);
      byTable.set(table, [...(byTable.get(table) ?? []), entry]);
    }
    required = byTable;
    releases.set(version, required);
  }
  return required;
}
