/**
 * Whether a text fits a pattern in which one character stands for any text and another for any character. Where it does
 * not go on, only the last wildcard takes one more: any other way to share the text out would come to the same, so there
 * are at most as many steps as the text and the pattern are long, multiplied.
 */
export function fitsWildcards(text: string, pattern: string, any: string, one: string): boolean {
  let [at, place] = [0, 0];
  let retry: { at: number; place: number } | undefined;
  while (at < text.length) {
    if (pattern[place] === any) {
      place += 1;
      retry = { at, place };
    } else if (place < pattern.length && (pattern[place] === one || pattern[place] === text[at])) {
      at += 1;
      place += 1;
    } else if (retry === undefined) return false;
    else {
      retry.at += 1;
      ({ at, place } = retry);
    }
  }
  while (pattern[place] === any) place += 1;
  return place === pattern.length;
}
