/** A text that diagnostics can point into. `path` is shown to people as it is; it is never opened. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** As the reader of it knows. */
  syntax?: "toml" | "yaml" | "cfg" | "env";
  /** Where it holds secrets, as far as readers have found out: nothing that quotes the file shows them. */
  secrets?: { readonly start: number; readonly end: number }[];
}

/** A range of a source file: UTF-16 offsets, `end` excluded. */
export interface Location {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** All of a file, its end included: what is missing there is reported there. */
export function wholeOf(file: SourceFile): Location {
  return { file, start: 0, end: file.text.length + 1 };
}

/** Line and column count from 1, columns in UTF-16 units, as editors and the language server protocol do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<SourceFile, number[]>();

/** Offsets at which the lines of a file begin. A line ends at LF, CR LF or CR, as for editors. */
export function startsOfLines(file: SourceFile): readonly number[] {
  let starts = lineStarts.get(file);
  if (starts === undefined) {
    starts = [0];
    const { text } = file;
    if (text.includes("\r"))
      for (const { index, 0: end } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
    else for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    lineStarts.set(file, starts);
  }
  return starts;
}

/** The line and column of an offset; an offset past the end is the end. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = startsOfLines(file);
  const target = Math.max(0, Math.min(offset, file.text.length));
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: target - (starts[low] ?? 0) + 1 };
}
