import { advice, advising } from "../../diagnostics/help.ts";
import { say } from "../../diagnostics/message.ts";
import {
  backslash,
  carriageReturn,
  doubleQuote,
  isBlank,
  isControl,
  isHexDigit,
  lineFeed,
} from "./characters.ts";
import { nextStatement } from "./recovery.ts";
import type { Scanner } from "./scanner.ts";

/**
 * Reads the quoted text at the scanner. Undefined if something is wrong with it, which is then reported, once;
 * the scanner stands behind the closing quote, or where the line ends if there is none.
 */
export function readString(scanner: Scanner): string | undefined {
  return atTripleQuote(scanner) ? readMultiLine(scanner) : readSingleLine(scanner);
}

export function atTripleQuote(scanner: Scanner): boolean {
  const { text, pos } = scanner;
  const quote = scanner.code();
  return text.charCodeAt(pos + 1) === quote && text.charCodeAt(pos + 2) === quote;
}

export function readSingleLine(scanner: Scanner): string | undefined {
  const { text, pos: start } = scanner;
  const quote = scanner.code();
  let read = "";
  let from = start + 1;
  let good = true;
  for (scanner.pos = from; ; scanner.pos += 1) {
    const code = scanner.code();
    if (code === quote) break;
    if (code > backslash && code !== 0x7f) continue;
    if (code === backslash && quote === doubleQuote) {
      read += text.slice(from, scanner.pos);
      const escaped = readEscape(scanner, good);
      if (escaped === undefined) good = false;
      else read += escaped;
      from = scanner.pos;
      scanner.pos -= 1;
    } else if (scanner.atEnd() || scanner.atLineEnd()) {
      reportOpen(scanner, start);
      return undefined;
    } else if (good && isControl(code)) {
      scanner.controlCharacter(scanner.pos, say`a text`);
      good = false;
    }
  }
  scanner.pos += 1;
  return good ? read + text.slice(from, scanner.pos - 1) : undefined;
}

function readMultiLine(scanner: Scanner): string | undefined {
  const { text, pos: start } = scanner;
  const quote = scanner.code();
  let read = "";
  let good = true;
  scanner.pos += 3;
  if (scanner.atLineEnd()) scanner.skipLineEnd();
  let from = scanner.pos;
  for (; ; scanner.pos += 1) {
    const code = scanner.code();
    if (code === quote && atTripleQuote(scanner)) break;
    if (code > backslash && code !== 0x7f) continue;
    if (code === backslash && quote === doubleQuote) {
      read += text.slice(from, scanner.pos);
      if (!skipEscapedLineEnd(scanner)) {
        const escaped = readEscape(scanner, good);
        if (escaped === undefined) good = false;
        else read += escaped;
      }
      from = scanner.pos;
      scanner.pos -= 1;
    } else if (scanner.atEnd()) {
      const quotes = text.charAt(start) === '"' ? '"""' : "'''";
      scanner.error(
        scanner.at(start, start + 3),
        say`this text is never closed`,
        advice`end the text with ${quotes}`,
      );
      scanner.damage += 1;
      scanner.pos = nextStatement(text, start);
      return undefined;
    } else if (good && isControl(code) && !scanner.atLineEnd()) {
      scanner.controlCharacter(scanner.pos, say`a text`);
      good = false;
    }
  }
  // The last three quotes close the text; up to two before them belong to it.
  for (let more = 0; more < 2 && text.charCodeAt(scanner.pos + 3) === quote; more += 1) scanner.pos += 1;
  read += text.slice(from, scanner.pos);
  scanner.pos += 3;
  return good ? read : undefined;
}

const shortEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};

/** The character meant by the escape at the scanner, which moves behind it; undefined if there is none. */
function readEscape(scanner: Scanner, tell: boolean): string | undefined {
  const { text, pos: start } = scanner;
  const letter = text.charAt(start + 1);
  const short = shortEscapes[letter];
  if (short !== undefined) {
    scanner.pos += 2;
    return short;
  }
  if (letter === "e" && scanner.dialect.takesEscapeE) {
    scanner.pos += 2;
    return "\x1b";
  }
  if (letter === "u" || letter === "U") {
    const digits = letter === "u" ? 4 : 8;
    let end = start + 2;
    while (end < start + 2 + digits && isHexDigit(text.charCodeAt(end))) end += 1;
    scanner.pos = end;
    const code = Number.parseInt(text.slice(start + 2, end), 16);
    if (end === start + 2 + digits && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))
      return String.fromCodePoint(code);
    if (tell)
      scanner.error(
        scanner.at(start, end),
        end < start + 2 + digits
          ? say`\\${letter} needs ${digits} hexadecimal digits`
          : say`this escape is no Unicode character`,
        advising(backslashHelp),
      );
    return undefined;
  }
  // The character after the backslash is skipped with it, unless the line ends there.
  const next = text.charCodeAt(start + 1);
  const hasNext = start + 1 < text.length && next !== lineFeed && next !== carriageReturn;
  scanner.pos += hasNext ? 2 : 1;
  if (!tell) return undefined;
  scanner.error(
    scanner.at(start, scanner.pos),
    say`this backslash begins no escape of TOML 1.0`,
    advising(backslashHelp),
  );
  return undefined;
}

const backslashHelp = say`write \\\\ for a backslash, or put the text in single quotes, which have no escapes`;

/** Skips a backslash that ends its line, together with all white space up to the next text. */
function skipEscapedLineEnd(scanner: Scanner): boolean {
  const start = scanner.pos;
  scanner.pos += 1;
  scanner.skipBlanks();
  if (!scanner.atLineEnd()) {
    scanner.pos = start;
    return false;
  }
  for (;;) {
    if (scanner.atLineEnd()) scanner.skipLineEnd();
    else if (isBlank(scanner.code())) scanner.pos += 1;
    else return true;
  }
}

function reportOpen(scanner: Scanner, start: number): void {
  const { text, pos: end } = scanner;
  const quote = text.charAt(start) === '"' ? '"' : "'";
  scanner.damage += 1;
  // `"C:\data\"`: there is a quote, but it is escaped.
  const last = scanner.trimmed(start, end) - 1;
  const escaped = text.charAt(last) === '"' && text.charCodeAt(last - 1) === backslash;
  scanner.error(
    scanner.at(start, end),
    say`the closing quote is missing`,
    escaped && quote === '"'
      ? advice`the last quote counts as text because of the backslash before it: ${backslashHelp}`
      : advice`end the text with ${quote} on the same line; a text of several lines stands between ${quote}${quote}${quote}`,
  );
}
