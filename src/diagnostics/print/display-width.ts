import stringWidth from "string-width";

/** Columns that a text takes on a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** What a terminal shows as one character each, such as a letter with its accent or a family of emoji. */
export function charactersOf(text: string): string[] {
  // The common case needs no knowledge of Unicode.
  if (/^[ -~]*$/.test(text)) return text.split("");
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
