/** Commands of a shell: every word that is not cfgc's own goes into one through here. */
import { say } from "../diagnostics/message.ts";
import { refuseControls, refuseNul } from "./unwritable-value.ts";

/** A piece of a command in which every word is quoted. */
export class Shell {
  constructor(readonly text: string) {}
}

/** A piece of a command: what stands in it literally is cfgc's own, what is put in becomes one word or part of one. */
export function shell(
  literals: TemplateStringsArray,
  ...values: readonly (string | number | Shell)[]
): Shell {
  const texts = values.map((value) => (value instanceof Shell ? value.text : wordOfLine(String(value))));
  return new Shell(literals.map((literal, index) => literal + (texts[index] ?? "")).join(""));
}

export function shellWords(words: readonly string[]): Shell {
  return new Shell(words.map(wordOfLine).join(" "));
}

/** What means itself without quotes. */
const bareWord = /^[\w@%+=:,./-]+$/;

/** A word of a command that has one line, as all have that are written into files. */
export function wordOfLine(text: string): string {
  if (bareWord.test(text)) return text;
  refuseControls(text, say`a line of a script`);
  return quoteForShell(text);
}

/** One word of a shell command. */
export function quoteForShell(text: string): string {
  if (bareWord.test(text)) return text;
  refuseNul(text, say`no word of a command`);
  return `'${text.replaceAll("'", "'\\''")}'`;
}
