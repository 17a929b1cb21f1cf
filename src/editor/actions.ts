/** What an editor offers to change at a place: the fixes of findings, a comment that silences one, a name. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { startsOfLines } from "../diagnostics/location.ts";
import { namesToKeep } from "./name-kept.ts";
import type { OpenFile, Range, TextEdit } from "./open-file.ts";

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
    edits: edits.map(({ at: { file, start, end }, text }) => ({ file, range: { start, end }, text })),
    isPreferred: isCertain,
  }));
}

/** What people write where a reason belongs; without one the comment is a finding itself. */
const reasonToFillIn = "why this is right here";

/** An error of a cluster.yaml stops the build, and no comment silences it. */
function silenced(finding: Diagnostic, { source, kind }: OpenFile): Action[] {
  if (kind === "cluster" && finding.severity === "error") return [];
  const start = startsOfLines(source).findLast((one) => one <= finding.at.start) ?? 0;
  const indent = /^[\t ]*/.exec(source.text.slice(start))?.[0] ?? "";
  const { name } = finding.code;
  return [
    {
      title: `silence ${name} here`,
      finding,
      edits: [
        {
          file: source,
          range: { start, end: start },
          text: `${indent}# cfgc-disable-next-line ${name}: ${reasonToFillIn}\n`,
        },
      ],
      isPreferred: false,
    },
  ];
}
