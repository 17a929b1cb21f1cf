/** Changes of a text. */
import type { Location, SourceFile } from "./location.ts";
import { joined, type Message, quoted, say } from "./message.ts";

/** What stands at a place, replaced. */
export interface TextEdit {
  readonly at: Location;
  readonly text: string;
}

/** Editors and reports show the text, so no secret may be in it: where a secret stays, the edits go around it. */
export interface Edit extends TextEdit {
  readonly text: Message;
}

/** All of them or none. */
export type Fix = readonly Edit[];

/** The file with the edits made; the same object where they change nothing. */
export function applyEdits(source: SourceFile, edits: readonly TextEdit[]): SourceFile {
  const sorted = [...edits].sort((a, b) => b.at.start - a.at.start);
  const text = sorted.reduce(
    (before, { at, text: instead }) => before.slice(0, at.start) + instead + before.slice(at.end),
    source.text,
  );
  return text === source.text ? source : { path: source.path, text };
}

/** A key by another name, in the quotes that it has. */
export function renameKey(at: Location, name: Message): Fix {
  const first = at.file.text.charAt(at.start);
  const quote = first === '"' || first === "'" ? first : "";
  return [{ at, text: joined([quote, name, quote], "") }];
}

/** Whether a word stands only once in a text, so that renaming it there is all there is to do. */
export function standsOnce(text: string, word: string): boolean {
  const first = text.indexOf(word);
  return first !== -1 && text.indexOf(word, first + 1) === -1;
}

/** The same of all of a file, which is looked through for each word; of one with thousands of them it is not known any more. */
export function standsOnceIn(file: SourceFile, word: string): boolean {
  const { text } = file;
  const left = lookedThrough.get(file) ?? mostLookedThrough;
  if (left < text.length) return false;
  lookedThrough.set(file, left - text.length);
  return standsOnce(text, word);
}

/** How many characters of a file may still be looked through: all of them together take a few hundredths of a second. */
const lookedThrough = new WeakMap<SourceFile, number>();
const mostLookedThrough = 64 * 1024 * 1024;

/** Another text in the place of a value. */
export function writeAt(at: Location, text: Message): Fix {
  return [{ at, text }];
}

/** A text in the place of a value, in the quotes that the syntax of the file wants. */
export function writeText(at: Location, text: Message): Fix {
  const { syntax } = at.file;
  return [{ at, text: syntax === "cfg" || syntax === "env" ? text : quoted(text) }];
}

/** Something in front of a place and something behind it; what stands there stays, and is not shown. */
export function writeAround({ file, start, end }: Location, before: Message, after: Message): Fix {
  return [
    { at: { file, start, end: start }, text: before },
    { at: { file, start: end, end }, text: after },
  ];
}

/** The line of a key and its value, if it holds nothing else, not even a comment. */
export function deleteLine(key: Location, value: Location): Fix | undefined {
  const { file } = key;
  const start = file.text.lastIndexOf("\n", key.start - 1) + 1;
  const newline = file.text.indexOf("\n", value.end);
  const end = newline === -1 ? file.text.length : newline + 1;
  const isAlone =
    file.text.slice(start, key.start).trim() === "" && file.text.slice(value.end, end).trim() === "";
  return isAlone ? [{ at: { file, start, end }, text: say`` }] : undefined;
}

/**
 * A key with its value, taken out of whatever it stands in: a line of its own, or braces. Undefined where something would
 * be left that has no value or no end, such as the name of a YAML map above its only key.
 */
export function deleteEntry(key: Location, value: Location): Fix | undefined {
  const { file } = key;
  const { text } = file;
  const end = key.start + text.slice(key.start, Math.max(key.end, value.end)).trimEnd().length;
  const cut = (from: number, to: number): Fix => [{ at: { file, start: from, end: to }, text: say`` }];
  // The whole file may be one line, or have as many findings as lines: what is not near is not looked at.
  const after = text.slice(end);
  const next = /^[^\S\n]*,[^\S\n]*/.exec(after)?.[0];
  if (next !== undefined) return cut(key.start, end + next.length);
  const before = text.slice(0, key.start).trimEnd();
  if (before.endsWith(",") && /^\s*[}\]]/.test(after)) return cut(before.length - 1, end);
  const gap = text.slice(before.length, key.start);
  if (before.endsWith("{") && !gap.includes("\n") && /^[^\S\n]*\}/.test(after)) return cut(key.start, end);
  const isFirst = before === "" || gap.includes("\n");
  if (!isFirst || !/^[^\S\n]*(?:#|\n|$)/.test(after)) return undefined;
  const indent = gap.length - (gap.lastIndexOf("\n") + 1);
  const lineStart = key.start - indent;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  return isOnlyKey(text, lineStart, indent, lineEnd) ? undefined : cut(lineStart, lineEnd);
}

/** Whether the line above opens a map of YAML, in which no line follows that is indented alike. */
function isOnlyKey(text: string, lineStart: number, indent: number, lineEnd: number): boolean {
  if (!/:\s*(?:#.*)?$/.test(lineAbove(text, lineStart))) return false;
  const below = lineBelow(text, lineEnd);
  return below.search(/\S|$/) < indent || below === "";
}

/** The last line before an offset that says something, or nothing. */
function lineAbove(text: string, offset: number): string {
  for (let end = offset - 1; end >= 0; ) {
    const start = end === 0 ? 0 : text.lastIndexOf("\n", end - 1) + 1;
    const line = text.slice(start, end);
    if (!isBlank(line)) return line;
    end = start - 1;
  }
  return "";
}

/** The first line from an offset on that says something, or nothing. */
function lineBelow(text: string, offset: number): string {
  for (let start = offset; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (!isBlank(line)) return line;
    start = end + 1;
  }
  return "";
}

function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}
