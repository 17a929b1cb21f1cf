/**
 * JUnit XML as Jenkins and GitLab read it: a suite for each file, a case for each finding. An error is a failure.
 * Warnings and notes do not fail a build elsewhere, so they are cases that pass and say what was found.
 */
import type { Diagnostic } from "../diagnostic.ts";
import { linesOf, type ReportOptions, regionOf } from "./report.ts";
import { reportPath } from "./report-path.ts";
import { type Element, xmlDocument } from "./xml.ts";

export function printJunit(diagnostics: readonly Diagnostic[], options: ReportOptions): string {
  const { files, directory } = options;
  const byFile = new Map<string, Diagnostic[]>(files.map((path) => [reportPath(path, directory), []]));
  for (const diagnostic of diagnostics) {
    const path = reportPath(diagnostic.at.file.path, directory);
    const list = byFile.get(path);
    if (list === undefined) byFile.set(path, [diagnostic]);
    else list.push(diagnostic);
  }
  const suites = [...byFile].map(([path, found]) => suite(path, found, directory));
  const sum = (name: string) => suites.reduce((total, one) => total + Number(one.attributes[name]), 0);
  return xmlDocument({
    name: "testsuites",
    attributes: { name: "cfgc", tests: sum("tests"), failures: sum("failures"), errors: 0 },
    content: suites,
  });
}

function suite(path: string, found: readonly Diagnostic[], directory: string): Element {
  const names = new Map<string, number>();
  const cases = found.map((diagnostic) => findingCase(path, diagnostic, names, directory));
  const nothing: Element = { name: "testcase", attributes: caseAttributes(path, "no findings"), content: "" };
  return {
    name: "testsuite",
    attributes: {
      name: path,
      tests: Math.max(1, cases.length),
      failures: found.filter((one) => one.severity === "error").length,
      errors: 0,
      skipped: 0,
    },
    content: cases.length === 0 ? [nothing] : cases,
  };
}

function findingCase(
  path: string,
  diagnostic: Diagnostic,
  names: Map<string, number>,
  directory: string,
): Element {
  const { code, key, severity, at } = diagnostic;
  const { startLine, startColumn } = regionOf(at);
  const lines = linesOf(diagnostic, directory);
  const text = [`${path}:${startLine}:${startColumn}: ${severity}: ${lines[0]}`, ...lines.slice(1)].join(
    "\n",
  );
  // Readers follow a case through its runs by its name: no line in it, and a number only for the second of a kind.
  const base = key === undefined ? code.name : `${code.name} ${key}`;
  const count = (names.get(base) ?? 0) + 1;
  names.set(base, count);
  const outcome: Element =
    severity === "error"
      ? { name: "failure", attributes: { message: lines[0] ?? "", type: code.name }, content: text }
      : { name: "system-out", attributes: {}, content: text };
  return {
    name: "testcase",
    attributes: { ...caseAttributes(path, count === 1 ? base : `${base} (${count})`), line: startLine },
    content: [outcome],
  };
}

/** Jenkins takes what stands before the last dot of a class name for a package; a file name is none. */
function caseAttributes(path: string, name: string) {
  return { classname: `cfgc.${path.replaceAll(".", "_")}`, name, file: path };
}
