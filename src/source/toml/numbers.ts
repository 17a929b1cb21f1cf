import { dot, isDigit, isHexDigit, minus, plus, underscore, zero } from "./characters.ts";

export interface NumberValue {
  readonly type: "integer" | "float";
  readonly value: number | bigint;
}

/** What the characters between two offsets are as a number; undefined if they are none. */
export function readNumber(text: string, start: number, end: number): NumberValue | "too large" | undefined {
  const sign = text.charCodeAt(start);
  const first = sign === plus || sign === minus ? start + 1 : start;
  const lead = text.charCodeAt(first);
  if (lead === zero && first === start && end > start + 2) {
    const based = readBased(text, start, end);
    if (based !== undefined) return based;
  }
  if (!isDigit(lead)) return readSpecial(text.slice(start, end));
  let pos = afterDigits(text, first);
  if (pos < 0 || (lead === zero && pos > first + 1)) return undefined;
  if (pos === end) return integer(withoutUnderscores(text, start, end), 10, end - first);
  if (text.charCodeAt(pos) === dot) {
    pos = afterDigits(text, pos + 1);
    if (pos < 0) return undefined;
  }
  // Setting the sixth bit makes E an e; there is no other letter to confuse it with in what may stand here.
  if (pos < end && (text.charCodeAt(pos) | 0x20) === 0x65) {
    pos += 1;
    const exponentSign = text.charCodeAt(pos);
    pos = afterDigits(text, exponentSign === plus || exponentSign === minus ? pos + 1 : pos);
  }
  if (pos !== end) return undefined;
  return { type: "float", value: Number(withoutUnderscores(text, start, end)) };
}

const bases: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

function readBased(text: string, start: number, end: number): NumberValue | "too large" | undefined {
  const base = bases[text.charAt(start + 1)];
  if (base === undefined) return undefined;
  let previous = underscore;
  // Zeros in front are allowed here, in any number.
  let significant = 0;
  for (let pos = start + 2; pos < end; pos += 1) {
    const code = text.charCodeAt(pos);
    if (code === underscore) {
      if (previous === underscore) return undefined;
    } else {
      if (base === 16 ? !isHexDigit(code) : code < zero || code >= zero + base) return undefined;
      if (significant > 0 || code !== zero) significant += 1;
    }
    previous = code;
  }
  if (previous === underscore) return undefined;
  if (significant === 0) return { type: "integer", value: 0 };
  const digits = withoutUnderscores(text, start + 2, end);
  return integer(`0${text.charAt(start + 1)}${digits.slice(digits.length - significant)}`, base, significant);
}

/** `length` bounds the digits before BigInt sees them: it takes more than linear time. */
function integer(literal: string, base: number, length: number): NumberValue | "too large" {
  if (length <= 12 || (base === 10 && length <= 15)) {
    const value = Number(literal);
    // TOML says that -0 is 0.
    return { type: "integer", value: value === 0 ? 0 : value };
  }
  if (length > 64) return "too large";
  const value = literal.startsWith("+") ? BigInt(literal.slice(1)) : BigInt(literal);
  if (BigInt.asIntN(64, value) !== value) return "too large";
  const short = Number(value);
  return { type: "integer", value: Number.isSafeInteger(short) ? short : value };
}

function readSpecial(word: string): NumberValue | undefined {
  switch (word) {
    case "inf":
    case "+inf":
      return { type: "float", value: Number.POSITIVE_INFINITY };
    case "-inf":
      return { type: "float", value: Number.NEGATIVE_INFINITY };
    case "nan":
    case "+nan":
    case "-nan":
      return { type: "float", value: Number.NaN };
    default:
      return undefined;
  }
}

/** The offset behind digits with single underscores between them; -1 if there are none or one is misplaced. */
function afterDigits(text: string, start: number): number {
  let pos = start;
  for (;;) {
    if (!isDigit(text.charCodeAt(pos))) return -1;
    while (isDigit(text.charCodeAt(pos))) pos += 1;
    if (text.charCodeAt(pos) !== underscore) return pos;
    pos += 1;
  }
}

function withoutUnderscores(text: string, start: number, end: number): string {
  const slice = text.slice(start, end);
  return slice.includes("_") ? slice.replaceAll("_", "") : slice;
}
