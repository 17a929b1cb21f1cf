import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { type Name, say, writtenName } from "../../diagnostics/message.ts";
import { inputLimit } from "../codes.ts";
import { limits } from "../limits.ts";
import {
  closeBrace,
  colon,
  comma,
  dot,
  equals,
  hash,
  isBareKey,
  isBareValue,
  isQuote,
  openBrace,
  openBracket,
} from "./characters.ts";
import type { Scanner } from "./scanner.ts";
import { atTripleQuote, readSingleLine } from "./strings.ts";

export interface KeyPart {
  readonly name: Name;
  readonly at: Location;
}

export interface Key {
  readonly parts: KeyPart[];
  /** Something is wrong with it, and reported: nothing can be defined under this key. */
  readonly broken: boolean;
}

export const maxDepth = limits.tomlLevels;

/** Reads `a."b c".d`, which must not be empty, and the blanks behind it. */
export function readKey(scanner: Scanner): Key {
  const parts: KeyPart[] = [];
  let broken = false;
  let lastDot = -1;
  for (let count = 1; ; count += 1) {
    scanner.skipBlanks();
    const start = scanner.pos;
    const name = readPart(scanner, lastDot, broken);
    if (name === undefined) broken = true;
    // A part of a key, with its quotes taken off.
    else if (count <= maxDepth) parts.push({ name: writtenName(name), at: scanner.at(start, scanner.pos) });
    else if (count === maxDepth + 1) {
      const message = say`a key has more than ${maxDepth} parts`;
      scanner.report(inputLimit, { at: scanner.at(start, scanner.pos), message });
      broken = true;
    }
    scanner.skipBlanks();
    if (scanner.code() !== dot) return { parts, broken };
    lastDot = scanner.pos;
    scanner.pos += 1;
  }
}

/**
 * Moves behind the `=` that follows a key. What is found instead is reported; `value` says whether a value
 * can be read all the same.
 */
export function readEquals(scanner: Scanner, key: Key): { value: boolean; broken: boolean } {
  const code = scanner.code();
  if (code === equals) {
    scanner.pos += 1;
    return { value: true, broken: key.broken };
  }
  if (key.broken) return { value: skipToEquals(scanner), broken: true };
  const end = scanner.pos;
  if (code === colon) {
    scanner.error(
      scanner.at(end, end + 1),
      say`TOML has = between key and value, not :`,
      advice`write = instead of :`,
    );
    scanner.pos += 1;
    return { value: true, broken: false };
  }
  const from = key.parts[0]?.at.start ?? end;
  const to = scanner.trimmed(from, end);
  if (scanner.atRestOfLine() || code === comma || code === closeBrace) {
    scanner.error(scanner.at(from, to), say`the key has no value`, advice`write = and a value after the key`);
    return { value: false, broken: false };
  }
  const opens = isQuote(code) || code === openBracket || code === openBrace;
  if (!opens && skipToEquals(scanner)) {
    const keyEnd = scanner.trimmed(from, scanner.pos - 1);
    // The value is read under the whole name, by which a printer can tell that it is a secret.
    scanner.path.pop();
    // All that stands before the equals sign.
    scanner.path.push(writtenName(scanner.text.slice(key.parts.at(-1)?.at.start ?? from, keyEnd)));
    scanner.error(
      scanner.at(from, keyEnd),
      say`this key needs quotes`,
      advice`a key without quotes has only the letters A-Z and a-z, digits, _ and -`,
    );
    return { value: true, broken: true };
  }
  scanner.error(
    scanner.at(from, to),
    say`= is missing after the key`,
    advice`write = between the key and its value`,
  );
  return { value: opens || isBareValue(code), broken: false };
}

/** The name of one part; undefined if it is damaged, which is reported unless the key is `broken` already. */
function readPart(scanner: Scanner, lastDot: number, broken: boolean): string | undefined {
  const { text, pos: start } = scanner;
  const code = scanner.code();
  if (isBareKey(code)) {
    while (isBareKey(scanner.code())) scanner.pos += 1;
    return text.slice(start, scanner.pos);
  }
  if (isQuote(code) && !atTripleQuote(scanner)) return readSingleLine(scanner);
  if (broken) return undefined;
  if (isQuote(code)) {
    scanner.error(
      scanner.at(start, start + 3),
      say`a key has one quote on each side`,
      advice`take two of three quotes away`,
    );
    scanner.pos += 3;
  } else {
    const at = code === dot || lastDot < 0 ? start : lastDot;
    scanner.error(
      scanner.at(at, at + 1),
      say`a part of the dotted key is missing`,
      advice`take the dot away, or write the missing name`,
    );
  }
  return undefined;
}

/** Moves behind the next `=` of this line and, within an inline table, of this item. */
function skipToEquals(scanner: Scanner): boolean {
  const { text } = scanner;
  for (let pos = scanner.pos; pos < text.length; pos += 1) {
    const code = text.charCodeAt(pos);
    if (code === equals) {
      scanner.pos = pos + 1;
      return true;
    }
    if (code === hash || code === 0x0a) return false;
    if (scanner.inlineTables > 0 && (code === comma || code === closeBrace)) return false;
  }
  return false;
}
