/**
 * Comments that silence a finding, with a reason: `# cfgc-disable-next-line CODE: reason` and, for the whole file,
 * `# cfgc-disable-file CODE: reason`. Several codes are separated by commas.
 */

import { sortFindings } from "../diagnostics/bag.ts";
import type { Code, Diagnostic } from "../diagnostics/diagnostic.ts";
import { deleteLine, type Fix, standsOnce, writeAt } from "../diagnostics/fix.ts";
import { advice, carried, type Help, offer } from "../diagnostics/help.ts";
import { type Location, positionAt, type SourceFile } from "../diagnostics/location.ts";
import { type Message, type Name, quoted, say, writtenName } from "../diagnostics/message.ts";
import { severityOf } from "../diagnostics/severity.ts";
import { nearest } from "../schema/nearest.ts";
import { leavesOf, type Node } from "../source/tree.ts";
import { suppressionUnused, suppressionWithoutReason } from "./suppression-codes.ts";

export interface SuppressOptions {
  /** The names of all findings that there are. */
  readonly names: () => readonly Name[];
  /** Whether a finding may be silenced at all. */
  readonly maySuppress: (found: Diagnostic) => boolean;
  /** What a file holds, as far as it could be read: a line of a text that looks like a comment is none. */
  readonly treeOf: (file: SourceFile) => Node | undefined;
}

/** The findings that no comment silences, and what is wrong with the comments. */
export function withoutSuppressed(
  found: readonly Diagnostic[],
  sources: readonly SourceFile[],
  options: SuppressOptions,
): readonly Diagnostic[] {
  const files = new Set([...sources, ...found.map(({ at }) => at.file)]);
  const comments = [...files].flatMap((file) => {
    const alike = commentsIn(file);
    const texts = alike.length === 0 ? [] : longTexts(options.treeOf(file));
    return alike.filter(({ at }) => !texts.some((text) => isInside(at, text)));
  });
  if (comments.length === 0) return found;
  const used = new Set<Comment>();
  const commentsAt = byAim(comments.filter(({ reason }) => reason !== "").map((one) => [aimOf(one), one]));
  const left = found.filter((one) => {
    const covering = aimsAt(one).flatMap((aim) => commentsAt(aim));
    if (covering.length === 0 || !options.maySuppress(one)) return true;
    for (const comment of covering) used.add(comment);
    return false;
  });
  const unreadable = new Set(
    found.filter(({ code }) => code.name.endsWith("-syntax")).map(({ at }) => at.file),
  );
  const foundAt = byAim(found.flatMap((one) => aimsAt(one).map((aim) => [aim, one] as const)));
  const wrong = comments.flatMap((comment) => {
    if (comment.reason === "") return [withoutReason(comment)];
    // What could not be read may hold what the comment is about.
    if (used.has(comment) || unreadable.has(comment.at.file)) return [];
    const isThere = (written: string) => foundAt(aimOf({ ...comment, written })).length > 0;
    return [unused(comment, isThere, options)];
  });
  return sortFindings([...left, ...wrong]);
}

interface Comment {
  /** What it says where the name of a finding belongs. */
  readonly written: string;
  /** Undefined if no finding could be called so. */
  readonly code: Name | undefined;
  readonly reason: string;
  /** The line that it is about, counted from 1; undefined is the whole file. */
  readonly line: number | undefined;
  readonly at: Location;
}

