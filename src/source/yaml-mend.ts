/**
 * Finds out what the author of a text meant that is no YAML, or is YAML of another form than was meant. The parser goes on
 * after a mistake with what it took the line for, and stumbles at every line that follows from that. So one line is
 * changed as it was surely meant, and if the parser then gets further, or finds everything in its place, that line is the
 * mistake and all else is read as it stands.
 */

import type { Location, SourceFile } from "../diagnostics/location.ts";
import type { Message } from "../diagnostics/message.ts";
import type { MapNode } from "./tree.ts";
import type { Form, Misfit } from "./yaml-form.ts";
import { evenly } from "./yaml-layout.ts";
import { type Change, indentOf, underHeader } from "./yaml-line-changes.ts";
import { linesNear, linesOf, startsAbove } from "./yaml-lines.ts";
import { MendedText } from "./yaml-mended-text.ts";

import { type Document, isStructural, type OpenerOf, type YAMLError } from "./yaml-package.ts";
import {
  allowance,
  best,
  type Candidate,
  changeOf,
  type Mending,
  misfitsOf,
  parsed,
  tryOut,
} from "./yaml-tries.ts";

/** What the parser does, without a word to anybody. */
export interface QuietParser {
  /** Undefined if the text nests too deep. */
  readonly parse: (text: string) => Document.Parsed | undefined;
  readonly openersIn: (document: Document.Parsed) => OpenerOf;
  /** With what is wrong with the tree itself, such as a key that stands twice. */
  readonly treeOf: (readable: Readable) => {
    readonly root: MapNode | undefined;
    readonly wrong: readonly Location[];
  };
}

/** One line that is wrong. */
export interface Fault {
  /** What the parser found first, if it found anything, and in which text. */
  readonly error: YAMLError | undefined;
  readonly text: MendedText;
  readonly document: Document.Parsed;
  /** The change that cured it, and its line counted from 0; undefined if none did. */
  readonly change: FaultChange | undefined;
}

export interface FaultChange {
  readonly line: number;
  readonly kind: Change["kind"];
  /** How far the line is indented then. */
  readonly indent: number;
  /** The key that was put before the line. */
  readonly header: Message | undefined;
}

/** A document that the parser reads to its end, and how its text became so. */
export interface Readable {
  readonly document: Document.Parsed;
  readonly text: MendedText;
  readonly faults: readonly Fault[];
  /** Where the text ends that could be read, if that is before its end. */
  readonly cut: number | undefined;
}

/** The document as it is, or as it was meant. */
export function readable(
  document: Document.Parsed,
  { text }: SourceFile,
  parser: QuietParser,
  form: Form | undefined,
): Readable {
  const asItIs = { document, text: MendedText.of(text), faults: [], cut: undefined };
  const mending: Mending = { ...parser, form, left: allowance + 2 * text.length };
  if (!isBroken(document) && !isMisplaced(misfitsOf(asItIs, mending))) return asItIs;
  const ways = evenly(asItIs.text).map((text) => () => mended(evened(asItIs, text, mending), mending));
  const read = ways.length === 1 ? ways[0]?.() : leastWrong(ways, mending);
  if (read !== undefined && read.faults.length > 0) return read;
  return mended(asItIs, mending);
}

function mended(given: Readable, mending: Mending): Readable {
  const read = isBroken(given.document) ? mendSyntax(given, mending) : given;
  return read.cut === undefined ? mendForm(read, mending) : read;
}

function isBroken(document: Document.Parsed): boolean {
  return document.errors.some(isStructural);
}

function isMisplaced(misfits: readonly Misfit[]): boolean {
  return misfits.some(({ fitsElsewhere }) => fitsElsewhere);
}

/** The same document with two blanks for each level, unless only that would break it. */
function evened(read: Readable, text: MendedText, mending: Mending): Readable {
  const document = text.lines === read.text.lines ? undefined : parsed(text, mending);
  if (document === undefined || (isBroken(document) && !isBroken(read.document))) return read;
  return { ...read, text, document };
}

function leastWrong(ways: readonly (() => Readable)[], mending: Mending): Readable | undefined {
  let found: Readable | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const way of ways) {
    const read = way();
    const wrong = read.cut === undefined ? read.faults.length + misfitsOf(read, mending).length : least;
    if (found !== undefined && wrong >= least) continue;
    found = read;
    least = wrong;
    if (wrong === 1) break;
  }
  return found;
}

function mendSyntax(given: Readable, mending: Mending): Readable {
  let { text, document } = given;
  const faults: Fault[] = [];
  for (;;) {
    const error = document.errors.find(isStructural);
    if (error === undefined) return { document, text, faults, cut: undefined };
    const at = error.pos[0];
    const opener = mending.openersIn(document)(at);
    const targets = linesNear(
      text.lines,
      text.lineAt(at),
      opener === undefined ? undefined : text.lineAt(opener),
    );
    const found = best(text, targets, text.lineAt(at), mending);
    const change = found && changeOf(found);
    faults.push({ error, text, document, change });
    if (found === undefined) return cutAt(Math.min(at, opener ?? at), text, faults, mending);
    ({ text, document } = found);
  }
}

/** What is YAML may still be indented as nobody meant it. */
function mendForm(given: Readable, mending: Mending): Readable {
  let read = given;
  let misfits = misfitsOf(read, mending);
  const tried = new Set<number>();
  for (;;) {
    const lines = misfits
      .filter(({ fitsElsewhere }) => fitsElsewhere)
      .flatMap((one) => linesOf(read.text.lines, one).map((line) => ({ line, under: one.under })));
    const next = lines.find(({ line }) => !tried.has(line));
    if (next === undefined || mending.left <= 0) return read;
    const { line } = next;
    tried.add(line);
    const near = linesNear(read.text.lines, line, undefined);
    const nearest = best(read.text, near, undefined, mending, { ...next, misfits });
    if (nearest === undefined) continue;
    const found = wholeBlock(nearest, read.text, mending);
    const { text, document } = found;
    const fault = { error: undefined, text: read.text, document: read.document, change: changeOf(found) };
    read = { text, document, faults: [...read.faults, fault], cut: undefined };
    misfits = misfitsOf(read, mending);
  }
}

/** Under a lost header belongs all that can stand there, not only what cannot stand where it is. */
function wholeBlock(nearest: Candidate, text: MendedText, mending: Mending): Candidate {
  const { header } = nearest.change;
  if (header === undefined) return nearest;
  const indent = indentOf(nearest.text.lines[nearest.line] ?? "");
  let found = nearest;
  for (const line of startsAbove(text.lines, nearest.line)) {
    if (mending.left <= 0) break;
    const candidate = tryOut(line, underHeader(text.lines[line] ?? "", header, indent), text, mending);
    const isAsGood = candidate !== undefined && candidate.misfits.length <= found.misfits.length;
    if (!isAsGood || candidate.reaches !== Number.POSITIVE_INFINITY) break;
    found = candidate;
  }
  return found;
}

/** What stands before the mistake is known, and nothing of what comes after it. */
function cutAt(offset: number, text: MendedText, faults: readonly Fault[], { parse }: Mending): Readable {
  for (const end of [text.lineAt(offset), 0]) {
    const cut = text.upTo(end);
    const document = parse(cut.whole());
    if (document !== undefined && !document.errors.some(isStructural))
      return { document, text: cut, faults, cut: cut.whole().length };
  }
  throw new Error("an empty text is no YAML");
}
