/** Char codes by name. Past the end `charCodeAt` gives NaN, which equals none of them. */
export const tab = 0x09;
export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;
export const doubleQuote = 0x22;
export const hash = 0x23;
export const singleQuote = 0x27;
export const plus = 0x2b;
export const comma = 0x2c;
export const minus = 0x2d;
export const dot = 0x2e;
export const zero = 0x30;
export const colon = 0x3a;
export const equals = 0x3d;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const underscore = 0x5f;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** `[A-Za-z0-9_-]` as a table, because every character of every key is looked up. */
const bareKey = new Uint8Array(128);
for (const one of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") {
  bareKey[one.charCodeAt(0)] = 1;
}

export function isBareKey(code: number): boolean {
  return bareKey[code] === 1;
}

/** Whether a number, a boolean or a date can have this character. */
export function isBareValue(code: number): boolean {
  return bareKey[code] === 1 || code === dot || code === colon || code === plus;
}

export function isQuote(code: number): boolean {
  return code === doubleQuote || code === singleQuote;
}

export function isBlank(code: number): boolean {
  return code === space || code === tab;
}

export function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** Whether TOML forbids the character everywhere. Line ends have been dealt with before. */
export function isControl(code: number): boolean {
  return (code < space && code !== tab) || code === 0x7f;
}
