import type { Message } from "../../diagnostics/message.ts";
import type { Catalogue } from "../../schema/catalogue.ts";

export interface NamePair {
  readonly older: Message;
  readonly newer: Message;
  /** Whether the reference has the old name beside the new one. */
  readonly documented: boolean;
}

/** Names that stand side by side: keys that are gone or dead in a release have findings of their own. */
export function namePairs(catalogue: Catalogue): NamePair[] {
  return catalogue.keys.flatMap((entry) => [
    ...(entry.aliasOf === undefined ? [] : [{ older: entry.key, newer: entry.aliasOf, documented: true }]),
    ...(entry.renamedFrom ?? [])
      .filter((old) => old.until === "unknown")
      .map((old) => ({ older: old.key, newer: entry.key, documented: false })),
  ]);
}
