import stringWidth from "string-width";
import { isPlain } from "../plain.ts";

/** Columns that a text takes on a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  // To know Unicode takes longer than to lint a file, so nobody is asked about a text that needs no such knowledge.
  return isPlain(text) ? text.length : stringWidth(text);
}

/** What a terminal shows as one character each, such as a letter with its accent or a family of emoji. */
export function charactersOf(text: string): string[] {
  if (isPlain(text)) return text.split("");
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
