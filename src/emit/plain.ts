/** Whether a text has only what can be seen in ASCII, and blanks: nearly all have, and every format carries that. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
