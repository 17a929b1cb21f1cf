/**
 * A text without the characters at its end that a pattern of one character fits. `/x+$/` would try again from every
 * `x` of a run that something else stands behind.
 */
export function withoutEnd<T extends string>(text: T, dropped: RegExp): T {
  let end = text.length;
  while (end > 0 && dropped.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end) as T;
}
