import { refuseLoneSurrogate, UnwritableValue } from "./unwritable-value.ts";

/** One word of a shell command. */
export function quoteForShell(text: string): string {
  refuseLoneSurrogate(text);
  if (text.includes("\0")) throw new UnwritableValue("holds a NUL, which no word of a command can hold");
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
