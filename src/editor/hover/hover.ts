/** What an editor shows of what is under the pointer: a key, a value, a name, a rule. Findings it shows itself. */

import { variablesKnown } from "../completion/complete-variables.ts";
import { type Subject, subjectAt } from "../known/subject.ts";
import type { Library } from "../library.ts";
import { instancesOf } from "../models.ts";
import type { OpenFile, Range } from "../open-file.ts";
import { placeIn, syntaxOf } from "../place.ts";
import { unquoted } from "../places/brackets.ts";
import type { Path, Place, TablePart } from "../places/outline.ts";
import { codeHelp } from "../reference/code-help.ts";
import { keyHelp } from "../reference/key-help.ts";
import { variableHelp } from "../reference/variable-help.ts";
import { helpOfName, ofInstance } from "./help-of-name.ts";
import { valueInForce } from "./value-in-force.ts";

export interface Hover {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

export function hoverAt(open: OpenFile, offset: number, library: Library): Hover | undefined {
  const { root, place } = placeIn(open, offset);
  const { start, end, slot } = place;
  const word = open.source.text.slice(start, end);
  if (slot === "comment") return inComment(open, offset, library);
  if (slot === "nothing" || word === "") return undefined;
  const text =
    syntaxOf(open.kind) === "env"
      ? ofVariable(open, place, word, library)
      : atPlace(open, root, place, unquoted(word), library);
  return text === undefined ? undefined : { range: { start, end }, text };
}

function atPlace(
  open: OpenFile,
  root: TablePart,
  place: Place,
  name: string,
  library: Library,
): string | undefined {
  const path = pathOf(place, name);
  const subject = subjectAt(open, root, path, library);
  if (subject === undefined) return undefined;
  const isKey = place.slot === "key" && place.isFollowed;
  const ofName = helpOfName(open, root, path, isKey, name, library);
  if (ofName !== undefined) return ofName;
  if (isRule(subject) && !isKey) {
    const code = library.codes.find((one) => one.name === name);
    if (code !== undefined) return codeHelp(code);
  }
  const help = [...namedHere(open, place), keyHelp(subject, library)]
    .filter((part) => part !== undefined)
    .join("\n\n");
  const inForce = valueInForce(open, place.start, subject);
  return [help, inForce].filter((part) => part !== undefined && part !== "").join("\n\n") || undefined;
}

/** The processes that say here who they are, in files of their own. */
function namedHere(open: OpenFile, { start, end, slot }: Place): readonly string[] {
  if (!open.isChecked || open.kind === "cluster" || slot === "key") return [];
  const { path } = open.source;
  const named = instancesOf(open).filter(
    ({ name: { origin } }) =>
      origin.kind === "source" &&
      origin.at.file.path === path &&
      origin.at.start < end &&
      start < origin.at.end,
  );
  return named.slice(0, 1).map(ofInstance);
}

/** Of the key that the place is, or whose value it is. */
function pathOf({ slot, path }: Place, word: string): Path {
  if (slot === "header") return word.split(".");
  return slot === "key" || slot === "item" ? [...path, word] : path;
}

function isRule(subject: Subject): boolean {
  return subject.of === "document" && subject.schema["x-one-of"] === "rules";
}

function ofVariable(
  open: OpenFile,
  { slot, path }: Place,
  word: string,
  library: Library,
): string | undefined {
  const name = slot === "key" ? word : path[0];
  const known = variablesKnown({ open, library }).filter((one) => one.name === name);
  const helps = known.flatMap((one) => variableHelp(one, library) ?? []);
  return helps.length === 0 ? undefined : [...new Set(helps)].join("\n\n---\n\n");
}

/** The name of a finding that a comment silences. */
function inComment({ source: { text } }: OpenFile, offset: number, library: Library): Hover | undefined {
  let start = offset;
  let end = offset;
  while (/[\w-]/.test(text[start - 1] ?? "")) start -= 1;
  while (/[\w-]/.test(text[end] ?? "")) end += 1;
  const code = library.codes.find(({ name }) => name === text.slice(start, end));
  return code && { range: { start, end }, text: codeHelp(code) };
}
