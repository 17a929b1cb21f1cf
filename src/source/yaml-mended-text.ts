import { positionAt } from "../diagnostics/location.ts";
import { greatest, least } from "../diagnostics/long-lists.ts";
import { sayableText } from "../diagnostics/message.ts";
import { withoutEnd } from "./without-end.ts";
import type { Block, Form, Misfit } from "./yaml-form.ts";
import { type Change, changesOf, underHeader } from "./yaml-line-changes.ts";

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
  ) {}

  static of(text: string): MendedText {
    const lines = withoutLoneReturns(text).split("\n");
    let start = 0;
    const origins = lines.map((line) => {
      const own = start;
      start += line.length + 1;
      return own;
    });
    return new MendedText(lines, new Map(), origins);
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
    const line = this.lineAt(offset);
    const column = offset - (this.#lineStarts()[line] ?? 0);
    const own = this.columns.get(line);
    const origin = own === undefined ? column : (own[Math.min(column, own.length - 1)] ?? column);
    return (this.origins[line] ?? 0) + origin;
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

  /**
   * The line of a misfit, or those further down where the key may stand that is missing, or where its list may begin:
   * at the first item that is called after it.
   */
  linesOf({ at, lacks }: Misfit): readonly number[] {
    const line = positionAt(at.file, at.start).line - 1;
    if (lacks === undefined) return [line];
    const found: number[] = [];
    const called = lacks.replace(/\W|_|s$/g, "");
    for (let one = line; one < this.lines.length && one < line + 500 && found.length < 3; one += 1) {
      const text = this.lines[one] ?? "";
      const begins = stemOf(text)?.toLowerCase() === called && this.#startOfAlike(one) === one;
      if (keyOf(text) === lacks || begins) found.push(one);
    }
    return found;
  }

  /**
   * Lines above one of a block in which the block may begin as well, the nearest first: an item of a list belongs to
   * those that are called alike, and a key may stand before the one that is not in its place.
   */
  startsAbove(line: number): readonly number[] {
    if (isItem(this.lines[line] ?? "")) return [this.#startOfAlike(line)].filter((start) => start !== line);
    const own = indentOf(this.lines[line] ?? "");
    const keys = new Set<string | undefined>(this.#blockAt(line).keys);
    const found: number[] = [];
    for (let one = this.#before(line); one !== undefined && found.length < 8; one = this.#before(one)) {
      const indent = indentOf(this.lines[one] ?? "");
      if (indent > own) continue;
      // A key that the block has already is that of the block before it.
      if (indent < own || keys.has(keyOf(this.lines[one] ?? ""))) break;
      found.push(one);
    }
    return found;
  }

  /** The first of the items that are called alike up to one. */
  #startOfAlike(line: number): number {
    const [text = "", stem] = [this.lines[line], stemOf(this.lines[line] ?? "")];
    if (stem === undefined) return line;
    let start = line;
    for (let one = this.#before(line); one !== undefined; one = this.#before(one)) {
      const other = this.lines[one] ?? "";
      if (indentOf(other) < indentOf(text)) return line;
      if (indentOf(other) > indentOf(text)) continue;
      if (!isItem(other)) return line;
      if (stemOf(other) !== stem) return start;
      start = one;
    }
    return line;
  }

  /** Lines next to another one that are indented so far. */
  alike(line: number, indent: number): readonly number[] {
    return [this.#before(line), this.#after(line)].filter(
      (one): one is number => one !== undefined && indentOf(this.lines[one] ?? "") === indent,
    );
  }

  *changes(
    targets: readonly number[],
    form: Form | undefined,
  ): Generator<{ readonly line: number; readonly change: Change }> {
    const all = targets.map((line) => ({
      line,
      changes: changesOf(this.lines[line] ?? "", {
        before: this.lines[this.#before(line) ?? -1],
        after: this.lines[this.#after(line) ?? -1],
        open: this.#openAt(line),
      }),
    }));
    const thatAre = function* (likely: boolean) {
      for (const { line, changes } of all)
        for (const change of changes) if (change.likely === likely) yield { line, change };
    };
    // All likely changes of all lines come before the unlikely ones.
    yield* thatAre(true);
    if (form !== undefined)
      for (const line of targets) for (const change of this.#headers(line, form)) yield { line, change };
    yield* thatAre(false);
  }

  /** The line under a header that was lost, where it and its neighbours would have their place there. */
  *#headers(line: number, form: Form): Generator<Change> {
    const text = this.lines[line] ?? "";
    if (keyOf(text) === undefined && !/^\s*- /.test(text)) return;
    const own = indentOf(text);
    const before = this.lines[this.#before(line) ?? -1] ?? "";
    // Below a header there may only be one lost that stood between the two.
    if (indentOf(before) < own && own - indentOf(before) < 4 && /:\s*(?:#.*)?$/.test(before)) return;
    const outer = this.#openAt(line).find((indent) => indent < own);
    const indents = new Set([own - 2, outer ?? 0].filter((indent) => indent >= 0 && indent < own));
    const headers = indents.size === 0 ? [] : form.headers(this.#blockAt(line));
    for (const header of headers)
      for (const indent of indents) yield underHeader(text, sayableText(header), indent);
  }

  /** The lines from one on that are indented as it is, as far as nothing is indented less. */
  #blockAt(line: number): Block {
    const own = indentOf(this.lines[line] ?? "");
    const keys = new Set<string>();
    const inner = new Set<string>();
    let below: number | undefined;
    for (let one: number | undefined = line; one !== undefined; one = this.#after(one)) {
      const text = this.lines[one] ?? "";
      const indent = indentOf(text);
      if (indent < own || keys.size + inner.size > 50) break;
      const key = keyOf(text);
      if (indent === own) {
        below = undefined;
        if (key !== undefined) keys.add(key);
        for (const [, name = ""] of withoutInner(text).matchAll(/[{,]\s*["']?([\w-]+)["']?:(?=\s)/g))
          inner.add(name);
        continue;
      }
      below ??= indent;
      if (indent === below && key !== undefined) inner.add(key);
    }
    return { keys: [...keys], inner: [...inner] };
  }

  /** Of a large text what stands around some lines, with all that it belongs to. The other lines are empty. */
  around(targets: readonly number[]): MendedText {
    const first = least(targets) - reach;
    const last = greatest(targets) + reach;
    const kept = new Set<number>();
    for (let line = Math.max(first, 0); line <= last && line < this.lines.length; line += 1) kept.add(line);
    for (let line = this.#headerOf(Math.max(first, 0)); line !== undefined; line = this.#headerOf(line))
      kept.add(line);
    for (const target of targets)
      for (let line = this.#headerOf(target); line !== undefined; line = this.#headerOf(line)) kept.add(line);
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

/** A CR alone ends a line by the rules of YAML, and the package does not know it. */
export function withoutLoneReturns(text: string): string {
  return text.replace(/\r(?!\n)/g, "\n");
}

function isTelling(line: string | undefined): boolean {
  return line !== undefined && !/^\s*(?:#|$)/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

function keyOf(line: string): string | undefined {
  return /^\s*(?:- +)?["']?([\w[\]-]+)["']?\s*:/.exec(line)?.[1];
}

function isItem(line: string): boolean {
  return /^\s*- /.test(line);
}

/** What an item of a list is called by its first key, without the number: `db` of `- { host: db1 }`. */
function stemOf(line: string): string | undefined {
  const stem = /^\s*- +(?:\{\s*)?["']?\w+["']?:\s+["']?([A-Za-z][A-Za-z_-]*)/.exec(line)?.[1];
  return stem === undefined ? undefined : withoutEnd(stem, /[_-]/);
}

/** A line without the maps and lists that stand inside of a map of it. */
function withoutInner(line: string): string {
  let depth = 0;
  return line.replace(/[{[\]}]|[^{[\]}]+/g, (part) => {
    if (part === "}" || part === "]") depth -= 1;
    const shown = depth <= 1 && !(depth === 1 && /[{[]/.test(part)) ? part : "";
    if (part === "{" || part === "[") depth += 1;
    return shown;
  });
}
