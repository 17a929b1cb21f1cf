import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Location } from "../../src/diagnostics/location.ts";

/** What no sentence for people has in it, but for one that quotes it. */
const internals = /\bundefined\b|\[object |RangeError|TypeError|call stack|\bNaN\b|\n {4}at /;

/** Findings with a place or an edit outside its file, without a sentence, or with one that shows the inside of cfgc. */
export function unsoundIn(found: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  return found.filter(({ at, related, message, help, fixes = [] }) => {
    const edited = fixes.flatMap(({ edits }) => edits);
    const said = [message, help ?? "", ...related.map((one) => one.message)].join("\n");
    return (
      ![at, ...[...related, ...edited].map((one) => one.at)].every(isInside) ||
      message === "" ||
      (internals.test(said) && !internals.test(text))
    );
  });
}

function isInside({ file, start, end }: Location): boolean {
  return Number.isInteger(start) && 0 <= start && start <= end && end <= file.text.length;
}
