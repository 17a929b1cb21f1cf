/**
 * The place of an offset in YAML, by indentation and brackets. Lines are taken as they come: a word without a colon is
 * the beginning of a key, a bracket that nothing closes ends where a line is indented less.
 */
import { Brackets, endOfQuoted, maxDepth, unquoted } from "./brackets.ts";
import {
  type ListPart,
  nowhere,
  type OutlineEntry,
  type Part,
  type Path,
  type Place,
  type Placed,
  type TablePart,
} from "./outline.ts";

import {
  columnBelow,
  endOfBare,
  endOfLongText,
  type Frame,
  isOutsideBrackets,
  isStray,
  keyIn,
  type Opening,
  settled,
} from "./yaml-parts.ts";

export function placeInYaml(text: string, offset: number): Placed {
  return new YamlLines(text, offset).read();
}

class YamlLines {
  #root: TablePart = { kind: "table", entries: [] };
  #frames: Frame[] = [];
  #opening: Opening | undefined;
  #place: Place | undefined;

  constructor(
    readonly text: string,
    readonly offset: number,
  ) {}

  read(): Placed {
    this.#restart();
    let start = 0;
    while (start <= this.text.length) {
      const newline = this.text.indexOf("\n", start);
      const end = newline === -1 ? this.text.length : newline;
      const behind = this.#line(start, end);
      if (newline === -1 && behind <= end) break;
      start = Math.max(behind, end) + 1;
    }
    return { root: this.#root, place: settled(this.#place ?? nowhere(this.offset), this.#root) };
  }

  /** At the beginning of a document anything may stand. */
  #restart(): void {
    this.#frames = [];
    this.#opening = {
      path: [],
      column: -1,
      isOfKey: false,
      fill: (part) => {
        if (part.kind === "table") this.#root = part;
      },
    };
  }

  /** Reads a line; gives the end of the last line that belongs to it. */
  #line(start: number, end: number): number {
    const { text } = this;
    let at = start;
    if (start === 0 && text.charCodeAt(0) === 0xfeff) at += 1;
    const first = at;
    while (at < end && /[\t\r ]/.test(text[at] ?? "")) at += 1;
    const isHere = this.#place === undefined && this.offset >= start && this.offset <= end;
    if (at === end) {
      if (isHere) this.#place = this.#blank(this.offset - first, end);
      return end;
    }
    if (text[at] === "#") {
      if (isHere)
        this.#place = this.offset > at ? { ...nowhere(this.offset), slot: "comment" } : nowhere(this.offset);
      return end;
    }
    if (at === first && /^(?:---|\.\.\.)\s*$/.test(text.slice(at, Math.min(end, at + 5)))) {
      this.#restart();
      return end;
    }
    if (!isHere && isStray(text, first, at)) return end;
    const behind = this.#content(at, at - first, end);
    if (isHere && this.#place === undefined) this.#place = nowhere(this.offset);
    return behind;
  }

  /** What may stand in a column of an empty line. */
  #blank(column: number, end: number): Place {
    const next = columnBelow(this.text, end);
    // Lines that are indented more would belong to what is written here.
    if (next !== undefined && next > column) return nowhere(this.offset);
    const found = this.#slotAt(column, false);
    return found === undefined
      ? nowhere(this.offset)
      : this.#placeOf(found, this.offset, this.offset, column);
  }

  #slotAt(column: number, isDash: boolean): Pick<Place, "slot" | "path"> | undefined {
    const opening = this.#openingAt(column, isDash);
    if (opening !== undefined) return { slot: "start", path: opening.path };
    const frame = this.#frames.findLast((one) => one.column <= column);
    if (frame?.column !== column) return undefined;
    return { slot: frame.part.kind === "list" ? "item" : "key", path: frame.path };
  }

  #openingAt(column: number, isDash: boolean): Opening | undefined {
    const opening = this.#opening;
    if (opening === undefined) return undefined;
    const isBelow = column > opening.column || (isDash && opening.isOfKey && column === opening.column);
    return isBelow ? opening : undefined;
  }

  /** What follows the indentation, or a dash. */
  #content(at: number, column: number, end: number): number {
    const { text } = this;
    const isDash = text[at] === "-" && /[\s]|^$/.test(text[at + 1] ?? "");
    const opening = this.#openingAt(column, isDash);
    this.#opening = undefined;
    while (opening === undefined && this.#isLeft(column, isDash)) this.#frames.pop();
    if (isDash) return this.#item(at, column, end, opening);
    if (opening !== undefined && /[{[]/.test(text[at] ?? "")) {
      const { part, end: behind } = this.#brackets(at, opening.path, opening.column);
      opening.fill(part);
      return behind;
    }
    return this.#key(at, column, end, opening);
  }

  /** Whether the innermost table or list ends before a line in this column. */
  #isLeft(column: number, isDash: boolean): boolean {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return false;
    return frame.column > column || (frame.column === column && !isDash && frame.part.kind === "list");
  }

  #item(at: number, column: number, end: number, opening: Opening | undefined): number {
    const list = this.#listFor(column, opening);
    if (list === undefined) return end;
    const { part, path } = list;
    const index = part.items.length;
    part.items.push(undefined);
    this.#opening = {
      path: [...path, index],
      column,
      isOfKey: false,
      fill: (value) => {
        part.items[index] = value;
      },
    };
    let next = at + 1;
    while (next < end && /[\t\r ]/.test(this.text[next] ?? "")) next += 1;
    const isTooDeep = path.length > maxDepth;
    if (next < end && this.text[next] !== "#")
      return isTooDeep ? end : this.#content(next, column + next - at, end);
    if (this.#passed(at + 1, next))
      this.#place = this.#placeOf(
        { slot: "start", path: [...path, index] },
        this.offset,
        this.offset,
        column + Math.max(2, this.offset - at),
      );
    return end;
  }

  #listFor(column: number, opening: Opening | undefined): { part: ListPart; path: Path } | undefined {
    if (opening !== undefined) {
      const part: ListPart = { kind: "list", items: [], column };
      opening.fill(part);
      this.#frames.push({ column, path: opening.path, part });
      return { part, path: opening.path };
    }
    const frame = this.#frames.at(-1);
    return frame?.part.kind === "list" && frame.column === column
      ? { part: frame.part, path: frame.path }
      : undefined;
  }

  #key(at: number, column: number, end: number, opening: Opening | undefined): number {
    const found = keyIn(this.text, at, end);
    const isWord = !found.hasColon;
    if (isWord && opening !== undefined && !/^[\w.-]+$/.test(found.key)) return this.#text(at, end, opening);
    const frame = opening === undefined ? this.#frames.at(-1) : this.#newTable(column, opening, isWord);
    if (frame?.part.kind !== "table" || (frame.column !== column && isWord)) return end;
    const table = frame.part;
    if (!isWord || table.entries.length > 0) table.isWord = false;
    const entry: OutlineEntry = { key: found.key, start: at, end: found.end, value: undefined };
    table.entries.push(entry);
    const path = [...frame.path, entry.key];
    if (this.#passed(at, found.end))
      this.#place = this.#placeOf(
        { slot: table.isWord ? "start" : "key", path: frame.path },
        at,
        found.end,
        frame.column,
        !isWord,
      );
    const fill = (part: Part) => {
      entry.value = part;
    };
    this.#opening = { path, column: frame.column, isOfKey: true, fill };
    return isWord ? end : this.#value(found.colon + 1, end, this.#opening);
  }

  #newTable(column: number, { path, fill }: Opening, isWord: boolean): Frame {
    const part: TablePart = { kind: "table", entries: [], column, isWord };
    fill(part);
    const frame = { column, path, part };
    this.#frames.push(frame);
    return frame;
  }

  /** What stands behind a colon. */
  #value(from: number, end: number, opening: Opening): number {
    const { text } = this;
    let at = from;
    const skip = /(?:[\t\r ]|[&!][^\s,{}[\]]*(?=[\t\r ]))*/y;
    skip.lastIndex = at;
    at = Math.min(end, at + (skip.exec(text)?.[0].length ?? 0));
    if (at >= end || text[at] === "#") {
      if (this.#passed(from, at)) {
        const found = { slot: "value" as const, path: opening.path };
        this.#place = this.#placeOf(found, this.offset, this.offset, opening.column);
      }
      return end;
    }
    if (text[at] === "{" || text[at] === "[") {
      this.#opening = undefined;
      const { part, end: behind } = this.#brackets(at, opening.path, opening.column);
      opening.fill(part);
      return behind;
    }
    if (/[|>]/.test(text[at] ?? "")) return this.#block(at, end, opening);
    return this.#text(at, end, opening);
  }

  /** A text up to the end of its line, or of its quotes. */
  #text(at: number, end: number, opening: Opening): number {
    const { text } = this;
    const isQuoted = text[at] === '"' || text[at] === "'";
    const behind = isQuoted ? Math.min(endOfQuoted(text, at), end) : endOfBare(text, at, end);
    if (this.#passed(at, behind))
      this.#place = this.#placeOf({ slot: "value", path: opening.path }, at, behind, opening.column);
    this.#opening = undefined;
    opening.fill({ kind: "text", text: unquoted(text.slice(at, behind)), start: at, end: behind });
    const comment = text.indexOf("#", behind);
    if (comment !== -1 && comment < end && this.offset > comment && this.#passed(comment, end))
      this.#place = { ...nowhere(this.offset), slot: "comment" };
    return end;
  }

  /** A text of several lines. */
  #block(at: number, end: number, opening: Opening): number {
    this.#opening = undefined;
    opening.fill({ kind: "text", text: "", start: at, end });
    const last = endOfLongText(this.text, end, opening.column);
    if (this.#passed(at, last)) this.#place = nowhere(this.offset);
    return last;
  }

  #brackets(at: number, path: Path, column: number): { part: Part; end: number } {
    const isOutside = (lineStart: number) => isOutsideBrackets(this.text, lineStart, column);
    const brackets = new Brackets(this.text, this.offset, { assign: ":", isOutside });
    const part = brackets.read(at, path);
    this.#place ??= brackets.place;
    const newline = this.text.indexOf("\n", Math.max(at, brackets.end));
    // The rest of the line belongs to nothing.
    return { part, end: newline === -1 ? this.text.length : newline };
  }

  #passed(start: number, end: number): boolean {
    return this.#place === undefined && start <= this.offset && this.offset <= end;
  }

  #placeOf(
    { slot, path }: Pick<Place, "slot" | "path">,
    start: number,
    end: number,
    column: number,
    isFollowed = false,
  ): Place {
    const typed = this.text.slice(start, this.offset);
    const needsBlank = /[:-]/.test(this.text[start - 1] ?? "") && slot !== "key";
    const trail = this.text[end] === "#" ? " " : "";
    const lead = needsBlank ? " " : "";
    return { slot, path, start, end, typed, isFollowed, isInBrackets: false, column, lead, trail };
  }
}
