/** Writes environment files in the form that both a shell's `.` and systemd's EnvironmentFile read alike. */
import type { Document, DocumentEntry, WrittenFile } from "./output-file.ts";

export function writeEnvFile(document: Document): WrittenFile {
  const lines = document.comment.map((line) => `# ${line}`.trimEnd());
  const origins = new Map<number, DocumentEntry>();
  for (const entry of document.entries) {
    lines.push(`${entry.path.join("_")}=${quoteForEnvFile(String(entry.value))}`);
    origins.set(lines.length, entry);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins };
}

/**
 * Bare where nothing is special. Otherwise double quotes with a backslash before `"`, `\`, `$` and a backquote, which
 * both readers undo. Newlines cannot be carried and do not get here: names and addresses are checked before.
 */
export function quoteForEnvFile(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `"${text.replace(/["\\$`]/g, "\\$&")}"`;
}

/** One word of a shell command. */
export function quoteForShell(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
