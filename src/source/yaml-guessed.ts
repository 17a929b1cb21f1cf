/** What of a mended text is a guess, and so is unknown to everything that reads its tree. */
import { anyKey, anyName } from "./yaml-line-changes.ts";
import type { Readable } from "./yaml-mend.ts";

type Bounds = readonly [start: number, end: number];

/**
 * What is lost although the text can be read: the values in the lines that were changed, since what was meant there is a
 * guess. While changes are only tried it is what the change takes out.
 */
export function lostIn({ faults, text }: Readable, isTrial: boolean): readonly Bounds[] {
  const losing = isTrial ? ["value", "closer"] : ["tabs", "indentation", "colon", "dash", "value", "closer"];
  return faults.flatMap(({ change }) =>
    change !== undefined && losing.includes(change.kind) ? [text.boundsOf(change.line)] : [],
  );
}

/**
 * The keys that were put before lines, by where they stand: what stands below them is a guess. While changes are only
 * tried that is to be looked at, as far as its key says what it is.
 */
export function headersIn({ faults, text }: Readable, isTrial: boolean): ReadonlyMap<number, string> {
  const headers = new Map<number, string>();
  for (const { change } of faults) {
    if (change?.header === undefined) continue;
    const isAny = change.header === anyKey || change.header === anyName;
    if (isTrial && !isAny) continue;
    // A trial is to tell whether a name may stand there.
    const header = isAny && !isTrial ? anyKey : change.header;
    headers.set(text.boundsOf(change.line)[0] + change.indent, header);
  }
  return headers;
}

/** The lines of which nothing but a word could be read, to which a colon was put: it may be half of another key. */
export function wordsIn({ faults, text }: Readable): readonly Bounds[] {
  return faults.flatMap(({ change }) =>
    change?.kind === "colon" && /:\s*(?:#.*)?$/.test(text.lines[change.line] ?? "")
      ? [text.boundsOf(change.line)]
      : [],
  );
}
