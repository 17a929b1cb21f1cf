import type { Code } from "../../diagnostics/diagnostic.ts";
import { markdownText } from "./markdown-text.ts";

/** What a finding is about, for who chooses its name. */
export function codeHelp({ name, summary, why, fix }: Code): string {
  return [`**\`${name}\`**`, markdownText(summary), markdownText(why), `_${markdownText(fix)}_`].join("\n\n");
}
