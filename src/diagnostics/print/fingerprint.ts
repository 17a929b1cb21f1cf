import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostic.ts";
import { positionAt } from "../location.ts";
import { reportPath } from "./report-path.ts";
import { type SourceLine, sourceLine } from "./source-line.ts";

/**
 * A name for each finding, by which the next run knows it again: it depends on the file, the rule, the key and what
 * stands in the line, not on where the line is. Findings alike in all of that are counted. Secrets in the line are
 * masked first, since a hash would let them be guessed; so a changed secret keeps the name, too.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[], directory: string): string[] {
  const lines = new Map<SourceLine, string>();
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, key, at }) => {
    const line = sourceLine(at.file, positionAt(at.file, at.start).line);
    const content = lines.get(line) ?? sha256(line.shown.replace(/\s+/g, ""));
    lines.set(line, content);
    const what = JSON.stringify([reportPath(at.file.path, directory), code.name, key ?? "", content]);
    const occurrence = (seen.get(what) ?? 0) + 1;
    seen.set(what, occurrence);
    return sha256(`${what}${occurrence}`).slice(0, 32);
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
