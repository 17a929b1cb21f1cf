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
import { type Change, underHeader } from "./yaml-line-changes.ts";
import { changesAt, linesNear, linesOf, startsAbove } from "./yaml-lines.ts";
import { MendedText } from "./yaml-mended-text.ts";
import { type Document, isStructural, type OpenerOf, type YAMLError } from "./yaml-package.ts";

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
  const read = document.errors.some(isStructural) ? mendSyntax(asItIs, mending) : asItIs;
  return form === undefined || read.cut !== undefined ? read : mendForm(read, mending);
}

interface Mending extends QuietParser {
  readonly form: Form | undefined;
  /** How many characters may still be parsed. */
  left: number;
}

/**
 * Besides the text itself a few times so many characters are parsed at most, in some hundredths of a second. Most faults
 * take less than five tries, and in a long text only the lines around the fault are tried.
 */
const allowance = 150_000;

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
      .flatMap((one) => linesOf(read.text.lines, one));
    const line = lines.find((one) => !tried.has(one));
    if (line === undefined || mending.left <= 0) return read;
    tried.add(line);
    const near = linesNear(read.text.lines, line, undefined);
    const nearest = best(read.text, near, undefined, mending, { line, misfits });
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
  const indent = nearest.text.lines[nearest.line]?.search(/\S|$/) ?? 0;
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

function misfitsOf(read: Readable, { form, treeOf }: Mending): readonly Misfit[] {
  if (form === undefined) return [];
  const { root, wrong } = treeOf(read);
  const misfits = root === undefined ? [] : form.misfits(root);
  // No one line makes so many keys stand twice.
  if (wrong.length > 20) return misfits;
  const twice = wrong.map((at) => ({ at, fitsElsewhere: true }));
  return [...misfits, ...twice].sort((a, b) => a.at.start - b.at.start);
}

function changeOf({ line, change, text }: Pick<Candidate, "line" | "change" | "text">): FaultChange {
  const { kind, header } = change;
  return { line, kind, header, indent: text.lines[line]?.search(/\S|$/) ?? 0 };
}

interface Candidate {
  readonly line: number;
  readonly change: Change;
  readonly text: MendedText;
  readonly document: Document.Parsed;
  /** The line where the parser stumbles next. */
  readonly reaches: number;
  readonly misfits: readonly Misfit[];
}

function isPartOf(after: readonly Misfit[], before: readonly Misfit[]): boolean {
  const known = new Set(before.map(({ at }) => at.start));
  return after.length < before.length && after.every(({ at }) => known.has(at.start));
}

/**
 * The change that lets the parser get to the end with the fewest misfits, or else furthest, as long as that is beyond the
 * line where it stumbled. If it stumbled nowhere, some of the misfits have to be gone, and no new one be there.
 */
function best(
  text: MendedText,
  targets: readonly number[],
  stumbled: number | undefined,
  mending: Mending,
  misplaced?: { readonly line: number; readonly misfits: readonly Misfit[] },
): Candidate | undefined {
  // A byte order mark behind a tab is a mistake in a line that says nothing.
  if (targets.length === 0) return undefined;
  const before = misplaced?.misfits;
  const part = partFor(text, targets, stumbled, mending, before);
  let found: Candidate | undefined;
  for (const { line, change } of changesAt(text.lines, targets, mending.form)) {
    if (mending.left <= 0) break;
    // Where the parser is content no value is in its way.
    if (stumbled === undefined && change.kind === "value") continue;
    // A block whose header is lost begins with what is not in its place.
    if (misplaced !== undefined && change.kind === "header" && line !== misplaced.line) continue;
    const candidate = tryOut(line, change, part.text, mending);
    if (candidate === undefined || !isGain(candidate, stumbled, part.before)) continue;
    const isWhole = candidate.reaches === Number.POSITIVE_INFINITY;
    const isFurther = found === undefined || candidate.reaches > found.reaches;
    const isTidier = candidate.reaches === found?.reaches && candidate.misfits.length < found.misfits.length;
    if (isFurther || isTidier) found = candidate;
    if (isWhole && candidate.misfits.length <= part.others) break;
  }
  if (found === undefined || part.text === text) return found;
  const whole = tryOut(found.line, found.change, text, mending);
  return whole !== undefined && isGain(whole, stumbled, before) ? whole : undefined;
}

/** Whether the parser gets further, or more is in its place. */
function isGain(
  { reaches, misfits }: Candidate,
  stumbled: number | undefined,
  before: readonly Misfit[] | undefined,
): boolean {
  const isWhole = reaches === Number.POSITIVE_INFINITY;
  // A line that is moved takes the mistake along to the next one; that is not to get further.
  if (!isWhole && (stumbled === undefined || reaches <= stumbled + 2)) return false;
  return before === undefined || isPartOf(misfits, before);
}

interface Part {
  readonly text: MendedText;
  /** The misfits of it as it is, where the parser is content. */
  readonly before: readonly Misfit[] | undefined;
  /** How many misfits are there because the rest of the text is not. */
  readonly others: number;
}

/** What is enough of a text to try changes in, if the mistake shows in it as it does in the whole. */
function partFor(
  text: MendedText,
  targets: readonly number[],
  stumbled: number | undefined,
  mending: Mending,
  before: readonly Misfit[] | undefined,
): Part {
  const whole = { text, before, others: 0 };
  const part = text.around(targets);
  if (part.whole().length * 2 > text.whole().length) return whole;
  const document = parsed(part, mending);
  const error = document?.errors.find(isStructural);
  if (document === undefined) return whole;
  if (stumbled !== undefined)
    return error !== undefined && part.lineAt(error.pos[0]) === stumbled ? { ...whole, text: part } : whole;
  const misfits = misfitsOf({ document, text: part, faults: [], cut: undefined }, mending);
  const known = new Set(before?.map(({ at }) => at.start));
  const own = misfits.filter(({ at }) => known.has(at.start));
  if (error !== undefined || own.length === 0) return whole;
  return { text: part, before: misfits, others: misfits.length - own.length };
}

/** Counts what it takes: a mistake is as much work for the parser as a line. */
function parsed(text: MendedText, mending: Mending): Document.Parsed | undefined {
  const document = mending.parse(text.whole());
  mending.left -= text.whole().length + workOfError * (document?.errors.length ?? 0);
  return document;
}

const workOfError = 40;

function tryOut(line: number, change: Change, text: MendedText, mending: Mending): Candidate | undefined {
  const changed = text.with(line, change);
  const document = parsed(changed, mending);
  if (document === undefined) return undefined;
  const next = document.errors.find(isStructural);
  const own = { line, change, text: changed, document };
  if (next !== undefined) return { ...own, reaches: changed.lineAt(next.pos[0]), misfits: [] };
  const fault = { error: undefined, text, document, change: changeOf(own) };
  const misfits = misfitsOf({ document, text: changed, faults: [fault], cut: undefined }, mending);
  return { ...own, reaches: Number.POSITIVE_INFINITY, misfits };
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