const pattern = /^[\t \ufeff]*(?:#|\/\/|;)[\t ]*cfgc-disable-(next-line|file)(?![\w-])([^\n]*)/gm;

function commentsIn(file: SourceFile): Comment[] {
  if (!file.text.includes("cfgc-disable-")) return [];
  return [...file.text.matchAll(pattern)].flatMap((match) => {
    const [whole, scope, rest = ""] = match;
    const [codes = "", ...reason] = rest.split(":");
    const start = match.index + whole.search(/\S/);
    const at = { file, start, end: match.index + whole.trimEnd().length };
    const line = scope === "file" ? undefined : lineAfter(file, match.index + whole.length);
    const names = codes.split(/[\s,]+/).filter((name) => name !== "");
    return (names.length === 0 ? [""] : names).map((written) => ({
      written,
      code: codeIn(written),
      reason: reason.join(":").trim(),
      line,
      at,
    }));
  });
}

/** Words with hyphens, as names of findings are; what else a comment holds is nobody's to say. */
function codeIn(text: string): Name | undefined {
  return /^[a-z]+(?:-[a-z\d]+)+$/.test(text) ? writtenName(text) : undefined;
}

/** Where the tree holds texts of several lines. */
function longTexts(tree: Node | undefined): Location[] {
  return (tree === undefined ? [] : [...leavesOf(tree)])
    .map(({ at }) => at)
    .filter(({ file, start, end }) => file.text.slice(start, end).includes("\n"));
}

function isInside({ file, start, end }: Location, outer: Location): boolean {
  return file === outer.file && outer.start < start && end <= outer.end;
}

/** The first line after an offset that holds more than a comment, so that several comments can be about one. */
function lineAfter(file: SourceFile, offset: number): number {
  const next = /\n(?![^\S\n]*(?:#|\/\/|;|\r?\n|$))/g;
  next.lastIndex = offset;
  const match = next.exec(file.text);
  return match === null ? 0 : positionAt(file, match.index + 1).line;
}

/** What a comment can be about: a code at a line of a file, or in all of it. */
interface Aim {
  readonly file: SourceFile;
  readonly what: string;
}

function aimOf({ written, line, at }: Comment): Aim {
  return { file: at.file, what: `${written} ${line}` };
}

/** Those of the comments that would cover the finding. */
function aimsAt({ code, at: { file, start } }: Diagnostic): Aim[] {
  const { line } = positionAt(file, start);
  return [line, undefined].map((one) => ({ file, what: `${code.name} ${one}` }));
}

/** Looks up by the aim, as there may be as many comments as findings. */
function byAim<T>(all: Iterable<readonly [Aim, T]>): (aim: Aim) => readonly T[] {
  const known = new Map<SourceFile, Map<string, T[]>>();
  for (const [{ file, what }, one] of all) {
    const inFile = known.get(file) ?? new Map<string, T[]>();
    known.set(file, inFile);
    const alike = inFile.get(what);
    if (alike === undefined) inFile.set(what, [one]);
    else alike.push(one);
  }
  return ({ file, what }) => known.get(file)?.get(what) ?? [];
}

function withoutReason({ written, code, at }: Comment): Diagnostic {
  return finding(suppressionWithoutReason, at, {
    message:
      written === ""
        ? say`this silences nothing, because it names no finding`
        : say`no reason is given for silencing ${code ?? "this"}, so it is not silenced`,
    help: advice`write a reason behind a colon: # cfgc-disable-next-line ${code ?? "CODE"}: why it is all right here`,
  });
}

function unused(
  comment: Comment,
  isThere: (written: string) => boolean,
  { names }: SuppressOptions,
): Diagnostic {
  const { written, code, at } = comment;
  if (isThere(written))
    return finding(suppressionUnused, at, {
      message: say`${code ?? "this"} is an error here, and what stops a build cannot be silenced`,
      help: advice`mend it, or accept an availability rule under \`accept\``,
    });
  const known = names();
  const own = known.find((name) => name === written);
  const meant = own === undefined ? nearest(written, known) : undefined;
  return finding(suppressionUnused, at, {
    message: own
      ? say`${comment.line === undefined ? "this file" : "the next line"} has no ${own} to silence`
      : say`there is no finding called ${code === undefined ? "so" : quoted(code)}`,
    help:
      meant === undefined
        ? deletion(comment)
        : offer(isThere(meant) ? renaming(comment, meant) : undefined, say`did you mean ${meant}?`),
  });
}

/** Of a comment that silences several findings only one name goes. */
function deletion({ written, at }: Comment): Help {
  const [, names = ""] = /cfgc-disable-\S+([^:]*)/.exec(at.file.text.slice(at.start, at.end)) ?? [];
  return offer(names.trim() === written ? deleteLine(at, at) : undefined, say`delete the comment`);
}

function renaming({ written, at }: Comment, meant: Name): Fix | undefined {
  const text = at.file.text.slice(at.start, at.end);
  const start = at.start + text.indexOf(written);
  return standsOnce(text, written)
    ? writeAt({ file: at.file, start, end: start + written.length }, meant)
    : undefined;
}

function finding(code: Code, at: Location, { message, help }: { message: Message; help: Help }): Diagnostic {
  return { code, severity: severityOf(code.fault, "file"), at, related: [], message, ...carried(help) };
}
