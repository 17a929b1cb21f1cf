/** Checkstyle's XML (checkstyle/checkstyle: XMLLogger), which Jenkins' Warnings plugin and reviewdog read. */
import type { Diagnostic } from "../diagnostic.ts";
import { linesOf, type ReportOptions, regionOf } from "./report.ts";
import { reportPath } from "./report-path.ts";
import { type Element, xmlDocument } from "./xml.ts";

export function printCheckstyle(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const { files, directory } = options;
  const byFile = new Map<string, Element[]>(files.map((path) => [reportPath(path, directory), []]));
  for (const diagnostic of diagnostics) {
    const path = reportPath(diagnostic.at.file.path, directory);
    const element = error(diagnostic, directory);
    const list = byFile.get(path);
    if (list === undefined) byFile.set(path, [element]);
    else list.push(element);
  }
  return xmlDocument({
    name: "checkstyle",
    // The version of Checkstyle whose format this is.
    attributes: { version: "10.0" },
    content: [...byFile].map(([name, content]) => ({ name: "file", attributes: { name }, content })),
  });
}

function error(diagnostic: Diagnostic, directory: string): Element {
  const { startLine, startColumn } = regionOf(diagnostic.at);
  return {
    name: "error",
    attributes: {
      line: startLine,
      column: startColumn,
      severity: diagnostic.severity,
      message: linesOf(diagnostic, directory).join("; "),
      source: `cfgc.${diagnostic.code.name}`,
    },
    content: "",
  };
}
