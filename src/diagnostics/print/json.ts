/** Findings for programs; the format is described in `schemas/findings.schema.json` and only ever grows. */
import { withoutSecrets } from "../conceal.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt } from "../location.ts";

export function printJson(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string) => diagnostics.filter((one) => one.severity === severity).length;
  const report = {
    version: 1,
    findings: diagnostics.map(withoutSecrets).map(finding),
    summary: { errors: count("error"), warnings: count("warning"), infos: count("info") },
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
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
