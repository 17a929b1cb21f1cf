/** What stands in `{ }` and `[ ]` of YAML and of TOML, whether they are closed or not. */
import {
  type ListPart,
  nowhere,
  type OutlineEntry,
  type Part,
  type Path,
  type Place,
  type TablePart,
} from "./outline.ts";

export interface BracketSyntax {
  /** What stands between a key and its value. */
  readonly assign: ":" | "=";
  /** Whether an offset at the beginning of a line ends brackets that are still open. */
  readonly isOutside: (lineStart: number) => boolean;
}

/** Reads from an opening bracket on, and notes the place of an offset if it comes by. */
export class Brackets {
  place: Place | undefined;
  #at = 0;

  constructor(
    readonly text: string,
    readonly offset: number,
    readonly syntax: BracketSyntax,
  ) {}

  /** The end of what the bracket opens. */
  get end(): number {
    return this.#at;
  }

  read(start: number, path: Path): Part {
    this.#at = start;
    return this.#bracket(path);
  }

  #bracket(path: Path): TablePart | ListPart {
    const isTable = this.text[this.#at] === "{";
    this.#at += 1;
    if (isTable) {
      const table: TablePart = { kind: "table", entries: [] };
      while (this.#hasNext(path, "key")) this.#entry(table, path);
      return table;
    }
    const list: ListPart = { kind: "list", items: [] };
    const next = () => [...path, list.items.length];
    while (this.#hasNext(next(), "value")) list.items.push(this.#value(next()));
    return list;
  }

  /** Goes to the next entry, or behind the bracket that closes; one of the other kind closes as well. */
  #hasNext(path: Path, slot: "key" | "value"): boolean {
    let mayBegin = /[{[]/.test(this.text[this.#at - 1] ?? "");
    for (;;) {
      const gap = this.#at;
      const isCut = this.#skipBlanks();
      const next = this.text[this.#at];
      const isWord = !isCut && next !== undefined && !/[,}\]]/.test(next);
      // A word that begins at the offset notes its own place.
      if (mayBegin && this.#passed(gap, this.#at) && !(isWord && this.#at === this.offset))
        this.#note(path, slot, this.offset, this.offset, false, isWord);
      if (isWord) return true;
      if (isCut || next === undefined) return false;
      this.#at += 1;
      if (next !== ",") return false;
      mayBegin = true;
    }
  }

  #entry(table: TablePart, path: Path): void {
    const start = this.#at;
    const key = this.#token(true);
    const end = this.#at;
    const colon = this.#colon();
    const isFollowed = colon !== undefined;
    if (this.#passed(start, end)) this.#note(path, "key", start, end, isFollowed);
    const entry: OutlineEntry = { key: unquoted(key), start, end, value: undefined };
    if (key !== "" || isFollowed) table.entries.push(entry);
    if (colon === undefined) {
      if (key === "") this.#at += 1;
      return;
    }
    this.#at = colon + 1;
    const inner = [...path, entry.key];
    const gap = this.#at;
    const wasCut = this.#skipBlanks();
    const next = this.text[this.#at];
    const isEmpty = wasCut || next === undefined || /[,}\]]/.test(next);
    if (isEmpty) {
      if (this.#passed(gap, this.#at)) this.#note(inner, "value", this.offset, this.offset);
    } else entry.value = this.#value(inner);
  }

  /** Where the sign between key and value stands, if it comes next. */
  #colon(): number | undefined {
    let at = this.#at;
    while (/[\t ]/.test(this.text[at] ?? "")) at += 1;
    return this.text[at] === this.syntax.assign ? at : undefined;
  }

  #value(path: Path): Part {
    const first = this.text[this.#at];
    if ((first === "{" || first === "[") && path.length < maxDepth) return this.#bracket(path);
    const start = this.#at;
    const text = this.#token(false);
    if (text === "") this.#at += 1;
    else if (this.#passed(start, this.#at)) this.#note(path, "value", start, this.#at);
    return { kind: "text", text: unquoted(text), start, end: this.#at };
  }

  /** A text in quotes, or up to what ends a bare one. */
  #token(isKey: boolean): string {
    const start = this.#at;
    const quote = this.text[start];
    if (quote === '"' || quote === "'") this.#at = endOfQuoted(this.text, start);
    else {
      const bare = isKey && this.syntax.assign === "=" ? /[^\s,{}[\]=#]*/y : isKey ? bareKey : bareValue;
      bare.lastIndex = start;
      this.#at = start + (bare.exec(this.text)?.[0].trimEnd().length ?? 0);
    }
    return this.text.slice(start, this.#at);
  }

  /** Blanks, ends of lines, comments. True where the brackets end though nothing closes them. */
  #skipBlanks(): boolean {
    const { text } = this;
    for (;;) {
      while (/[\t\r ]/.test(text[this.#at] ?? "")) this.#at += 1;
      if (text[this.#at] === "#") {
        const start = this.#at;
        while (this.#at < text.length && text[this.#at] !== "\n") this.#at += 1;
        if (this.offset > start && this.offset <= this.#at)
          this.place = { ...nowhere(this.offset), slot: "comment" };
      } else if (text[this.#at] === "\n") {
        if (this.syntax.isOutside(this.#at + 1)) return true;
        this.#at += 1;
      } else return false;
    }
  }

  #passed(start: number, end: number): boolean {
    return this.place === undefined && start <= this.offset && this.offset <= end;
  }

  #note(
    path: Path,
    slot: "key" | "value",
    start: number,
    end: number,
    isFollowed = false,
    isBeforeOthers = false,
  ): void {
    const before = this.text[start - 1] ?? "";
    const after = this.text[end] ?? "";
    this.place = {
      path,
      slot,
      start,
      end,
      typed: this.text.slice(start, this.offset),
      isFollowed,
      isInBrackets: true,
      column: 0,
      lead: /[:,{=]/.test(before) ? " " : "",
      trail: isBeforeOthers ? ", " : after === "#" || (after === "}" && start === end) ? " " : "",
    };
  }
}

const bareKey = /(?:[^\s,{}[\]:#]|:(?![\s,{}[\]]|$)|[\t ]+(?=[^\s,{}[\]:#])|(?<=\S)#)*/my;
const bareValue = /(?:[^\s,{}[\]#]|[\t ]+(?=[^\s,{}[\]#])|(?<=\S)#)*/y;

/** Nothing deeper is ever asked for. */
export const maxDepth = 100;

/** Behind the quote that closes, or the end of the line. */
export function endOfQuoted(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\n") return at > 0 && text[at - 1] === "\r" ? at - 1 : at;
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** What a text in quotes says, which may lack its last one. */
export function unquoted(text: string): string {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text;
  const inner = text.length > 1 && text.endsWith(quote) ? text.slice(1, -1) : text.slice(1);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll(/\\(["\\/])/g, "$1");
}
