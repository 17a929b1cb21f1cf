/** Whether a text is of visible ASCII and blanks: nearly all are, and every format and terminal carries that as it is. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
