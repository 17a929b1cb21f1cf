/** What the lines around a mistake tell about how it was meant: which belong together, and what each may have been. */
import { positionAt } from "../diagnostics/location.ts";
import { withoutEnd } from "./without-end.ts";
import type { Block, Form, Misfit } from "./yaml-form.ts";
import { type Change, changesOf, indentOf, isItem, isTelling, underHeader } from "./yaml-line-changes.ts";

type Lines = readonly string[];

/** Lines where the mistake may be, the likeliest first. */
export function linesNear(lines: Lines, at: number, opener: number | undefined): readonly number[] {
  const before = lineBefore(lines, at);
  const above = before === undefined ? undefined : lineBefore(lines, before);
  const header = headerOf(lines, at);
  const child = header === undefined ? undefined : lineAfter(lines, header);
  const near = [opener, at, before, child, header, above, lineAfter(lines, at)].filter(
    (line): line is number => line !== undefined && lines[line]?.trim() !== "",
  );
  // Whoever indents by two blanks has slipped where there are three.
  const isOdd = (line: number) => indentOf(lines[line] ?? "") % 2 === 1;
  return [...new Set([...near.filter(isOdd), ...near])];
}

/**
 * The line of a misfit, or those further down where the key may stand that is missing, or where its list may begin:
 * at the first item that is called after it.
 */
export function linesOf(lines: Lines, { at, lacks }: Misfit): readonly number[] {
  const line = positionAt(at.file, at.start).line - 1;
  if (lacks === undefined) return [line];
  const found: number[] = [];
  const called = lacks.replace(/\W|_|s$/g, "");
  for (let one = line; one < lines.length && one < line + 500 && found.length < 3; one += 1) {
    const text = lines[one] ?? "";
    const begins = stemOf(text)?.toLowerCase() === called && startOfAlike(lines, one) === one;
    if (keyOf(text) === lacks || begins) found.push(one);
  }
  return found;
}

/**
 * Lines above one of a block in which the block may begin as well, the nearest first: an item of a list belongs to
 * those that are called alike, and a key may stand before the one that is not in its place.
 */
export function startsAbove(lines: Lines, line: number): readonly number[] {
  if (isItem(lines[line] ?? "")) return [startOfAlike(lines, line)].filter((start) => start !== line);
  const own = indentOf(lines[line] ?? "");
  const keys = new Set<string | undefined>(blockAt(lines, line).keys);
  const found: number[] = [];
  for (
    let one = lineBefore(lines, line);
    one !== undefined && found.length < 8;
    one = lineBefore(lines, one)
  ) {
    const indent = indentOf(lines[one] ?? "");
    if (indent > own) continue;
    // A key that the block has already is that of the block before it.
    if (indent < own || keys.has(keyOf(lines[one] ?? ""))) break;
    found.push(one);
  }
  return found;
}

/** Lines next to another one that are indented so far. */
export function linesAlike(lines: Lines, line: number, indent: number): readonly number[] {
  return [lineBefore(lines, line), lineAfter(lines, line)].filter(
    (one): one is number => one !== undefined && indentOf(lines[one] ?? "") === indent,
  );
}

/** What each of the lines may have been, the likeliest first. */
export function* changesAt(
  lines: Lines,
  targets: readonly number[],
  form: Form | undefined,
  under: Misfit["under"],
): Generator<{ readonly line: number; readonly change: Change }> {
  const all = targets.map((line) => ({
    line,
    changes: changesOf(lines[line] ?? "", {
      before: lines[lineBefore(lines, line) ?? -1],
      after: lines[lineAfter(lines, line) ?? -1],
      open: openAt(lines, line),
    }),
  }));
  const thatAre = function* (likely: boolean) {
    for (const { line, changes } of all)
      for (const change of changes) if (change.likely === likely) yield { line, change };
  };
  // All likely changes of all lines come before the unlikely ones.
  yield* thatAre(true);
  if (form !== undefined)
    for (const line of targets)
      for (const change of headersFor(lines, line, form, under)) yield { line, change };
  yield* thatAre(false);
}

/** The first of the items that are called alike up to one. */
function startOfAlike(lines: Lines, line: number): number {
  const [text = "", stem] = [lines[line], stemOf(lines[line] ?? "")];
  if (stem === undefined) return line;
  let start = line;
  for (let one = lineBefore(lines, line); one !== undefined; one = lineBefore(lines, one)) {
    const other = lines[one] ?? "";
    if (indentOf(other) < indentOf(text)) return line;
    if (indentOf(other) > indentOf(text)) continue;
    if (!isItem(other)) return line;
    if (stemOf(other) !== stem) return start;
    start = one;
  }
  return line;
}

/** The line under a header that was lost, where it and its neighbours would have their place there. */
function* headersFor(lines: Lines, line: number, form: Form, under: Misfit["under"]): Generator<Change> {
  const text = lines[line] ?? "";
  if (keyOf(text) === undefined && !isItem(text)) return;
  const own = indentOf(text);
  const before = lines[lineBefore(lines, line) ?? -1] ?? "";
  // Below a header there may only be one lost that stood between the two.
  if (indentOf(before) < own && own - indentOf(before) < 4 && /:\s*(?:#.*)?$/.test(before)) return;
  const outer = openAt(lines, line).find((indent) => indent < own);
  const indents = new Set([own - 2, outer ?? 0].filter((indent) => indent >= 0 && indent < own));
  if (indents.size === 0) return;
  const headers = under === undefined ? form.headers(blockAt(lines, line)) : [under];
  for (const header of headers) for (const indent of indents) yield underHeader(text, header, indent);
}

/** The lines from one on that are indented as it is, as far as nothing is indented less. */
function blockAt(lines: Lines, line: number): Block {
  const own = indentOf(lines[line] ?? "");
  const keys = new Set<string>();
  const inner = new Set<string>();
  let below: number | undefined;
  for (let one: number | undefined = line; one !== undefined; one = lineAfter(lines, one)) {
    const text = lines[one] ?? "";
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

/** How far the lines are indented that are open above one: the nearest, what it belongs to, and so on. */
function openAt(lines: Lines, line: number): number[] {
  const open: number[] = [];
  for (let one = lineBefore(lines, line); one !== undefined; one = headerOf(lines, one))
    open.push(indentOf(lines[one] ?? ""));
  return open;
}

function lineBefore(lines: Lines, line: number): number | undefined {
  for (let one = line - 1; one >= 0; one -= 1) if (isTelling(lines[one] ?? "")) return one;
  return undefined;
}

function lineAfter(lines: Lines, line: number): number | undefined {
  for (let one = line + 1; one < lines.length; one += 1) if (isTelling(lines[one] ?? "")) return one;
  return undefined;
}

/** The nearest line above that is indented less. */
export function headerOf(lines: Lines, line: number): number | undefined {
  const own = indentOf(lines[line] ?? "");
  for (let one = line - 1; one >= 0; one -= 1)
    if (isTelling(lines[one] ?? "") && indentOf(lines[one] ?? "") < own) return one;
  return undefined;
}

function keyOf(line: string): string | undefined {
  return /^\s*(?:- +)?["']?([\w[\]-]+)["']?\s*:/.exec(line)?.[1];
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
