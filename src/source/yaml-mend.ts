/**
 * Finds out what the author of a text meant that is no YAML, or is YAML of another form than was meant. The parser goes on
 * after a mistake with what it took the line for, and stumbles at every line that follows from that. So one line is
 * changed as it was surely meant, and if the parser then gets further, or finds everything in its place, that line is the
 * mistake and all else is read as it stands.
 */
import type { Document, YAMLError } from "yaml";
import type { Location, SourceFile } from "../diagnostics/location.ts";
import type { MapNode } from "./tree.ts";
import { isStructural, type OpenerOf } from "./yaml-error.ts";
import type { Change } from "./yaml-line-changes.ts";
import { MendedText } from "./yaml-mended-text.ts";

/** Something in a tree that is not where its form wants it. */
export interface Misfit {
  readonly at: Location;
  /** A key that is missing there. */
  readonly lacks?: string;
  /** It would fit elsewhere, so its line may be what is wrong. */
  readonly fitsElsewhere: boolean;
}

export type Misfits = (root: MapNode) => readonly Misfit[];

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
  misfits: Misfits | undefined,
): Readable {
  const asItIs = {
    document,
    text: new MendedText(text.replace(/\r(?!\n)/g, "\n").split("\n"), new Map()),
    faults: [],
    cut: undefined,
  };
  const mending: Mending = {
    ...parser,
    misfits,
    tries: Math.min(80, Math.floor(budget / (text.length + 1))),
  };
  const read = document.errors.some(isStructural) ? mendSyntax(asItIs, mending) : asItIs;
  return misfits === undefined || read.cut !== undefined ? read : mendForm(read, mending);
}

interface Mending extends QuietParser {
  readonly misfits: Misfits | undefined;
  /** How often a text may still be parsed. */
  tries: number;
}

/** The parser reads so many characters in about a third of a second. */
const budget = 1_500_000;

function mendSyntax(given: Readable, mending: Mending): Readable {
  let { text, document } = given;
  const faults: Fault[] = [];
  for (;;) {
    const error = document.errors.find(isStructural);
    if (error === undefined) return { document, text, faults, cut: undefined };
    const at = error.pos[0];
    const opener = mending.openersIn(document)(at);
    const targets = text.linesNear(text.lineAt(at), opener === undefined ? undefined : text.lineAt(opener));
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
      .flatMap((one) => read.text.linesOf(one));
    const line = lines.find((one) => !tried.has(one));
    if (line === undefined || mending.tries <= 0) return read;
    tried.add(line);
    const found = best(read.text, read.text.linesNear(line, undefined), undefined, mending, misfits);
    if (found === undefined) continue;
    const { text, document } = found;
    const fault = { error: undefined, text: read.text, document: read.document, change: changeOf(found) };
    read = { text, document, faults: [...read.faults, fault], cut: undefined };
    misfits = misfitsOf(read, mending);
  }
}

function misfitsOf(read: Readable, { misfits, treeOf }: Mending): readonly Misfit[] {
  if (misfits === undefined) return [];
  const { root, wrong } = treeOf(read);
  return [...(root ? misfits(root) : []), ...wrong.map((at) => ({ at, fitsElsewhere: true }))];
}

function changeOf({ line, kind, text }: Pick<Candidate, "line" | "kind" | "text">): FaultChange {
  return { line, kind, indent: text.lines[line]?.search(/\S|$/) ?? 0 };
}

interface Candidate {
  readonly line: number;
  readonly kind: Change["kind"];
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
 * line where it stumbled. If it stumbled nowhere, some of the misfits `before` have to be gone, and no new one be there.
 */
function best(
  text: MendedText,
  targets: readonly number[],
  stumbled: number | undefined,
  mending: Mending,
  before?: readonly Misfit[],
): Candidate | undefined {
  let found: Candidate | undefined;
  for (const { line, change } of text.changes(targets)) {
    if (mending.tries <= 0) break;
    // Where the parser is content no value is in its way.
    if (stumbled === undefined && change.kind === "value") continue;
    mending.tries -= 1;
    const candidate = tryOut(line, change, text, mending);
    if (candidate === undefined) continue;
    const { reaches, misfits } = candidate;
    const isWhole = reaches === Number.POSITIVE_INFINITY;
    // A line that is moved takes the mistake along to the next one; that is not to get further.
    if (!isWhole && (stumbled === undefined || reaches <= stumbled + 2)) continue;
    if (before !== undefined && !isPartOf(misfits, before)) continue;
    if (isWhole && misfits.length === 0) return candidate;
    const isFurther = found === undefined || reaches > found.reaches;
    const isTidier = reaches === found?.reaches && misfits.length < found.misfits.length;
    if (isFurther || isTidier) found = candidate;
  }
  return found;
}

function tryOut(line: number, change: Change, text: MendedText, mending: Mending): Candidate | undefined {
  const changed = text.with(line, change);
  const document = mending.parse(changed.whole());
  if (document === undefined) return undefined;
  const next = document.errors.find(isStructural);
  const own = { line, kind: change.kind, text: changed, document };
  if (next !== undefined) return { ...own, reaches: changed.lineAt(next.pos[0]), misfits: [] };
  const fault = { error: undefined, text, document, change: changeOf(own) };
  const misfits = misfitsOf({ document, text: changed, faults: [fault], cut: undefined }, mending);
  return { ...own, reaches: Number.POSITIVE_INFINITY, misfits };
}

/** What stands before the mistake is known, and nothing of what comes after it. */
function cutAt(offset: number, text: MendedText, faults: readonly Fault[], { parse }: Mending): Readable {
  for (const end of [text.lineAt(offset), 0]) {
    const cut = new MendedText(text.lines.slice(0, end), text.columns);
    const document = parse(cut.whole());
    if (document !== undefined && !document.errors.some(isStructural))
      return { document, text: cut, faults, cut: cut.whole().length };
  }
  throw new Error("an empty text is no YAML");
}

/** The lines of which a value was taken out, or ended where it may not have been meant to, to read the rest. */
export function lostIn({ faults, text }: Readable): readonly (readonly [start: number, end: number])[] {
  const losing = faults.flatMap(({ change }) =>
    change?.kind === "value" || change?.kind === "closer" ? [change.line] : [],
  );
  return losing.map((line) => text.boundsOf(line));
}
