/** What single lines of YAML hold. */
import { endOfQuoted, unquoted } from "./brackets.ts";
import { type ListPart, type Part, type Path, type Place, partAt, type TablePart } from "./outline.ts";

/** A table or list whose lines go on. */
export interface Frame {
  readonly column: number;
  readonly path: Path;
  readonly part: TablePart | ListPart;
}

/** Behind a colon or a dash, where the value may follow on the lines below. */
export interface Opening {
  readonly path: Path;
  /** The column of the key or the dash. */
  readonly column: number;
  readonly isOfKey: boolean;
  readonly fill: (part: Part) => void;
}

/** A key up to its colon, or a word without one. */
export function keyIn(text: string, at: number, end: number) {
  const isQuoted = text[at] === '"' || text[at] === "'";
  if (isQuoted) {
    const behind = Math.min(endOfQuoted(text, at), end);
    const colon = /[\t ]*:(?=\s|$)/y;
    colon.lastIndex = behind;
    const match = colon.exec(text);
    const hasColon = match !== null;
    return {
      key: unquoted(text.slice(at, behind)),
      end: behind,
      hasColon,
      colon: behind + (match?.[0].length ?? 1) - 1,
    };
  }
  const line = text.slice(at, end);
  const match = /^((?:[^\s:#]|:(?=\S)|(?<=\S)#|[\t ]+(?=[^\s:#]))*)[\t ]*:(?=\s|$)/.exec(line);
  if (match !== null) {
    const key = match[1] ?? "";
    return { key, end: at + key.length, hasColon: true, colon: at + match[0].length - 1 };
  }
  const behind = endOfBare(text, at, end);
  return { key: text.slice(at, behind), end: behind, hasColon: false, colon: -1 };
}

/** Up to a comment, without the blanks behind it. */
export function endOfBare(text: string, at: number, end: number): number {
  let behind = end;
  for (let mark = text.indexOf("#", at); mark !== -1 && mark < end; mark = text.indexOf("#", mark + 1))
    if (/[\t ]/.test(text[mark - 1] ?? "")) {
      behind = mark;
      break;
    }
  while (behind > at && /[\t\r ]/.test(text[behind - 1] ?? "")) behind -= 1;
  return behind;
}

/** The end of the last line of a text that is indented more than its key; empty lines at its end are nobody's. */
export function endOfLongText(text: string, end: number, column: number): number {
  let last = end;
  for (let stop = end; stop < text.length; ) {
    const next = text.indexOf("\n", stop + 1);
    const line = text.slice(stop + 1, next === -1 ? text.length : next);
    stop = next === -1 ? text.length : next;
    const indent = line.search(/[^\t\r ]/);
    if (indent !== -1 && indent <= column) break;
    if (indent !== -1) last = stop;
  }
  return last;
}

/** Whether a line that is a key or an item is indented too little to stand in brackets below a column. */
export function isOutsideBrackets(text: string, lineStart: number, column: number): boolean {
  const line = /^([\t ]*)(?:["']?[\w.[\]-]+["']?[\t ]*:(?=\s|$)|-(?=\s|$))/.exec(
    text.slice(lineStart, lineStart + 200),
  );
  return line !== null && (line[1]?.length ?? 0) <= column;
}

/** The column of the next line that holds something. */
export function columnBelow(text: string, end: number): number | undefined {
  const content = /\n([\t ]*)(?![\t\r\n #])./y;
  for (let at = end; at !== -1 && at < text.length; at = text.indexOf("\n", at + 1)) {
    content.lastIndex = at;
    const match = content.exec(text);
    if (match !== null) return match[1]?.length;
  }
  return undefined;
}

/** Takes back what the lines below say otherwise. */
export function settled(place: Place, root: TablePart): Place {
  const there = partAt(root, place.path);
  if (place.isInBrackets || (place.slot !== "value" && place.slot !== "start")) return place;
  const isBlock = (there?.kind === "table" || there?.kind === "list") && there.column !== undefined;
  if (!isBlock) return place;
  if (place.slot === "value") return { ...place, slot: "nothing" };
  if (there.kind === "table" && there.isWord) return place;
  if (there.column !== place.column) return { ...place, slot: "nothing" };
  return { ...place, slot: there.kind === "list" ? "item" : "key" };
}

/** A line that would be taken for the end of everything above it: indented by a tab, or the mark of a merge. */
export function isStray(text: string, start: number, at: number): boolean {
  if (at > start) return text.slice(start, at).includes("\t");
  return /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(text.slice(at, at + 8));
}
