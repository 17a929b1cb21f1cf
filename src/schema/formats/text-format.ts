/** The syntax of a text, as the program's own parser takes it. */
import type { Message, Sayable } from "../../diagnostics/message.ts";
export interface TextFormat {
  /** Reads on after "must be": `a duration such as "10s"`. */
  readonly description: Message;
  readonly test: (text: string) => boolean;
  /** The wider syntax that the program's type takes, where only later a part of it is turned down. */
  readonly within?: (text: string) => boolean;
  /** What the author probably meant, if that is plain. */
  readonly suggest?: (text: Sayable) => Message | undefined;
  /** A number that was written without quotes means the same in quotes. */
  readonly takesNumber?: true;
  /** It holds items that commas part. */
  readonly isList?: true;
  /** The unit to show where a number needs one. */
  readonly unit?: Message;
  /** What is to be said of a variable that holds the text; with a file beside it a rule says more. */
  readonly ofVariable?: (text: Sayable) => Message | undefined;
  /** What the program makes of a text that it accepts and that means something else than it looks. */
  readonly surprise?: (text: Sayable) => Message | undefined;
  /** What a text that is read has about it that the release cannot write back at its start: reads on after the key. */
  readonly unwritable?: (text: string, version: string) => Message | undefined;
}

const blank = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The text as Rust's `str::trim` leaves it, which takes other characters for blanks than JavaScript does. */
export function rustTrim<T extends string>(text: T): T {
  let start = 0;
  let end = text.length;
  while (start < end && blank.test(text.charAt(start))) start += 1;
  while (end > start && blank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end) as T;
}

/** A number as Rust's `str::parse::<f64>` takes it; undefined where Rust refuses. */
export function rustFloat(text: string): number | undefined {
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special === null) return undefined;
  if (special[2]?.toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
