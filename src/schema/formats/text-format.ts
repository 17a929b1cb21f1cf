/** The syntax of a text, as the program's own parser takes it. */
export interface TextFormat {
  /** Reads on after "must be": `a duration such as "10s"`. */
  readonly description: string;
  readonly test: (text: string) => boolean;
  /** The wider syntax that the program's type takes, where only later a part of it is turned down. */
  readonly within?: (text: string) => boolean;
  /** What the author probably meant, if that is plain. */
  readonly suggest?: (text: string) => string | undefined;
  /** A number that was written without quotes means the same in quotes. */
  readonly takesNumber?: true;
  /** The unit to show where a number needs one. */
  readonly unit?: string;
  /** What is to be said of a variable that holds the text; with a file beside it a rule says more. */
  readonly ofVariable?: (text: string) => string | undefined;
  /** What the program makes of a text that it accepts and that means something else than it looks. */
  readonly surprise?: (text: string) => string | undefined;
}

/** A number as Rust's `str::parse::<f64>` takes it; undefined where Rust refuses. */
export function rustFloat(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special === null) return undefined;
  if (special[2]?.toLowerCase() === "nan") return Number.NaN;
  return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
