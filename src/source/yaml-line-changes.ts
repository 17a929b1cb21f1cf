import { type Name, say } from "../diagnostics/message.ts";
/** The changes of a line of YAML that its author may have meant. */

export interface Change {
  readonly kind: "tabs" | "indentation" | "colon" | "dash" | "closer" | "header" | "value";
  readonly text: string;
  /** The column that each column of the new text had, and one more for the end of the line. */
  readonly columns: readonly number[];
  /** A line is rarely wrong where the parser finds nothing wrong with it. */
  readonly likely: boolean;
  /** The key of a `header`. */
  readonly header?: Name;
}

/** Stands for the key of a lost header that could be any. */
export const anyKey = say`\u{F8FF}`;

/** Stands for one that is a name, and so can only be where names are, such as below `hosts`. */
export const anyName = say`\u{F8FE}`;

export interface Neighbours {
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** How far the lines are indented that are open above: the nearest, what it belongs to, and so on. */
  readonly open: readonly number[];
}

/** Longer lines nobody wrote by hand, and to look at each of their characters takes a while. */
const longest = 2000;

export function changesOf(line: string, neighbours: Neighbours): Change[] {
  if (line.length > longest) return [];
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const rest = line.slice(indent.length);
  return [
    ...colons(indent, rest),
    ...indentations(indent, rest, neighbours),
    ...closers(line),
    ...dashes(indent, rest, neighbours),
    ...withoutValue(line),
  ];
}

/** The line below a header that is not there. */
export function underHeader(line: string, header: Name, indent: number): Change {
  const text = `${" ".repeat(indent)}${header}:\n`;
  const own = indentOf(line);
  return {
    kind: "header",
    header,
    text: text + line,
    columns: [
      ...Array.from(text, () => own),
      ...Array.from({ length: line.length + 1 }, (_, column) => column),
    ],
    likely: true,
  };
}

