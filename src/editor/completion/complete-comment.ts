/** What may stand in a comment that cfgc reads: the kind of a file, and the findings that are silenced. */

import { mayHoldComments } from "../place.ts";
import { codeHelp } from "../reference/code-help.ts";
import type { Asked } from "./complete.ts";
import { type Completion, reasonToFillIn } from "./completion.ts";
import { kindsWithReleases } from "./offers-for.ts";

const marks = [
  ["cfgc: ", "says what kind of file this is"],
  ["cfgc-disable-next-line ", "silences a finding on the next line, with a reason"],
  ["cfgc-disable-file ", "silences a finding in the whole file, with a reason"],
] as const;

export function completeComment(asked: Asked, offset: number): readonly Completion[] {
  if (!mayHoldComments(asked.open.kind)) return [];
  const { text } = asked.open.source;
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(start, offset);
  const kind = /^[\t \ufeff]*(?:#|\/\/)[\t ]*cfgc:([\t ]*)(\S*)$/.exec(before);
  if (kind !== null) return kinds(asked, offset, kind[2] ?? "", kind[1] ?? "");
  const rule =
    /^[\t \ufeff]*(?:#|\/\/|;)[\t ]*cfgc-disable-(?:next-line|file)(?:[\t ][^:]*)?[\t ,]([\w-]*)$/.exec(
      before,
    );
  if (rule !== null) return rules(asked, offset, rule[1] ?? "", before);
  const mark = /^[\t \ufeff]*(?:#|\/\/|;)[\t ]*([\w-]*)$/.exec(before)?.[1];
  if (mark === undefined) return [];
  const blank = /[#/;]$/.test(before) ? " " : "";
  return marks.map(([label, detail], index) => ({
    label: label.trimEnd(),
    kind: "value",
    detail,
    range: { start: offset - mark.length, end: endOfWord(text, offset) },
    text: `${blank}${label}`,
    sort: String(index),
  }));
}

function kinds(asked: Asked, offset: number, typed: string, gap: string): readonly Completion[] {
  const { text } = asked.open.source;
  return kindsWithReleases(asked).map(({ value }, index) => ({
    label: String(value),
    kind: "file",
    range: { start: offset - typed.length, end: endOfWord(text, offset) },
    text: `${gap === "" ? " " : ""}${value}`,
    sort: String(index).padStart(4, "0"),
  }));
}

/** Those that were found first. */
function rules(
  { open, library }: Asked,
  offset: number,
  typed: string,
  before: string,
): readonly Completion[] {
  const { text } = open.source;
  const found = new Set(
    open.check.diagnostics.filter(({ at }) => at.file.path === open.source.path).map(({ code }) => code.name),
  );
  const end = endOfWord(text, offset);
  const rest = text.slice(end, text.indexOf("\n", end) === -1 ? undefined : text.indexOf("\n", end));
  const reason = rest.trimStart().startsWith(":") ? "" : ": ";
  const named = new Set(before.split(/[\t ,]+/));
  return library.codes
    .filter(({ name }) => !named.has(name))
    .map((code) => ({
      label: code.name,
      kind: "rule",
      documentation: () => codeHelp(code),
      range: { start: offset - typed.length, end },
      text: `${code.name}${reason}`,
      ...(reason === "" ? {} : { snippet: `${code.name}: \${1:${reasonToFillIn}}` }),
      sort: `${found.has(code.name) ? 0 : 1}${code.name}`,
    }));
}

function endOfWord(text: string, offset: number): number {
  let end = offset;
  while (/[\w@.+-]/.test(text[end] ?? "")) end += 1;
  return end;
}
