import type { Name } from "../../diagnostics/message.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { onceAtRelease, stateAt } from "../key-state.ts";
import type { KeyCheck } from "./key-check.ts";

/** The names that each table has at a release. */
const namesByTable = onceAtRelease((catalogue, version) => {
  const tables = new Map<string, Set<Name>>();
  for (const entry of catalogue.keys) {
    if (stateAt(entry, version) === undefined) continue;
    const names = tables.get(tableOf(entry.key)) ?? new Set<Name>();
    tables.set(tableOf(entry.key), names.add(lastSegment(entry.key).replace("[]", "")));
  }
  return new Map([...tables].map(([table, names]) => [table, [...names]]));
});

const none: readonly Name[] = [];

/** The names that a table has at this release, always the same list of them. */
export function siblingsAt({ catalogue, version }: KeyCheck, table: string): readonly Name[] {
  return namesByTable(catalogue, version).get(table) ?? none;
}
