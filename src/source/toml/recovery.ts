/** Where to read on after a mistake. */
import { advice, type Help } from "../../diagnostics/help.ts";
import { type Message, say } from "../../diagnostics/message.ts";
import type { UnreadNode } from "../tree.ts";
import {
  carriageReturn,
  closeBrace,
  closeBracket,
  comma,
  dot,
  equals,
  hash,
  isBareKey,
  isBlank,
  isDigit,
  isQuote,
  lineFeed,
  minus,
  openBrace,
  openBracket,
} from "./characters.ts";
import type { Scanner } from "./scanner.ts";

/**
 * Whether a line looks like `key = ...` or `[header]`. It is asked at the start of a line within a bracket or
 * text that seems to be left open, so it must not hold for anything that can stand there: `[true]` is an array
 * of booleans, and a line of base64 may end with `=`.
 */
export function startsStatement(text: string, lineStart: number): boolean {
  let pos = afterBlanks(text, lineStart);
  if (text.charCodeAt(pos) === openBracket) return startsHeader(text, pos);
  pos = afterKey(text, pos);
  if (pos < 0) return false;
  const spaced = isBlank(text.charCodeAt(pos));
  pos = afterBlanks(text, pos);
  if (text.charCodeAt(pos) !== equals || text.charCodeAt(pos + 1) === equals) return false;
  return spaced || !endsLine(text.charCodeAt(afterBlanks(text, pos + 1)));
}

/** The start of the next line from `pos` on that looks like a statement, or the end of the text. */
export function nextStatement(text: string, pos: number): number {
  for (let end = text.indexOf("\n", pos); end >= 0; end = text.indexOf("\n", end + 1)) {
    if (startsStatement(text, end + 1)) return end + 1;
  }
  return text.length;
}

/**
 * The end of a text that follows no grammar: up to a comment or the line end and, within brackets, up to the
 * comma or bracket that ends the item. Brackets and quotes in it are skipped in pairs.
 */
export function endOfWildText(scanner: Scanner): number {
  const { text, pos: start } = scanner;
  const nested = scanner.arrays + scanner.inlineTables > 0;
  let open = 0;
  let quotes = true;
  let pos = start;
  for (; pos < text.length; pos += 1) {
    const code = text.charCodeAt(pos);
    if (code === lineFeed) break;
    if (code === hash && (pos === start || isBlank(text.charCodeAt(pos - 1)))) break;
    if (!nested) continue;
    if (code === openBracket || code === openBrace) open += 1;
    else if (code === closeBracket || code === closeBrace) {
      if (open === 0) break;
      open -= 1;
    } else if (code === comma && open === 0) break;
    else if (quotes && isQuote(code)) {
      const close = closingQuote(text, pos);
      // An apostrophe, probably. Looking once for what is not there is enough.
      if (close < 0) quotes = false;
      else pos = close;
    }
  }
  return scanner.trimmed(start, pos);
}

/**
 * Moves behind the bracket that closes the one at `pos`, however deep it goes, or to the next statement and
 * returns false. Counts instead of recursing: this is for what is too deep to be read.
 */
export function skipBrackets(scanner: Scanner): boolean {
  const { text } = scanner;
  let open = 0;
  while (scanner.pos < text.length) {
    const code = scanner.code();
    if (code === openBracket || code === openBrace) open += 1;
    else if (code === closeBracket || code === closeBrace) open -= 1;
    else if (isQuote(code)) {
      const close = closingQuote(text, scanner.pos);
      scanner.pos = close < 0 ? scanner.endOfLine() - 1 : close;
    } else if (code === hash) scanner.pos = scanner.endOfLine() - 1;
    scanner.pos += 1;
    if (open === 0) return true;
    if (code === lineFeed && startsStatement(text, scanner.pos)) return false;
  }
  return false;
}

/** Reports what stands where it has no business, and skips it. */
export function skipGarbage(scanner: Scanner, message: Message, help?: Help): void {
  const start = scanner.pos;
  const end = Math.max(endOfWildText(scanner), start + 1);
  scanner.error(scanner.at(start, end), message, help);
  scanner.pos = end;
}

/** Leaves a bracket that is never closed. What is in it is not to be trusted: who knows where it was to end? */
export function leaveOpen(scanner: Scanner, open: number, what: Message, tell: boolean): UnreadNode {
  if (tell) {
    const close = scanner.text.charCodeAt(open) === openBracket ? "]" : "}";
    scanner.error(
      scanner.at(open, open + 1),
      say`the ${what} opened here is not closed`,
      advice`write ${close} where it ends`,
    );
  }
  scanner.damage += 1;
  scanner.leftOpen = true;
  return { kind: "unread", at: scanner.at(open, scanner.trimmed(open + 1, scanner.pos)) };
}

/** Skips a line of closing brackets whose open ones have been given up before. */
export function skipLeftOver(scanner: Scanner): boolean {
  if (!scanner.leftOpen) return false;
  const end = scanner.endOfLine();
  for (let pos = scanner.pos; pos < end; pos += 1) {
    const code = scanner.text.charCodeAt(pos);
    if (code !== closeBracket && code !== closeBrace && code !== comma && !isBlank(code)) return false;
  }
  scanner.leftOpen = false;
  scanner.pos = end;
  return true;
}

function startsHeader(text: string, start: number): boolean {
  let pos = start + 1;
  if (text.charCodeAt(pos) === openBracket) pos += 1;
  pos = afterBlanks(text, pos);
  const first = text.charCodeAt(pos);
  if (!isBareKey(first) || isDigit(first) || first === minus) return false;
  const end = afterKey(text, pos);
  if (end < 0 || (end - pos <= 5 && /^(true|false|inf|nan)$/.test(text.slice(pos, end)))) return false;
  pos = afterBlanks(text, end);
  if (text.charCodeAt(pos) !== closeBracket) return false;
  if (text.charCodeAt(pos + 1) === closeBracket) pos += 1;
  return endsLine(text.charCodeAt(afterBlanks(text, pos + 1)));
}

/** The offset behind a dotted key, or -1. */
function afterKey(text: string, start: number): number {
  for (let pos = start; ; pos = afterBlanks(text, pos + 1)) {
    const first = pos;
    if (isQuote(text.charCodeAt(pos))) {
      const close = closingQuote(text, pos);
      if (close < 0) return -1;
      pos = close + 1;
    } else while (isBareKey(text.charCodeAt(pos))) pos += 1;
    if (pos === first) return -1;
    const next = afterBlanks(text, pos);
    if (text.charCodeAt(next) !== dot) return pos;
    pos = next;
  }
}

/** Where the quote at `start` is repeated in its line, or -1. Escapes do not matter to a guess. */
function closingQuote(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let pos = start + 1; pos < text.length; pos += 1) {
    const code = text.charCodeAt(pos);
    if (code === quote) return pos;
    if (code === lineFeed) return -1;
  }
  return -1;
}

function afterBlanks(text: string, start: number): number {
  let pos = start;
  while (isBlank(text.charCodeAt(pos))) pos += 1;
  return pos;
}

function endsLine(code: number): boolean {
  return Number.isNaN(code) || code === lineFeed || code === carriageReturn || code === hash;
}
