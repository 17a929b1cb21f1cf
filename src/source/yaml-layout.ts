/**
 * How far a text indents: by two, three or four blanks a level, with the dashes of a list below its key or in the key's
 * own column. A broken line is looked for in a text with two blanks for each level, so that what is lost shows alike in
 * every layout.
 */

import { indentOf, isTelling } from "./yaml-line-changes.ts";
import { MendedText } from "./yaml-mended-text.ts";

interface Layout {
  /** From a key to the keys below it. */
  readonly step: number;
  /** From a key to the dashes of its list. */
  readonly list: number;
}

/** The text with two blanks for each level, in each way that it may be indented; the text itself if it is so already. */
export function evenly(text: MendedText): readonly MendedText[] {
  return layoutsOf(text.lines).map((layout) =>
    layout.step === 2 && layout.list === 2 ? text : inEvenColumns(text, layout),
  );
}

function inEvenColumns(text: MendedText, layout: Layout): MendedText {
  const columns = new Map(text.columns);
  const walk = new Walk(layout, text.lines);
  const lines = text.lines.map((line, index) => {
    const even = walk.next(line, index);
    if (even === undefined || even.text === line) return line;
    columns.set(index, even.columns);
    return even.text;
  });
  return new MendedText(lines, columns, text.origins);
}

/** What most keys do that have a block below them. */
function layoutsOf(lines: readonly string[]): readonly Layout[] {
  const steps = new Map<number, number>();
  const lists = new Map<number, number>();
  let header: number | undefined;
  let open: number[] = [];
  let isBesideKeys = false;
  for (const line of lines) {
    if (!isTelling(line)) continue;
    const indent = indentOf(line);
    const isDash = dash.test(line.slice(indent));
    const deeper = header === undefined ? -1 : indent - header;
    if (deeper > 0 || (deeper === 0 && isDash)) {
      const counts = isDash ? lists : steps;
      counts.set(deeper, (counts.get(deeper) ?? 0) + 1);
    }
    open = open.filter((column) => column < indent || (column === indent && isDash));
    if (isDash) isBesideKeys ||= open.at(-1) === indent;
    else open.push(indent);
    header = keyColumn(line);
  }
  const step = commonest(steps) ?? 2;
  const list = commonest(lists);
  if (list !== undefined) return [{ step, list }];
  // Of the only list the key may be what is lost: its dashes stand in the key's column, or below it.
  const below = { step, list: step };
  return isBesideKeys ? [below, { step, list: 0 }] : [below];
}

function commonest(counts: ReadonlyMap<number, number>): number | undefined {
  return [...counts].sort(([a, times], [b, others]) => others - times || a - b)[0]?.[0];
}

/** What follows a dash, or the whole text. */
interface Level {
  /** The column of the dash, and that of what follows it. */
  readonly dash: number;
  readonly content: number;
  /** The same with two blanks for each level. */
  readonly evenDash: number;
  readonly even: number;
  /** The first key of the item, if it has a value. */
  readonly begins?: string | undefined;
}

const wholeText: Level = { dash: -1, content: 0, evenDash: -1, even: 0 };

/** Goes down a text line by line, and knows in which items of lists it is. */
class Walk {
  #levels: Level[] = [wholeText];
  /** A text of several lines begins behind a key, in this column before and after. */
  #block: { readonly column: number; readonly even: number } | undefined;

  constructor(
    readonly layout: Layout,
    readonly lines: readonly string[],
  ) {}

