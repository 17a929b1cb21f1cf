/**
 * Comments. What a comment says may name things that a person wrote, so a text goes into one only through here: it stays
 * on its line, in every format that begins a comment with #, and holds no character that a reader refuses there.
 */

import { isPlain } from "../diagnostics/plain.ts";
import { withoutEnd } from "../source/without-end.ts";

const unseen =
  /[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef]/gu;

/** A line of a comment, without the sign that begins it. Characters that break a line or that nobody sees are written as ?. */
export function commentText(text: string): string {
  const visible = isPlain(text) ? text : text.replace(unseen, "?");
  // A backslash at the end would take the next line along in a shell or a unit.
  return withoutEnd(visible.trimEnd(), /\\/);
}

export function commentLine(text: string): string {
  return `# ${commentText(text)}`.trimEnd();
}
