/** Text that is safe to print on a terminal, and how many columns it takes there. */

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

/** Columns on a terminal: East Asian wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character < "\u007f") {
      width += 1;
      continue;
    }
    if (takesNoColumn.test(character)) continue;
    width += isWide(character.codePointAt(0) ?? 0) || isEmoji.test(character) ? 2 : 1;
  }
  return width;
}

/** Marks that combine, joiners and variation selectors. */
const takesNoColumn = /^(?:\p{Mn}|\p{Me}|\p{Cf})$/u;

/** Emoji that are drawn as pictures without being told to. */
const isEmoji = /^\p{Emoji_Presentation}$/u;

/** Unicode's East Asian Width W and F, in the blocks that occur in text. */
function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0x303e) ||
      (code >= 0x3041 && code <= 0xa4cf) ||
      (code >= 0xa960 && code <= 0xa97c) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
