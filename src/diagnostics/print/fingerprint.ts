import { createHash } from "node:crypto";
import { concealLine } from "../conceal.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt, startsOfLines } from "../location.ts";
import { reportPath } from "./report-path.ts";

/**
 * A name for each finding, by which the next run knows it again: it depends on the file, the rule, the key and what
 * stands in the line, not on where the line is. Findings alike in all of that are counted. Secrets in the line are
 * masked first, since a hash would let them be guessed; so a changed secret keeps the name, too.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[], directory: string): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, key, at }) => {
    const what = [reportPath(at.file.path, directory), code.name, key ?? "", lineOf(at).replace(/\s+/g, "")];
    const text = JSON.stringify(what);
    const occurrence = (seen.get(text) ?? 0) + 1;
    seen.set(text, occurrence);
    return createHash("sha256").update(`${text}${occurrence}`).digest("hex").slice(0, 32);
  });
}

function lineOf(at: Location): string {
  const start = startsOfLines(at.file)[positionAt(at.file, at.start).line - 1] ?? 0;
  const end = at.file.text.indexOf("\n", start);
  return concealLine(at.file, start, at.file.text.slice(start, end === -1 ? undefined : end)).text;
}
