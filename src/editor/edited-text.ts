import type { TextEdit } from "./open-file.ts";

/** A text with edits that do not touch each other. */
export function editedText(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (before, { range: { start, end }, text: written }) =>
        before.slice(0, start) + written + before.slice(end),
      text,
    );
}
