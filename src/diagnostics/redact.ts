/**
 * Keeps secrets out of everything that quotes a file. Values that are known to be secret are marked where they are
 * read. Besides, what stands behind a key that sounds secret is hidden in any text, because a file that does not
 * parse has no keys; and where such a value ends cannot be told in a broken file, so rather too much is hidden.
 */

import { mask } from "./credentials.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { OfferedFix } from "./help.ts";
import { type Location, positionAt, type SourceFile, startsOfLines } from "./location.ts";
import type { Message } from "./message.ts";
import { detectSecrets, endOfLine, type Range, trimmed } from "./secret-detection.ts";
import { stems } from "./secret-names.ts";
import { SecretWords } from "./secret-words.ts";

export function redact({ file, start, end }: Location): void {
  file.secrets ??= [];
  file.secrets.push({ start, end });
}

/**
 * A line of a file, or a part of one, with every secret in it replaced, together with a function that maps a column
 * of the original (0-based, UTF-16) to the masked text. `start` is the offset of the part in the file.
 */
export function redactLine(
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
  const known = [...files].map((file) => hiddenIn(file).words).filter(({ size }) => size > 0);
  if (known.length === 0) return diagnostic;
  const told = <T extends string>(text: T) => known.reduce((rest, words) => words.masked(rest), text);
  const { key, help, fixes = [] } = diagnostic;
  return {
    ...diagnostic,
    message: told(diagnostic.message),
    related: diagnostic.related.map(({ at, message }) => ({ at, message: told(message) })),
    ...(key === undefined ? {} : { key: told(key) }),
    ...(help === undefined ? {} : { help: told(help) }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.flatMap((fix) => unlessSecret(fix, told)) }),
  };
}

/** An edit that would show a part of a secret cannot be made without it. */
function unlessSecret(fix: OfferedFix, told: (text: Message) => Message): OfferedFix[] {
  return fix.edits.every(({ text }) => told(text) === text) ? [{ ...fix, title: told(fix.title) }] : [];
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
  readonly words: SecretWords;
  /** How many marks it takes into account. */
  readonly marks: number;
}

/** What follows from a file and its marks, kept as long as there is no other mark. */
const hidden = new WeakMap<SourceFile, Hidden>();

function hiddenIn(file: SourceFile): Hidden {
  const marks = file.secrets ?? [];
  let found = hidden.get(file);
  if (found === undefined || found.marks !== marks.length) {
    const all = [...marks.flatMap((range) => byLine(range, file)), ...detectSecrets(file)];
    const ranges = merged(all.filter((range) => range.end > range.start));
    found = { ranges, words: new SecretWords(wordsOf(ranges, file.text)), marks: marks.length };
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

/** What sentences might quote: whole values, however short, and their parts, where those say something. */
function* wordsOf(ranges: readonly Range[], text: string): Generator<string> {
  for (const { start, end } of ranges) {
    const value = text.slice(start, end);
    const bare = value.replace(/^(["'])(.*)\1$/s, "$2");
    for (const whole of [value, bare, JSON.stringify(bare).slice(1, -1)]) if (!isKeyName(whole)) yield whole;
    for (const part of [...value.split(/[\s"'`\\,:={}[\]]+/), ...value.split(/[^A-Za-z0-9]+/)])
      if (part.length >= 6 && !isKeyName(part)) yield part;
  }
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
