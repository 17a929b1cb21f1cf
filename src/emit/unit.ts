/** Texts of unit files, as systemd.syntax(7) and systemd.service(5) read them. */
import { say } from "../diagnostics/message.ts";
import { refuseControls, UnwritableValue } from "./unwritable-value.ts";

/** One word of a command. systemd expands % and $, splits at blanks, and knows C escapes in quotes. */
export function unitWord(text: string): string {
  if (/^[\w@+:,./-]+$/.test(text)) return text;
  refuseControls(text, format);
  return `"${text.replace(/["\\]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$")}"`;
}

/** The rest of a line, such as a description. A backslash at its end would take the next line along. */
export function unitText(text: string): string {
  refuseControls(text, format);
  if (text.endsWith("\\") || text !== text.trim())
    throw new UnwritableValue(
      say`ends with a backslash or begins or ends with a blank, which ${format} cannot carry`,
    );
  return text.replaceAll("%", "%%");
}

const format = say`a line of a unit`;
