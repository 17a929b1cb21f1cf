import { positionAt } from "../diagnostics/location.ts";
import { type Change, changesOf } from "./yaml-line-changes.ts";
import type { Misfit } from "./yaml-mend.ts";

/** A text of which some lines were changed, and where each character stood before. No line comes or goes. */
export class MendedText {
  #whole: string | undefined;
  #starts: number[] | undefined;

  constructor(
    readonly lines: readonly string[],
    /** For a changed line the column that each of its columns had. */
    readonly columns: ReadonlyMap<number, readonly number[]>,
  ) {}

  whole(): string {
    this.#whole ??= this.lines.join("\n");
    return this.#whole;
  }

  with(line: number, { text, columns }: Change): MendedText {
    const before = this.columns.get(line);
    const own = before === undefined ? columns : columns.map((column) => before[column] ?? column);
    return new MendedText(this.lines.with(line, text), new Map([...this.columns, [line, own]]));
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
    if (this.columns.size === 0) return offset;
    const line = this.lineAt(offset);
    let origin = offset;
    for (const [changed, columns] of this.columns) {
      const grown = columns.length - 1 - (columns.at(-1) ?? 0);
      if (changed < line) origin -= grown;
    }
    const column = offset - (this.#lineStarts()[line] ?? 0);
    const own = this.columns.get(line);
    return own === undefined ? origin : origin - column + (own[Math.min(column, own.length - 1)] ?? column);
  }

  /** Lines where the mistake may be, the likeliest first. */
  linesNear(at: number, opener: number | undefined): readonly number[] {
    const before = this.#before(at);
    const above = before === undefined ? undefined : this.#before(before);
    const header = this.#headerOf(at);
    const child = header === undefined ? undefined : this.#after(header);
    const near = [opener, at, before, child, header, above, this.#after(at)].filter(
      (line): line is number => line !== undefined && this.lines[line]?.trim() !== "",
    );
    // Whoever indents by two blanks has slipped where there are three.
    const isOdd = (line: number) => indentOf(this.lines[line] ?? "") % 2 === 1;
    return [...new Set([...near.filter(isOdd), ...near])];
  }

  /** The line of a misfit, or those further down where the key may stand that is missing. */
  linesOf({ at, lacks }: Misfit): readonly number[] {
    const line = positionAt(at.file, at.start).line - 1;
    if (lacks === undefined) return [line];
    const found: number[] = [];
    for (let one = line; one < this.lines.length && one < line + 500 && found.length < 3; one += 1)
      if (keyOf(this.lines[one] ?? "") === lacks) found.push(one);
    return found;
  }

  /** Lines next to another one that are indented so far. */
  alike(line: number, indent: number): readonly number[] {
    return [this.#before(line), this.#after(line)].filter(
      (one): one is number => one !== undefined && indentOf(this.lines[one] ?? "") === indent,
    );
  }

  *changes(targets: readonly number[]): Generator<{ readonly line: number; readonly change: Change }> {
    const all = targets.map((line) => ({
      line,
      changes: changesOf(this.lines[line] ?? "", {
        before: this.lines[this.#before(line) ?? -1],
        after: this.lines[this.#after(line) ?? -1],
        open: this.#openAt(line),
      }),
    }));
    // All likely changes of all lines come before the unlikely ones.
    for (const likely of [true, false])
      for (const { line, changes } of all)
        for (const change of changes) if (change.likely === likely) yield { line, change };
  }

  #openAt(line: number): number[] {
    const open: number[] = [];
    for (let one = this.#before(line); one !== undefined; one = this.#headerOf(one))
      open.push(indentOf(this.lines[one] ?? ""));
    return open;
  }

  #before(line: number): number | undefined {
    for (let one = line - 1; one >= 0; one -= 1) if (isTelling(this.lines[one])) return one;
    return undefined;
  }

  #after(line: number): number | undefined {
    for (let one = line + 1; one < this.lines.length; one += 1) if (isTelling(this.lines[one])) return one;
    return undefined;
  }

  /** The nearest line above that is indented less. */
  #headerOf(line: number): number | undefined {
    const own = indentOf(this.lines[line] ?? "");
    for (let one = line - 1; one >= 0; one -= 1)
      if (isTelling(this.lines[one]) && indentOf(this.lines[one] ?? "") < own) return one;
    return undefined;
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

function isTelling(line: string | undefined): boolean {
  return line !== undefined && !/^\s*(?:#|$)/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

function keyOf(line: string): string | undefined {
  return /^\s*(?:- +)?["']?([\w-]+)["']?\s*:/.exec(line)?.[1];
}
