/** Findings for programs; the format is described in `schemas/findings.schema.json` and only ever grows. */
import type { Diagnostic } from "../diagnostic.ts";
import type { OfferedFix } from "../help.ts";
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

function finding({ code, severity, message, at, key, related, help, fixes = [] }: Diagnostic) {
  return {
    code: code.name,
    severity,
    message,
    ...range(at),
    ...(key === undefined ? {} : { key }),
    related: related.map((one) => ({ ...start(one.at), message: one.message })),
    ...(help === undefined ? {} : { help }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(offered) }),
  };
}

function offered({ title, isCertain, edits }: OfferedFix) {
  return { title, certain: isCertain, edits: edits.map(({ at, text }) => ({ ...range(at), text })) };
}

function range({ file, start, end }: Location) {
  const to = positionAt(file, end);
  return { file: file.path, ...positionAt(file, start), endLine: to.line, endColumn: to.column };
}

function start(at: Location) {
  return { file: at.file.path, ...positionAt(at.file, at.start) };
}
