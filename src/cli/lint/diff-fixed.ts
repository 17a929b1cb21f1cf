/** What `--fix` would change, as a unified diff that shows no secret. */

import { type SourceFile, startsOfLines } from "../../diagnostics/location.ts";
import { redactLine } from "../../diagnostics/redact.ts";
import type { ChangedFile } from "./write-fixed.ts";

export async function diffFixed(files: readonly ChangedFile[]): Promise<string> {
  const { structuredPatch } = await import("diff");
  return files
    .map(({ before, after }) => {
      const { hunks } = structuredPatch(before.path, before.path, before.text, after.text, "", "", {
        context: 3,
      });
      const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: changed }) => [
        `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
        ...shown(changed, before, oldStart, after, newStart),
      ]);
      return `--- a/${before.path}\n+++ b/${before.path}\n${lines.map((line) => `${line}\n`).join("")}`;
    })
    .join("");
}

function shown(
  lines: readonly string[],
  before: SourceFile,
  oldStart: number,
  after: SourceFile,
  newStart: number,
): string[] {
  let [old, now] = [oldStart, newStart];
  return lines.map((line) => {
    const sign = line.charAt(0);
    if (sign === "\\") return line;
    const text = sign === "-" ? redacted(before, old) : redacted(after, now);
    if (sign !== "+") old += 1;
    if (sign !== "-") now += 1;
    return sign + text;
  });
}

function redacted(file: SourceFile, line: number): string {
  const start = startsOfLines(file)[line - 1] ?? 0;
  const end = startsOfLines(file)[line] ?? file.text.length + 1;
  return redactLine(file, start, file.text.slice(start, end - 1).replace(/\r$/, "")).text;
}
