/** Writes environment files in the form that both a shell's `.` and systemd's EnvironmentFile read alike. */
import { say } from "../diagnostics/message.ts";
import { isExportable } from "../schema/variables.ts";
import { commentLine } from "./comment.ts";
import type { Document, DocumentEntry, WrittenFile } from "./output-file.ts";
import { refuseControls, type Unwritable, UnwritableValue, writtenOrNoted } from "./unwritable-value.ts";

export function writeEnvFile(document: Document): WrittenFile {
  const lines = document.comment.map(commentLine);
  const unwritable: Unwritable[] = [];
  const origins = new Map<number, DocumentEntry>();
  for (const entry of document.entries) {
    lines.push(
      writtenOrNoted(
        entry,
        unwritable,
        () => `${variableName(entry.path.join("_"))}=${quoteForEnvFile(String(entry.value))}`,
      ),
    );
    origins.set(lines.length, entry);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins, unwritable };
}

/**
 * Bare where nothing is special. Otherwise double quotes with a backslash before `"`, `\`, `$` and a backquote, which
 * both readers undo. The two do not agree about line breaks.
 */
export function quoteForEnvFile(text: string): string {
  refuseControls(text, say`a line of an environment file`);
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `"${text.replace(/["\\$`]/g, "\\$&")}"`;
}

/** A shell takes a line with any other name for a command. */
function variableName(name: string): string {
  if (!isExportable(name)) throw new UnwritableValue(say`has a name that a shell cannot assign to`);
  return name;
}
