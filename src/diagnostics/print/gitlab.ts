/**
 * GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format): an array, empty
 * if nothing was found. GitLab shows only one of several entries with the same fingerprint.
 */
import type { Diagnostic } from "../diagnostic.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import { linesOf, type ReportOptions, regionOf } from "./report.ts";
import { reportPath } from "./report-path.ts";

const severities = { error: "critical", warning: "minor", info: "info" } as const;

export function printGitlab(diagnostics: readonly Diagnostic[], { directory }: ReportOptions): string {
  const fingerprints = fingerprintsOf(diagnostics, directory);
  const entries = diagnostics.map((diagnostic, index) => ({
    description: linesOf(diagnostic, directory).join("; "),
    check_name: diagnostic.code.name,
    fingerprint: fingerprints[index],
    severity: severities[diagnostic.severity],
    location: {
      path: reportPath(diagnostic.at.file.path, directory).replace(/\p{Surrogate}/gu, "\ufffd"),
      lines: { begin: regionOf(diagnostic.at).startLine },
    },
  }));
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}
