/** Between cfgc's words and those of the protocol: lines count from 0 there, and files have URIs. */
import { fileURLToPath, pathToFileURL } from "node:url";
import type {
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Diagnostic as EditorDiagnostic,
  Position,
  Range,
} from "vscode-languageserver";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { type Location, positionAt, type SourceFile, startsOfLines } from "../../diagnostics/location.ts";
import { plain, regionOf } from "../../diagnostics/print/report.ts";
import type { Severity } from "../../diagnostics/severity.ts";

/** Undefined for a text that is in no file, such as one that was never saved. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

export function rangeOf({ file, start, end }: Location): Range {
  return { start: placeOf(file, start), end: placeOf(file, end) };
}

function placeOf(file: SourceFile, offset: number): Position {
  const { line, column } = positionAt(file, offset);
  return { line: line - 1, character: column - 1 };
}

/** An offset in UTF-16 units; a place behind the end of its line is that end. */
export function offsetOf(file: SourceFile, { line, character }: Position): number {
  const starts = startsOfLines(file);
  const start = starts[line] ?? file.text.length;
  const next = starts[line + 1] ?? file.text.length + 1;
  return Math.min(start + character, next - 1, file.text.length);
}

const severities: Record<Severity, DiagnosticSeverity> = { error: 1, warning: 2, info: 3 };

/** As reports have it: without the blanks and line ends behind it. */
function coveredBy(at: Location): Range {
  const { startLine, startColumn, endLine, endColumn } = regionOf(at);
  return {
    start: { line: startLine - 1, character: startColumn - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  };
}

/** `uriFor` gives the address of a file by the path in a finding; `pageFor` that of a code's page. */
export function editorDiagnostic(
  { code, severity, message, help, at, related }: Diagnostic,
  uriFor: (path: string) => string,
  pageFor: (code: string) => string,
): EditorDiagnostic {
  const others: DiagnosticRelatedInformation[] = related.map((one) => ({
    location: { uri: uriFor(one.at.file.path), range: coveredBy(one.at) },
    message: plain(one.message),
  }));
  return {
    range: coveredBy(at),
    severity: severities[severity],
    source: "cfgc",
    code: code.name,
    codeDescription: { href: pageFor(code.name) },
    message: help === undefined ? plain(message) : `${plain(message)}\nhelp: ${plain(help)}`,
    ...(others.length === 0 ? {} : { relatedInformation: others }),
  };
}