  /** The line as it is with two blanks for each level, with the column that each of its columns had. */
  next(
    line: string,
    index: number,
  ): { readonly text: string; readonly columns: readonly number[] } | undefined {
    const indent = indentOf(line);
    if (line.length === indent || line.slice(0, indent).includes("\t")) return undefined;
    if (this.#block !== undefined && indent > this.#block.column) {
      // Its blanks may be part of it.
      const width = indent - this.#block.column + this.#block.even;
      return moved(line, [{ at: indent, width }]);
    }
    if (!isTelling(line)) return undefined;
    this.#block = undefined;
    const places = [{ at: indent, width: this.#evenColumn(line, indent) }];
    let [at, column] = [indent, places[0]?.width ?? 0];
    for (let item = dash.exec(line.slice(at)); item !== null; item = dash.exec(line.slice(at))) {
      const behind = this.#behindDash(at, item[0], line, index);
      const begins = beginningOf(line.slice(behind));
      this.#levels.push({ dash: at, content: behind, evenDash: column, even: column + 2, begins });
      if (behind >= line.length || behind <= at) break;
      [at, column] = [behind, column + 2];
      places.push({ at, width: column });
    }
    if (opensBlock.test(line.slice(at))) this.#block = this.#blockBehind(line, at, column);
    return moved(line, places);
  }

  #evenColumn(line: string, indent: number): number {
    const isDash = dash.test(line.slice(indent));
    let left: Level | undefined;
    while (this.#top().dash >= indent) left = this.#levels.pop();
    // An item stands where the one before it stands.
    if (isDash && left?.dash === indent) return left.evenDash;
    // What begins as that item does is one whose dash is lost.
    if (
      left?.dash === indent &&
      left.begins !== undefined &&
      beginningOf(line.slice(indent)) === left.begins
    ) {
      this.#levels.push(left);
      return left.evenDash;
    }
    const { content, even, evenDash } = this.#top();
    if (indent < content) return evenDash + 1;
    const { step, list } = this.layout;
    const offset = indent - content - (isDash ? list : 0);
    const levels = Math.floor(offset / step);
    // What is between two levels stays between them.
    const between = levels * step === offset ? 0 : 1;
    return Math.max(even + levels * 2 + between + (isDash ? 2 : 0), 0);
  }

  #top(): Level {
    return this.#levels.at(-1) ?? wholeText;
  }

  /** Behind a dash that stands alone the item begins in the next line. */
  #behindDash(at: number, item: string, line: string, index: number): number {
    if (!/^\s*(?:#|$)/.test(line.slice(at + item.length))) return at + item.length;
    const next = this.lines.slice(index + 1, index + 20).find(isTelling);
    const below = next === undefined ? 0 : indentOf(next);
    return below > at ? below : at + 2;
  }

  #blockBehind(line: string, at: number, even: number) {
    const isItem = /^[|>]/.test(line.slice(at));
    return isItem ? { column: at - 2, even: even - 2 } : { column: at, even };
  }
}

const dash = /^-(?: +|\s*$)/;

/** The sign that a text of several lines follows. */
const opensBlock = /(?:^|:\s+)[|>][+-]?\d?[+-]?\s*(?:#.*)?$/;

function beginningOf(item: string): string | undefined {
  return /^(?:\{ *)?([\w-]+): +(?=[^\s#&|>])/.exec(item)?.[1];
}

/** The column of a key without a value behind it. */
function keyColumn(line: string): number | undefined {
  const [, before] =
    /^(\s*(?:- +)*)(?:"[^"]*"|'[^']*'|[^\s"'{}#&*-][^\s{}#"']*):\s*(?:#.*)?$/.exec(line) ?? [];
  return before?.length;
}

/** A line some of whose parts begin in other columns than before, in order. */
function moved(
  line: string,
  places: readonly { readonly at: number; readonly width: number }[],
): { readonly text: string; readonly columns: readonly number[] } {
  let text = "";
  const columns: number[] = [];
  for (const [index, { at, width }] of places.entries()) {
    for (let column = text.length; column < width; column += 1) columns.push(Math.min(column, at));
    text = text.padEnd(width);
    const end = places[index + 1]?.at ?? line.length;
    const part = places[index + 1] === undefined ? line.slice(at) : line.slice(at, end).trimEnd();
    for (let one = 0; one < part.length; one += 1) columns.push(at + one);
    text += part;
  }
  return { text, columns: [...columns, line.length] };
}
