import type { Location, SourceFile } from "../../diagnostics/location.ts";
import type { ScalarNode } from "../tree.ts";

/** A line without its end, with the offset at which it begins. */
export interface Line {
  readonly text: string;
  readonly start: number;
  /** Counted from 0. */
  readonly index: number;
}

/** A byte order mark at the start is not part of the first line. */
export function linesOf(file: SourceFile): Line[] {
  file.syntax = "cfg";
  const { text } = file;
  const lines: Line[] = [];
  let start = text.startsWith("\ufeff") ? 1 : 0;
  while (start <= text.length) {
    const end = text.indexOf("\n", start);
    const whole = text.slice(start, end === -1 ? text.length : end);
    lines.push({ text: whole.replace(/\r$/, ""), start, index: lines.length });
    if (end === -1) break;
    start = end + 1;
  }
  // What follows the last line end is no line.
  if (lines.length > 1 && lines.at(-1)?.text === "") lines.pop();
  return lines;
}

/** The part of a line between two columns, without the blanks around it, as a bare text. */
export function bareText(file: SourceFile, line: Line, from: number, to: number): ScalarNode {
  const raw = line.text.slice(from, to);
  const value = raw.trim();
  const start = line.start + from + (value === "" ? 0 : raw.indexOf(value));
  return {
    kind: "scalar",
    at: { file, start, end: start + value.length },
    type: "untyped",
    value,
  };
}

/** The lines that set something, whatever is wrong with them, in the order of the file. */
export function* pairsOf(file: SourceFile): Generator<{ line: Line; key: ScalarNode; value: ScalarNode }> {
  for (const line of linesOf(file)) {
    const equals = line.text.indexOf("=");
    if (equals === -1 || /^\s*(?:#|\/\/)/.test(line.text)) continue;
    const key = bareText(file, line, 0, equals);
    yield { line, key, value: bareText(file, line, equals + 1, line.text.length) };
  }
}

export function placeOfLine(file: SourceFile, { start, text }: Line): Location {
  return { file, start, end: start + text.length };
}
