import type { KeyEntry } from "../catalogue.ts";
import { tableOf } from "../key-path.ts";
import { onceAtRelease, stateAt } from "../key-state.ts";

type Requirements = ReadonlyMap<string, readonly KeyEntry[]>;

/** The keys that tables have to hold at a release, by table, empty for the top level. Asked for every file. */
export const requiredAt = onceAtRelease((catalogue, version): Requirements => {
  const byTable = new Map<string, KeyEntry[]>();
  for (const entry of catalogue.keys) {
    if (!stateAt(entry, version)?.required) continue;
    const table = tableOf(entry.key);
    byTable.set(table, [...(byTable.get(table) ?? []), entry]);
  }
  return byTable;
});
