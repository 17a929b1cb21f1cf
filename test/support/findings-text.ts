/** The findings of a code's examples as one text to read and to compare: what is said, where, and what to do. */
import type { Code, Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { type Location, positionAt } from "../../src/diagnostics/location.ts";
import { tidy } from "../../src/diagnostics/print/tidy.ts";
import { findingsOf } from "./run.ts";

export function findingsText({ examples: { invalid, boundary = [] } }: Code, find = findingsOf): string {
  const firing = [
    ...invalid.map((example, index) => ({ example, title: example.title ?? `invalid ${index + 1}` })),
    ...boundary.flatMap((example, index) =>
      example.fires ? [{ example, title: example.title ?? `boundary ${index + 1}` }] : [],
    ),
  ];
  return firing.map(({ example, title }) => `${title}\n${said(find(example))}`).join("\n");
}

function said(found: readonly Diagnostic[]): string {
  return found.map(paragraph).join("");
}

function paragraph({ severity, message, at, key, related, help }: Diagnostic): string {
  const lines = [
    `  ${severity} ${place(at)}${key === undefined ? "" : ` [${key}]`} ${message}`,
    ...related.map((one) => `    ${place(one.at)} ${one.message}`),
    ...(help === undefined ? [] : [`    = ${help}`]),
  ];
  return `${lines.map(tidy).join("\n")}\n`;
}

function place({ file, start, end }: Location): string {
  const { line, column } = positionAt(file, start);
  return `${file.path}:${line}:${column}+${end - start}`;
}
