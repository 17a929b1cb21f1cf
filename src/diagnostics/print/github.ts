/**
 * Workflow commands, which GitHub Actions turns into annotations
 * (docs.github.com/actions/reference/workflows-and-actions/workflow-commands). It shows ten of each severity per step.
 */
import type { Diagnostic } from "../diagnostic.ts";
import { linesOf, type ReportOptions, regionOf } from "./report.ts";
import { reportPath } from "./report-path.ts";
import { tidy } from "./tidy.ts";

const commands = { error: "error", warning: "warning", info: "notice" } as const;

export function printGithub(diagnostics: readonly Diagnostic[], { directory }: ReportOptions): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic, directory)}\n`).join("");
}

function command(diagnostic: Diagnostic, directory: string): string {
  const { at, code, severity } = diagnostic;
  const { startLine, startColumn, endLine, endColumn } = regionOf(at);
  const properties = [
    `file=${property(reportPath(at.file.path, directory))}`,
    `line=${startLine}`,
    `endLine=${endLine}`,
    // GitHub refuses columns of a place that spans lines.
    ...(startLine === endLine ? [`col=${startColumn}`, `endColumn=${endColumn}`] : []),
    `title=${property(code.name)}`,
  ];
  return `::${commands[severity]} ${properties.join(",")}::${data(linesOf(diagnostic, directory).join("\n"))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** The value of a property, such as a path: what a path cannot have, or a terminal obeys, becomes visible. */
function property(text: string): string {
  return data(text.replace(unprintable, tidy)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu;
