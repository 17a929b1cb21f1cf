/** The place of an offset in TOML. A line that is no key, header or comment is the beginning of a key. */
import { Brackets, endOfQuoted, unquoted } from "./brackets.ts";
import {
  type ListPart,
  nowhere,
  type OutlineEntry,
  type Part,
  type Path,
  type Place,
  type Placed,
  partAt,
  type TablePart,
} from "./outline.ts";

export function placeInToml(text: string, offset: number): Placed {
  return new TomlLines(text, offset).read();
}

class TomlLines {
  readonly #root: TablePart = { kind: "table", entries: [] };
  #table: TablePart = this.#root;
  #path: Path = [];
  #place: Place | undefined;

  constructor(
    readonly text: string,
    readonly offset: number,
  ) {}

  read(): Placed {
    const { text } = this;
    let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (start <= text.length) {
      const newline = text.indexOf("\n", start);
      const end = newline === -1 ? text.length : newline;
      const behind = Math.max(end, this.#line(start, end));
      start = behind + 1;
    }
    return { root: this.#root, place: this.#place ?? nowhere(this.offset) };
  }

  /** Gives the end of the last line that belongs to it. */
  #line(start: number, end: number): number {
    const { text, offset } = this;
    let at = start;
    while (at < end && /[\t\r ]/.test(text[at] ?? "")) at += 1;
    const isHere = this.#place === undefined && offset >= start && offset <= end;
    if (at === end) {
      if (isHere) this.#note("key", this.#path, offset, offset);
      return end;
    }
    let behind = end;
    if (text[at] === "#") {
      if (isHere && offset > at) this.#place = { ...nowhere(offset), slot: "comment" };
    } else if (text[at] === "[") this.#header(at, end);
    else behind = this.#key(at, end);
    if (isHere && this.#place === undefined) this.#place = nowhere(offset);
    return behind;
  }

  #header(at: number, end: number): void {
    const isItem = this.text[at + 1] === "[";
    const from = at + (isItem ? 2 : 1);
    const { segments, end: behind } = dotted(this.text, from, end);
    if (this.#passed(from, behind)) this.#note("header", [], from, behind);
    let table = this.#root;
    const path: (string | number)[] = [];
    for (const [index, { key, start, end: stop }] of segments.entries()) {
      path.push(key);
      const entry = table.entries.find((one) => one.key === key) ?? {
        key,
        start,
        end: stop,
        value: undefined,
      };
      if (!table.entries.includes(entry)) table.entries.push(entry);
      const isLast = index === segments.length - 1;
      if (entry.value?.kind === "list" || (isItem && isLast)) {
        const list: ListPart = entry.value?.kind === "list" ? entry.value : { kind: "list", items: [] };
        entry.value = list;
        if (isItem && isLast) list.items.push({ kind: "table", entries: [] });
        path.push(Math.max(0, list.items.length - 1));
      } else if (entry.value?.kind !== "table") entry.value = { kind: "table", entries: [] };
      const next: Part | undefined = partAt(table, path.slice(path.lastIndexOf(key)));
      table = next?.kind === "table" ? next : { kind: "table", entries: [] };
    }
    this.#table = table;
    this.#path = path;
  }

  #key(at: number, end: number): number {
    const { text, offset } = this;
    const { segments, end: behind } = dotted(text, at, end);
    let sign = behind;
    while (sign < end && /[\t ]/.test(text[sign] ?? "")) sign += 1;
    const isFollowed = text[sign] === "=";
    const above = segments.slice(0, -1).map(({ key }) => key);
    const last = segments.at(-1) ?? { key: "", start: behind, end: behind };
    if (this.#passed(last.start, last.end))
      this.#note("key", [...this.#path, ...above], last.start, last.end, isFollowed);
    const table = this.#below(above);
    const entry: OutlineEntry = { key: last.key, start: last.start, end: last.end, value: undefined };
    table.entries.push(entry);
    if (!isFollowed) return end;
    const path = [...this.#path, ...segments.map(({ key }) => key)];
    let value = sign + 1;
    while (value < end && /[\t\r ]/.test(text[value] ?? "")) value += 1;
    if (value === end || text[value] === "#") {
      if (this.#passed(sign + 1, value)) this.#note("value", path, offset, offset);
      return end;
    }
    if (text[value] === "[" || text[value] === "{") {
      const brackets = new Brackets(text, offset, {
        assign: "=",
        isOutside: (line) => isOutside(text, line),
      });
      entry.value = brackets.read(value, path);
      this.#place ??= brackets.place;
      const newline = text.indexOf("\n", brackets.end);
      return newline === -1 ? text.length : newline;
    }
    const long = text.startsWith('"""', value) || text.startsWith("'''", value);
    if (long) return this.#longText(value, end);
    const stop = endOfScalar(text, value, end);
    if (this.#passed(value, stop)) this.#note("value", path, value, stop);
    entry.value = { kind: "text", text: unquoted(text.slice(value, stop)), start: value, end: stop };
    return end;
  }

  /** The table of a dotted key. */
  #below(segments: readonly string[]): TablePart {
    let table = this.#table;
    for (const key of segments) {
      const entry = table.entries.find((one) => one.key === key);
      const inner: TablePart = entry?.value?.kind === "table" ? entry.value : { kind: "table", entries: [] };
      if (entry === undefined) table.entries.push({ key, start: 0, end: 0, value: inner });
      table = inner;
    }
    return table;
  }

  #longText(start: number, end: number): number {
    const close = this.text.indexOf(this.text.slice(start, start + 3), start + 3);
    if (close === -1) return end;
    if (this.#passed(start, close + 3)) this.#place = nowhere(this.offset);
    const newline = this.text.indexOf("\n", close);
    return newline === -1 ? this.text.length : newline;
  }

  #passed(start: number, end: number): boolean {
    return this.#place === undefined && start <= this.offset && this.offset <= end;
  }

  #note(slot: Place["slot"], path: Path, start: number, end: number, isFollowed = false): void {
    this.#place = {
      ...nowhere(this.offset),
      slot,
      path,
      start,
      end,
      typed: this.text.slice(start, this.offset),
      isFollowed,
      lead: this.text[start - 1] === "=" ? " " : "",
      trail: this.text[end] === "#" ? " " : "",
    };
  }
}

interface Segment {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** A dotted key, whose last part may be empty. */
function dotted(text: string, from: number, limit: number): { segments: Segment[]; end: number } {
  const segments: Segment[] = [];
  let at = from;
  for (;;) {
    while (at < limit && /[\t ]/.test(text[at] ?? "")) at += 1;
    const start = at;
    if (text[at] === '"' || text[at] === "'") at = Math.min(endOfQuoted(text, at), limit);
    else while (at < limit && /[^\s.=\]#"']/.test(text[at] ?? "")) at += 1;
    segments.push({ key: unquoted(text.slice(start, at)), start, end: at });
    let dot = at;
    while (dot < limit && /[\t ]/.test(text[dot] ?? "")) dot += 1;
    if (text[dot] !== "." || dot >= limit || segments.length > 100) return { segments, end: at };
    at = dot + 1;
  }
}

function endOfScalar(text: string, start: number, end: number): number {
  if (text[start] === '"' || text[start] === "'") return Math.min(endOfQuoted(text, start), end);
  const comment = text.indexOf("#", start);
  let stop = comment === -1 || comment > end ? end : comment;
  while (stop > start && /[\t\r ]/.test(text[stop - 1] ?? "")) stop -= 1;
  return stop;
}

/** A header or a key at the beginning of a line: an array that is open ended before it. */
function isOutside(text: string, lineStart: number): boolean {
  return /^(?:\[{1,2}[\w."-]+\]{1,2}[\t\r ]*$|[\w-]+(?:\.[\w-]+)*[\t ]*=)/m.test(
    text.slice(lineStart, lineStart + 200).split("\n", 1)[0] ?? "",
  );
}
