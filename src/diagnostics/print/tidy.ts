/** Text that is safe to print on a terminal. */

/** Tabs become blanks; other control characters, which could move the cursor or hide text, become visible. */
export function tidy(text: string): string {
  return text.replaceAll("\t", "    ").replace(unprintable, visible);
}

/**
 * Controls, line separators, marks that turn the direction of writing, and what is no character at all: halves of
 * surrogate pairs, U+FFFE and U+FFFF.
 */
const unprintable =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
