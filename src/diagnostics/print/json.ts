/** Findings for programs; the format is described in `schemas/findings.schema.json` and only ever grows. */
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt } from "../location.ts";

export function printJson(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  const report = {
    version: 1,
    findings: diagnostics.map(finding),
    summary: { errors: count("error"), warnings: count("warning"), infos: count("info") },
  };
  return `${JSON.stringify(report, wellFormed, 2)}\n`;
}

/** Many readers refuse half of a surrogate pair, even as an escape. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value;
}

function finding({ code, severity, message, at, key, related, help }: Diagnostic) {
  const { line, column } = positionAt(at.file, at.start);
  const end = positionAt(at.file, at.end);
  return {
    code: code.name,
    severity,
    message,
    file: at.file.path,
    line,
    column,
    endLine: end.line,
    endColumn: end.column,
    ...(key === undefined ? {} : { key }),
    related: related.map((one) => ({ ...start(one.at), message: one.message })),
    ...(help === undefined ? {} : { help }),
  };
}

function start(at: Location) {
  return { file: at.file.path, ...positionAt(at.file, at.start) };
}
