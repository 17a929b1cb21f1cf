/** What the formats for programs share: where a finding is, and the whole of what it says as plain text. */
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt } from "../location.ts";
import { reportPath } from "./report-path.ts";
import { tidy } from "./tidy.ts";

export interface ReportOptions {
  /** Version of cfgc. */
  readonly version: string;
  /** Paths of the files that were checked, those without a finding included. */
  readonly files: readonly string[];
  /** Absolute; reported paths are relative to it where they can be. */
  readonly directory: string;
}

/** Lines and columns from 1, columns in UTF-16 units; the end is the first column after the place. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Without the blanks and line ends behind it: a table that reaches to the next line must not mark that line. */
export function regionOf({ file, start, end }: Location): Region {
  const covered = file.text.slice(start, end);
  const first = positionAt(file, start);
  const last = positionAt(file, start + Math.max(covered.trimEnd().length, Math.min(1, covered.length)));
  // A place that is nothing but a line end stays on its line.
  const [endLine, endColumn] =
    last.line > first.line && covered.trim() === "" ? [first.line, first.column] : [last.line, last.column];
  return { startLine: first.line, startColumn: first.column, endLine, endColumn };
}

/** The message, the other places and the help, a line each. */
export function linesOf(diagnostic: Diagnostic, directory: string): string[] {
  const related = diagnostic.related.slice(0, maxRelated).map(({ at, message }) => {
    const { line, column } = positionAt(at.file, at.start);
    return `${tidy(reportPath(at.file.path, directory))}:${line}:${column}: ${plain(message)}`;
  });
  const more = diagnostic.related.length - related.length;
  return [
    plain(diagnostic.message),
    ...related,
    ...(more > 0 ? [`and ${more} more places`] : []),
    ...(diagnostic.help === undefined ? [] : [`help: ${plain(diagnostic.help)}`]),
  ];
}

/** More places than this tell a reader nothing new. */
export const maxRelated = 10;

/** A text of a finding in one line, fit for any format: no control characters, no halves of characters. */
export function plain(text: string): string {
  return tidy(shortened(text, maxText));
}

/** Readers cut or refuse longer texts; one that quotes a value of the user's may have any length. */
const maxText = 4096;

/** Cut to a number of UTF-16 units, between characters. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 3).replace(/[\ud800-\udbff]$/, "")}...`;
}
