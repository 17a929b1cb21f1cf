import { type SourceFile, startsOfLines } from "../location.ts";
import { redactLine } from "../redact.ts";

/** A line of a file as it may be shown, without its line end and without secrets. */
export interface SourceLine {
  /** Offset of the line in the file. */
  readonly start: number;
  /** As it stands in the file. */
  readonly raw: string;
  readonly shown: string;
  /** The column of `shown` for one of `raw`; both count from 0. */
  readonly column: (at: number) => number;
}

const lines = new WeakMap<SourceFile, Map<number, SourceLine>>();

/**
 * The line with this number, counted from 1. Kept, because a file in one line may have thousands of findings; so this
 * is for when all of them are known, secrets included.
 */
export function sourceLine(file: SourceFile, number: number): SourceLine {
  const known = lines.get(file) ?? new Map<number, SourceLine>();
  lines.set(file, known);
  const old = known.get(number);
  if (old !== undefined) return old;
  const starts = startsOfLines(file);
  const start = starts[number - 1] ?? 0;
  const raw = file.text.slice(start, starts[number]).replace(/\r?\n$|\r$/, "");
  const { text, column } = redactLine(file, start, raw);
  const line = { start, raw, shown: text, column };
  known.set(number, line);
  return line;
}