/** How far a line is indented. */
export function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/** Whether a line holds more than a comment. */
export function isTelling(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

/** Whether a line begins an item of a list. */
export function isItem(line: string): boolean {
  return /^\s*- /.test(line);
}

function indentations(indent: string, rest: string, { before, after, open }: Neighbours): Change[] {
  // Moved, a word alone would be part of the text above; it is half of a key.
  if (/^[\w$][\w.$-]*\s*$/.test(rest)) return [];
  const hasTabs = indent.includes("\t");
  const own = indent.replaceAll("\t", "  ").length;
  const below = after === undefined ? undefined : indentOf(after);
  const step = (open[0] ?? -2) + 2;
  // Behind a dash the keys of an item stand further right than the dash.
  const behindDash = /^\s*- +(?=\S)/.exec(before ?? "")?.[0].length;
  const widths = [...open, below, step, behindDash, own].filter((width) => width !== undefined);
  const sorted = [...new Set(widths)].sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
  return sorted
    .filter((width) => hasTabs || width !== own)
    .map((width) => ({
      kind: hasTabs ? ("tabs" as const) : ("indentation" as const),
      text: " ".repeat(width) + rest,
      columns: shifted(width, indent.length, rest.length),
      likely: true,
    }));
}

/** The columns of a line whose beginning has another width now. */
function shifted(width: number, old: number, rest: number): number[] {
  return [
    ...Array.from({ length: width }, (_, column) => Math.min(column, old)),
    ...Array.from({ length: rest + 1 }, (_, column) => old + column),
  ];
}

function colons(indent: string, rest: string): Change[] {
  const dash = /^(?:- +)*/.exec(rest)?.[0] ?? "";
  const start = indent.length + dash.length;
  const key = /^(?:"[^"]*"|'[^']*'|[\w$][\w.$-]*)/.exec(rest.slice(dash.length))?.[0];
  if (key === undefined) return [];
  const end = start + key.length;
  const behind = rest.slice(dash.length + key.length);
  const line = indent + rest;
  if (/^\s*(?:#.*)?\r?$/.test(behind)) return [inserted("colon", line, end, ":")];
  if (/^：/.test(behind)) return [replaced("colon", line, end, 1, ": ")];
  if (/^:[^\s:/]/.test(behind)) return [inserted("colon", line, end + 1, " ")];
  if (/^ +[^\s:#]/.test(behind)) return [inserted("colon", line, end, ":")];
  return [];
}

function dashes(indent: string, rest: string, { before, after }: Neighbours): Change[] {
  const item = [after, before].find((line) => line !== undefined && isItem(line));
  if (rest.startsWith("- ") || item === undefined) return [];
  const width = indentOf(item);
  const change = inserted("dash", indent + rest, indent.length, "- ");
  return [{ ...change, likely: width === indent.length }];
}

const closerOf: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** Brackets and quotes that the line opens and does not close, closed where that is needed; strange closers go. */
function closers(line: string): Change[] {
  const open: string[] = [];
  const text: string[] = [];
  const columns: number[] = [];
  const put = (character: string, column: number) => {
    text.push(character);
    columns.push(column);
  };
  let isFlow = false;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const isStart = /(?:^|[\s,[{:])$/.test(line.slice(0, at));
    if (character === "#" && /\s$/.test(line.slice(0, at))) {
      close(open, undefined, at, put);
      for (; at < line.length; at += 1) put(line.charAt(at), at);
      break;
    }
    if (character === "\r" && at === line.length - 1) close(open, undefined, at, put);
    if ((character === '"' || character === "'") && isStart) {
      const end = quoteEnd(line, at, isFlow || open.length > 0);
      for (let one = at; one < end.at; one += 1) put(line.charAt(one), one);
      if (!end.isClosed) put(character, end.at);
      at = end.at - 1;
    } else if ((character === "{" || character === "[") && (isStart || open.length > 0)) {
      isFlow = true;
      open.push(character);
      put(character, at);
    } else if ((isFlow || isStart) && (character === "}" || character === "]")) {
      const opener = open.findLastIndex((one) => closerOf[one] === character);
      if (opener === -1) continue;
      close(open, opener + 1, at, put);
      open.pop();
      put(character, at);
    } else put(character, at);
  }
  close(open, undefined, line.length, put);
  columns.push(line.length);
  const changed = text.join("");
  return changed === line ? [] : [{ kind: "closer", text: changed, columns, likely: true }];
}

/** Closes what stands open above a level of the stack. */
function close(
  open: string[],
  level: number | undefined,
  at: number,
  put: (character: string, column: number) => void,
): void {
  while (open.length > (level ?? 0)) put(closerOf[open.pop() ?? ""] ?? "", at);
}

/** Where a quoted text ends: behind its quote, or where the next thing begins. */
function quoteEnd(line: string, start: number, inFlow: boolean): { at: number; isClosed: boolean } {
  const pattern = line[start] === '"' ? /"(?:[^"\\]|\\.)*"/y : /'(?:[^']|'')*'/y;
  pattern.lastIndex = start;
  const match = pattern.exec(line);
  const after = match === null ? undefined : line.charAt(start + match[0].length);
  if (match !== null && (after === "" || /[\s,:\]}]/.test(after ?? "")))
    return { at: start + match[0].length, isClosed: true };
  const stop = (inFlow ? /[,\]}]|\s#|\r?$/ : /\s#|\r?$/).exec(line.slice(start + 1));
  return { at: start + 1 + (stop?.index ?? line.length), isClosed: false };
}

/** Without the value nothing can be wrong with it. */
function withoutValue(line: string): Change[] {
  const before = /^\s*(?:- +)*(?:(?:"[^"]*"|'[^']*'|[^\s:#"'{[][^\s:#]*):[^\S\n]+)?/.exec(line)?.[0] ?? "";
  const rest = line.slice(before.length).replace(/\r$/, "");
  if (rest === "" || before.trim() === "") return [];
  return [{ ...replaced("value", line, before.length, rest.length, '""'), likely: false }];
}

function inserted(kind: Change["kind"], line: string, at: number, text: string): Change {
  return replaced(kind, line, at, 0, text);
}

function replaced(kind: Change["kind"], line: string, at: number, length: number, text: string): Change {
  return {
    kind,
    text: line.slice(0, at) + text + line.slice(at + length),
    columns: [
      ...Array.from({ length: at }, (_, column) => column),
      ...Array.from({ length: text.length }, () => at),
      ...Array.from({ length: line.length - at - length + 1 }, (_, column) => at + length + column),
    ],
    likely: true,
  };
}
