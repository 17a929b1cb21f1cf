/** Where the reader of a program takes more than TOML 1.0, or less. */
export interface Dialect {
  /** A mark in front of the first key stops the program. */
  readonly refusesByteOrderMark: boolean;
  /** `\e` in a text is the escape character, as in TOML 1.1. */
  readonly takesEscapeE: boolean;
  /** Numbers beyond a 64-bit float are refused, instead of being infinite. */
  readonly refusesOverflow?: "both signs" | "positive";
  /** A key such as `a.b = 1` may not add to the table `a` that a longer header such as `[a.c]` implies. */
  readonly closesImplied?: true;
  /** A header such as `[a.c]` may not add to the table `a` that the key `a.b = 1` began. */
  readonly closesDotted?: true;
  /**
   * Whether the program looks at what stands under these names, a table or a value. Of what it does not look at only
   * the extent is found: numbers and dates need not be right, and keys may stand twice. Undefined: it looks at all.
   */
  readonly looksAt?: (names: readonly string[]) => boolean;
}

export const toml1: Dialect = { refusesByteOrderMark: false, takesEscapeE: false };

/**
 * What pelletier/go-toml v2.0.6 takes for a number or a date as long as nobody converts it (unstable/parser.go,
 * parseIntOrFloatOrDateTime): the right characters in any order.
 */
const scannedByGo =
  /^(?:\d{4}-[\dTtZz:.+-]*(?: \d[\dTtZz:.+-]*)?|\d\d:[\dTtZz:.+-]*|0x[\da-fA-F_]*|0o[0-7_]*|0b[01_]*|(?!0[^.eE])[\d+\-_.eE]+(?:inf|nan)?)$/;

export function isScannedByGo(text: string): boolean {
  return scannedByGo.test(text);
}
