/** What an editor offers to change at a place: the fixes of findings, a comment that silences one, a name. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { TextEdit } from "../diagnostics/fix.ts";
import { type Location, startsOfLines } from "../diagnostics/location.ts";
import { reasonToFillIn } from "./completion/completion.ts";
import { namesToKeep } from "./members/name-kept.ts";
import type { OpenFile, Range } from "./open-file.ts";
import { mayHoldComments } from "./place.ts";

export interface Action {
  readonly title: string;
  /** What goes away with it; undefined for a change that mends nothing. */
  readonly finding: Diagnostic | undefined;
  readonly edits: readonly TextEdit[];
  /** The one right answer. */
  readonly isPreferred: boolean;
}

/** Of the findings and members that touch a range; none while the text is newer than what is known of it. */
export function actionsAt(open: OpenFile, range: Range): readonly Action[] {
  if (!open.isChecked) return [];
  const { start, end } = range;
  const touched = open.check.diagnostics.filter(
    ({ at }) => at.file === open.source && at.start <= end && start <= at.end,
  );
  const names = namesToKeep(open, range).map((one) => ({ ...one, finding: undefined, isPreferred: false }));
  return [...touched.flatMap((finding) => [...fixesOf(finding), ...silenced(finding, open)]), ...names];
}

function fixesOf(finding: Diagnostic): Action[] {
  return (finding.fixes ?? []).map(({ title, edits, isCertain }) => ({
    title,
    finding,
    edits,
    isPreferred: isCertain,
  }));
}

/** An error of a cluster.yaml stops the build, and no comment silences it, nor what is wrong with such a comment itself. */
function silenced(finding: Diagnostic, { source, kind }: OpenFile): Action[] {
  const { name } = finding.code;
  const isError = kind === "cluster" && finding.severity === "error";
  if (isError || name.startsWith("suppression-") || !mayHoldComments(kind)) return [];
  const { start, comment, where } = commentFor(finding.at);
  const text = `${comment} ${name}: ${reasonToFillIn}\n`;
  return [
    {
      title: `silence ${name} ${where}`,
      finding,
      edits: [{ at: { file: source, start, end: start }, text }],
      isPreferred: false,
    },
  ];
}

/** `next-line` is about a line that holds more than a comment. What is found elsewhere is about the file. */
function commentFor({ file, start, end }: Location) {
  const top = /^\ufeff?(?:[^\S\n]*\n)*/.exec(file.text)?.[0].length ?? 0;
  const line = startsOfLines(file).findLast((one) => one <= start) ?? 0;
  const indent = /^([\t ]*)(?!#|\/\/|;)\S/.exec(file.text.slice(line))?.[1];
  return start < top || start === end || indent === undefined
    ? { start: top, comment: "# cfgc-disable-file", where: "in this file" }
    : { start: line, comment: `${indent}# cfgc-disable-next-line`, where: "here" };
}
