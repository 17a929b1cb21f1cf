/** What a change of the files leads to. */
import type { Diagnostic } from "./diagnostics/diagnostic.ts";

/** Those whose name occurs more often than before: places and wording may shift, so `nameOf` says which are the same. */
export function newAmong(
  after: readonly Diagnostic[],
  before: readonly Diagnostic[],
  nameOf: (one: Diagnostic) => string,
): readonly Diagnostic[] {
  const [now, then] = [countsOf(after, nameOf), countsOf(before, nameOf)];
  return after.filter((one) => (now.get(nameOf(one)) ?? 0) > (then.get(nameOf(one)) ?? 0));
}

/** How often each name occurs. */
export function countsOf(
  found: readonly Diagnostic[],
  nameOf: (one: Diagnostic) => string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const one of found) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return counts;
}
