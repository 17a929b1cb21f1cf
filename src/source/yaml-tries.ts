/**
 * Tries changes of lines out: which of them lets the parser get furthest, or puts the most in its place. In a long text
 * only the lines around the mistake are tried, and what may be parsed for it is counted.
 */
import type { Form, Misfit } from "./yaml-form.ts";
import { type Change, indentOf } from "./yaml-line-changes.ts";
import { changesAt } from "./yaml-lines.ts";
import type { FaultChange, QuietParser, Readable } from "./yaml-mend.ts";
import type { MendedText } from "./yaml-mended-text.ts";
import { type Document, isStructural } from "./yaml-package.ts";

export interface Mending extends QuietParser {
  readonly form: Form | undefined;
  /** How many characters may still be parsed. */
  left: number;
}

/**
 * Besides the text itself a few times so many characters are parsed at most, in some hundredths of a second. Most faults
 * take less than five tries, and in a long text only the lines around the fault are tried.
 */
export const allowance = 150_000;

export interface Candidate {
  readonly line: number;
  readonly change: Change;
  readonly text: MendedText;
  readonly document: Document.Parsed;
  /** The line where the parser stumbles next. */
  readonly reaches: number;
  readonly misfits: readonly Misfit[];
}

/** What is not in its place where the parser is content. */
export interface Misplaced {
  readonly line: number;
  readonly under: Misfit["under"];
  readonly misfits: readonly Misfit[];
}

function isPartOf(after: readonly Misfit[], before: readonly Misfit[]): boolean {
  const known = new Set(before.map(nameOf));
  return after.length < before.length && after.every((one) => known.has(nameOf(one)));
}

/** A table that lacks a key is not the same as one that is out of place itself. */
function nameOf({ at, lacks = "" }: Misfit): string {
  return `${at.start} ${lacks}`;
}

/**
 * The change that lets the parser get to the end with the fewest misfits, or else furthest, as long as that is beyond the
 * line where it stumbled. If it stumbled nowhere, some of the misfits have to be gone, and no new one be there.
 */
export function best(
  text: MendedText,
  targets: readonly number[],
  stumbled: number | undefined,
  mending: Mending,
  misplaced?: Misplaced,
): Candidate | undefined {
  // A byte order mark behind a tab is a mistake in a line that says nothing.
  if (targets.length === 0) return undefined;
  const before = misplaced?.misfits;
  const part = partFor(text, targets, stumbled, mending, before);
  let found: Candidate | undefined;
  for (const { line, change } of changesAt(text.lines, targets, mending.form, misplaced?.under)) {
    if (mending.left <= 0) break;
    // Where the parser is content no value is in its way.
    if (stumbled === undefined && change.kind === "value") continue;
    // A block whose header is lost begins with what is not in its place.
    if (misplaced !== undefined && change.kind === "header" && line !== misplaced.line) continue;
    const candidate = tryOut(line, change, part.text, mending);
    if (candidate === undefined || !isGain(inPart(candidate, part, text), stumbled, part.before)) continue;
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

/** Where a part of the text ends tables lack what stands behind; all of the text is tried in the end. */
function inPart(candidate: Candidate, part: Part, text: MendedText): Candidate {
  if (part.text === text) return candidate;
  return { ...candidate, misfits: candidate.misfits.filter(({ lacks }) => lacks === undefined) };
}

/** Whether the parser gets further, or more is in its place. */
function isGain(
  candidate: Candidate,
  stumbled: number | undefined,
  before: readonly Misfit[] | undefined,
): boolean {
  const { reaches, misfits } = candidate;
  if (isOutOfPlace(candidate)) return false;
  const isWhole = reaches === Number.POSITIVE_INFINITY;
  // A line that is moved takes the mistake along to the next one; that is not to get further.
  if (!isWhole && (stumbled === undefined || reaches <= stumbled + 2)) return false;
  return before === undefined || isPartOf(misfits, before);
}

/** A header that cannot stand where it was put is none that was lost: what is below it has only strayed. */
function isOutOfPlace({ line, change, text, misfits }: Candidate): boolean {
  if (change.header === undefined) return false;
  const [start] = text.boundsOf(line);
  const place = text.originOf(start + (text.lines[line]?.search(/\S/) ?? 0));
  return misfits.some(({ at, lacks }) => lacks === undefined && at.start === place);
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
export function parsed(text: MendedText, mending: Mending): Document.Parsed | undefined {
  const document = mending.parse(text.whole());
  mending.left -= text.whole().length + workOfError * (document?.errors.length ?? 0);
  return document;
}

const workOfError = 40;

export function tryOut(
  line: number,
  change: Change,
  text: MendedText,
  mending: Mending,
): Candidate | undefined {
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

export function misfitsOf(read: Readable, { form, treeOf }: Mending): readonly Misfit[] {
  if (form === undefined) return [];
  const { root, wrong } = treeOf(read);
  const misfits = root === undefined ? [] : form.misfits(root);
  // No one line makes so many keys stand twice.
  if (wrong.length > 20) return misfits;
  const twice = wrong.map((at) => ({ at, fitsElsewhere: true }));
  return [...misfits, ...twice].sort((a, b) => a.at.start - b.at.start);
}

export function changeOf({ line, change, text }: Pick<Candidate, "line" | "change" | "text">): FaultChange {
  const { kind, header } = change;
  return { line, kind, header, indent: indentOf(text.lines[line] ?? "") };
}
