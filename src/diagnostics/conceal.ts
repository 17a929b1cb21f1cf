/**
 * Keeps secrets out of everything that quotes a file. Values that are known to be secret are marked where they are
 * read. Besides, what stands behind a key that sounds secret is hidden in any text, because a file that does not
 * parse has no keys; and where such a value ends cannot be told in a broken file, so rather too much is hidden.
 */
import type { Diagnostic } from "./diagnostic.ts";
import { type Location, positionAt, type SourceFile, startsOfLines } from "./location.ts";
import { endOfLine, type Range, soundingIn, stems, trimmed } from "./sounding-secrets.ts";

export const mask = "********";

const marked = new WeakMap<SourceFile, Range[]>();

export function conceal({ file, start, end }: Location): void {
  const ranges = marked.get(file);
  if (ranges === undefined) marked.set(file, [{ start, end }]);
  else ranges.push({ start, end });
  hidden.delete(file);
}

/**
 * A line of a file, or a part of one, with every secret in it replaced, together with a function that maps a column
 * of the original (0-based, UTF-16) to the masked text. `start` is the offset of the part in the file.
 */
export function concealLine(
  file: SourceFile,
  start: number,
  line: string,
): { text: string; column: (at: number) => number } {
  const { ranges } = hiddenIn(file);
  const cuts: Range[] = [];
  for (let index = firstEndingAfter(ranges, start); index < ranges.length; index += 1) {
    const range = ranges[index];
    if (range === undefined || range.start >= start + line.length) break;
    cuts.push({
      start: Math.max(0, range.start - start),
      end: Math.min(line.length, range.end - start),
    });
  }
  let text = "";
  let from = 0;
  for (const cut of cuts) {
    text += line.slice(from, cut.start) + mask;
    from = cut.end;
  }
  text += line.slice(from);
  return { text, column: (at) => shifted(at, cuts) };
}

/**
 * The finding, without parts of a secret in what it says: in a broken file a secret may be taken for a key, and
 * sentences quote keys.
 */
export function withoutSecrets(diagnostic: Diagnostic): Diagnostic {
  const files = new Set([diagnostic.at.file, ...diagnostic.related.map((one) => one.at.file)]);
  const words = [...files].flatMap((file) => hiddenIn(file).words);
  if (words.length === 0) return diagnostic;
  const told = <T extends string>(text: T) =>
    words.reduce<string>(
      (rest, word) => (rest.includes(word) ? rest.replaceAll(word, mask) : rest),
      text,
    ) as T;
  const { key, help } = diagnostic;
  return {
    ...diagnostic,
    message: told(diagnostic.message),
    related: diagnostic.related.map(({ at, message }) => ({ at, message: told(message) })),
    ...(key === undefined ? {} : { key: told(key) }),
    ...(help === undefined ? {} : { help: told(help) }),
  };
}

function shifted(at: number, cuts: readonly Range[]): number {
  let shift = 0;
  for (const cut of cuts) {
    if (at <= cut.start) break;
    if (at < cut.end) return cut.start + shift;
    shift += mask.length - (cut.end - cut.start);
  }
  return at + shift;
}

interface Hidden {
  /** In order, apart from one another, none over a line end. */
  readonly ranges: readonly Range[];
  readonly words: readonly string[];
}

const hidden = new WeakMap<SourceFile, Hidden>();

function hiddenIn(file: SourceFile): Hidden {
  let found = hidden.get(file);
  if (found === undefined) {
    const all = [...(marked.get(file) ?? []).flatMap((range) => byLine(range, file)), ...soundingIn(file)];
    const ranges = merged(all.filter((range) => range.end > range.start));
    found = { ranges, words: wordsOf(ranges, file.text) };
    hidden.set(file, found);
  }
  return found;
}

function merged(ranges: Range[]): Range[] {
  const apart: Range[] = [];
  for (const range of ranges.sort((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else apart.push({ ...range });
  }
  return apart;
}

function byLine({ start, end }: Range, file: SourceFile): Range[] {
  const starts = startsOfLines(file);
  const ranges: Range[] = [];
  for (let line = positionAt(file, start).line - 1; (starts[line] ?? end) < end; line += 1)
    ranges.push(trimmed(file.text, Math.max(start, starts[line] ?? 0), Math.min(end, endOfLine(file, line))));
  return ranges;
}

/** Most files have a few secrets; in one with more than this nobody reads every sentence. */
const maxWords = 200;

/** What sentences might quote: whole values and their parts. Short ones would hide ordinary words. */
function wordsOf(ranges: readonly Range[], text: string): string[] {
  const words = new Set<string>();
  for (const { start, end } of ranges) {
    const value = text.slice(start, end);
    const parts = [...value.split(/[\s"'`\\,:={}[\]]+/), ...value.split(/[^A-Za-z0-9]+/)];
    for (const word of [value, JSON.stringify(value).slice(1, -1), ...parts])
      if (word.length >= 6 && !isKeyName(word)) words.add(word);
    if (words.size > maxWords) break;
  }
  return [...words].sort((a, b) => b.length - a.length);
}

/** `"{password}"` is a placeholder of a document, and sentences have to name the key. */
function isKeyName(word: string): boolean {
  return /^[a-z_-]+$/.test(word) && (stems.test(word) || word === "from_env" || word === "from_file");
}

function firstEndingAfter(ranges: readonly Range[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
