import type { DiagnosticBag, Finding } from "../diagnostics/bag.ts";
import type { Related } from "../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../diagnostics/location.ts";
import { say } from "../diagnostics/message.ts";
import { yamlSyntax } from "./codes.ts";
import { linesAlike } from "./yaml-lines.ts";
import type { Fault } from "./yaml-mend.ts";
import type { MendedText } from "./yaml-mended-text.ts";
import type { Document, OpenerOf, YAMLError } from "./yaml-package.ts";
import { changeWords, errorWords } from "./yaml-words.ts";

type Report = (finding: Finding) => void;

/**
 * Of several errors in a line only the first is said: the others follow from it, because the package goes on with what
 * it took the line for.
 */
export function oncePerLine(diagnostics: DiagnosticBag): Report {
  const seen = new Set<number>();
  return (finding) => {
    const { line } = positionAt(finding.at.file, finding.at.start);
    if (seen.has(line)) return;
    seen.add(line);
    diagnostics.report(yamlSyntax, finding);
  };
}

/** Reports what the `yaml` package found, in our words. */
export function reportYamlErrors(
  errors: readonly YAMLError[],
  openerOf: OpenerOf,
  text: MendedText,
  file: SourceFile,
  report: Report,
): void {
  for (const error of errors) reportError(error, openerOf, text, file, report);
}

function reportError(
  error: YAMLError,
  openerOf: OpenerOf,
  text: MendedText,
  file: SourceFile,
  report: Report,
): void {
  const [first, last] = error.pos;
  const parsed = { path: file.path, text: text.whole() };
  const found = errorWords({ code: error.code, said: error.message, first, file: parsed, openerOf });
  const from = Math.max(found.start ?? first, 0);
  const start = Math.min(text.originOf(from), file.text.length);
  const newline = file.text.indexOf("\n", start);
  const lineEnd = Math.max(start + 1, newline === -1 ? file.text.length : newline);
  const end = found.start === undefined ? Math.max(text.originOf(last), start + 1) : start + 1;
  report({
    at: { file, start, end: Math.min(end, lineEnd, file.text.length) },
    message: found.message,
    help: found.help,
  });
}

/** Reports each mistake at the line that is wrong, in the parser's words where it stumbled at that line. */
export function reportFaults(
  faults: readonly Fault[],
  openersIn: (document: Document.Parsed) => OpenerOf,
  file: SourceFile,
  report: Report,
): void {
  for (const { error, text, document, change } of faults) {
    const own = change && changeWords(change, text.lines[change.line] ?? "");
    const openerOf = openersIn(document);
    const at = error?.pos[0] ?? -1;
    const stumbled = [at, openerOf(at) ?? at].map((offset) => text.lineAt(offset));
    const isThere = change !== undefined && stumbled.includes(change.line);
    if (error !== undefined && (change === undefined || own === undefined || (isThere && !own.always))) {
      reportError(error, openerOf, text, file, report);
      continue;
    }
    if (change === undefined || own === undefined) continue;
    const [lineStart, lineEnd] = text.boundsOf(change.line);
    const [from, to] = own.part(text.lines[change.line] ?? "");
    const start = text.originOf(lineStart + from);
    report({
      at: { file, start, end: Math.max(start + 1, text.originOf(Math.min(lineEnd, lineStart + to))) },
      message: own.message,
      help: own.help,
      related: own.isAlike ? likenesses(change, text, file) : [],
    });
  }
}

/** The neighbours of a line that is not indented as they are. */
function likenesses(change: NonNullable<Fault["change"]>, text: MendedText, file: SourceFile): Related[] {
  return linesAlike(text.lines, change.line, change.indent).map((line) => {
    const [start, end] = text.boundsOf(line);
    const from = text.originOf(start + change.indent);
    return {
      at: { file, start: from, end: Math.max(from + 1, text.originOf(end)) },
      message: say`this is indented by ${from - (text.origins[line] ?? 0)}`,
    };
  });
}

/** Whether an error begins or ends inside a value that begins and ends there. */
export function holdsBound(bounds: readonly number[], start: number, end: number): boolean {
  let low = 0;
  for (let high = bounds.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (bounds[low] ?? Number.POSITIVE_INFINITY) < Math.max(end, start + 1);
}
