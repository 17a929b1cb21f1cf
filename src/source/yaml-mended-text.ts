import { greatest, least } from "../diagnostics/long-lists.ts";
import type { Change } from "./yaml-line-changes.ts";
import { headerOf } from "./yaml-lines.ts";

/** How far from a line the lines may be that tell how it was meant. */
const reach = 40;

/** A text of which some lines were changed, and where each character stood before. No line comes or goes. */
export class MendedText {
  #whole: string | undefined;
  #starts: number[] | undefined;

  constructor(
    readonly lines: readonly string[],
    /** For a changed line the column that each of its columns had. */
    readonly columns: ReadonlyMap<number, readonly number[]>,
    /** Where each line begins in the text that was given. */
    readonly origins: readonly number[],
    /** Each character stands where it stood. */
    readonly isAsGiven = false,
  ) {}

  static of(text: string): MendedText {
    const lines = withoutLoneReturns(text).split("\n");
    let start = 0;
    const origins = lines.map((line) => {
      const own = start;
      start += line.length + 1;
      return own;
    });
    return new MendedText(lines, new Map(), origins, true);
  }

  whole(): string {
    this.#whole ??= this.lines.join("\n");
    return this.#whole;
  }

  with(line: number, { text, columns }: Change): MendedText {
    const before = this.columns.get(line);
    const own = before === undefined ? columns : columns.map((column) => before[column] ?? column);
    return new MendedText(this.lines.with(line, text), new Map([...this.columns, [line, own]]), this.origins);
  }

  /** The line of an offset, counted from 0. */
  lineAt(offset: number): number {
    const starts = this.#lineStarts();
    let low = 0;
    for (let high = starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  boundsOf(line: number): readonly [start: number, end: number] {
    const start = this.#lineStarts()[line] ?? 0;
    return [start, start + (this.lines[line]?.length ?? 0)];
  }

  /** Where a character of this text stands in the one that was given. */
  originOf(offset: number): number {
    if (this.isAsGiven) return offset;
    const line = this.lineAt(offset);
    const column = offset - (this.#lineStarts()[line] ?? 0);
    const own = this.columns.get(line);
    const origin = own === undefined ? column : (own[Math.min(column, own.length - 1)] ?? column);
    return (this.origins[line] ?? 0) + origin;
  }

  /** Of a large text what stands around some lines, with all that it belongs to. The other lines are empty. */
  around(targets: readonly number[]): MendedText {
    const first = least(targets) - reach;
    const last = greatest(targets) + reach;
    const kept = new Set<number>();
    for (let line = Math.max(first, 0); line <= last && line < this.lines.length; line += 1) kept.add(line);
    for (
      let line = headerOf(this.lines, Math.max(first, 0));
      line !== undefined;
      line = headerOf(this.lines, line)
    )
      kept.add(line);
    for (const target of targets)
      for (let line = headerOf(this.lines, target); line !== undefined; line = headerOf(this.lines, line))
        kept.add(line);
    return new MendedText(
      this.lines.map((line, index) => (kept.has(index) || index === 0 ? line : "")),
      this.columns,
      this.origins,
    );
  }

  /** What stands before a line. */
  upTo(line: number): MendedText {
    return new MendedText(this.lines.slice(0, line), this.columns, this.origins);
  }

  #lineStarts(): number[] {
    if (this.#starts === undefined) {
      this.#starts = [];
      let start = 0;
      for (const line of this.lines) {
        this.#starts.push(start);
        start += line.length + 1;
      }
    }
    return this.#starts;
  }
}

/** A CR alone ends a line by the rules of YAML, and the package does not know it. */
export function withoutLoneReturns(text: string): string {
  return text.replace(/\r(?!\n)/g, "\n");
}
