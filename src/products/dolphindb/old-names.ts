import type { Message } from "../../diagnostics/message.ts";
import type { Catalogue } from "../../schema/catalogue.ts";

export interface NamePair {
  readonly older: Message;
  readonly newer: Message;
  /** Whether the reference has the old name beside the new one. */
  readonly documented: boolean;
}

/** Names that stand side by side: keys that are gone or dead in a release have findings of their own. */
export function namePairs(catalogue: Catalogue): readonly NamePair[] {
  const known = pairsOf.get(catalogue);
  if (known !== undefined) return known;
  const pairs = catalogue.keys.flatMap((entry) => [
    ...(entry.aliasOf === undefined ? [] : [{ older: entry.key, newer: entry.aliasOf, documented: true }]),
    ...(entry.renamedFrom ?? [])
      .filter((old) => old.until === "unknown")
      .map((old) => ({ older: old.key, newer: entry.key, documented: false })),
  ]);
  pairsOf.set(catalogue, pairs);
  return pairs;
}

/** Rules ask it for each of many processes. */
const pairsOf = new WeakMap<Catalogue, readonly NamePair[]>();
