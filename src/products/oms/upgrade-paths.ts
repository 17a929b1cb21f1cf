import type { Sayable } from "../../diagnostics/message.ts";

type Release = "3.2.2" | "3.3.0" | "3.3.1" | "4.0.0" | "4.1.1" | "4.2.0" | "4.2.1";

/**
 * From which releases each can be upgraded (the overview pages of the upgrade guide in oceanbase/oms-doc, branches
 * V3.3.0 to V4.2.2; for 4.1.1 there is a new installation only).
 */
const sources: Readonly<Record<string, readonly Release[]>> = {
  "3.3.0": ["3.2.2"],
  "3.3.1": ["3.3.0"],
  "4.0.0": ["3.2.2", "3.3.0", "3.3.1"],
  "4.1.0": ["3.2.2", "3.3.0", "3.3.1", "4.0.0"],
  "4.2.0": ["4.1.1"],
  "4.2.1": ["4.2.0"],
  "4.2.2": ["4.2.1"],
};

/** The releases that `version` can be upgraded from in one step. */
export function upgradableFrom(version: string): readonly Release[] {
  return sources[version] ?? [];
}

/** The releases to go through, the last of which is `to`; undefined if no way is documented. */
export function upgradePath(from: string, to: Sayable | Release): readonly (Sayable | Release)[] | undefined {
  if (from === to) return [];
  const ways = upgradableFrom(to).flatMap((before) => {
    const way = upgradePath(from, before);
    return way === undefined ? [] : [[...way, to]];
  });
  return ways.sort((a, b) => a.length - b.length)[0];
}
