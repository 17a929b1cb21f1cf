import { advice } from "../../diagnostics/help.ts";
import { say } from "../../diagnostics/message.ts";
import type { ScalarNode, UnreadNode } from "../tree.ts";
import {
  carriageReturn,
  closeBrace,
  closeBracket,
  comma,
  hash,
  isBareValue,
  isBlank,
  isDigit,
  lineFeed,
} from "./characters.ts";
import { continuesDate, isDateTime } from "./datetimes.ts";
import { isScannedByGo } from "./dialect.ts";
import { explainMistake } from "./mistaken-values.ts";
import { type NumberValue, readNumber } from "./numbers.ts";
import { endOfWildText } from "./recovery.ts";
import type { Scanner } from "./scanner.ts";
import { readString } from "./strings.ts";

export function readQuoted(scanner: Scanner): ScalarNode | UnreadNode {
  const start = scanner.pos;
  const value = readString(scanner);
  if (value !== undefined)
    return { kind: "scalar", at: scanner.at(start, scanner.pos), type: "string", value };
  return { kind: "unread", at: scanner.at(start, scanner.trimmed(start, scanner.pos)) };
}

/** Reads a value without quotes: a number, a boolean, a date, or by mistake a text. */
export function readBare(scanner: Scanner): ScalarNode | UnreadNode {
  const { text, pos: start } = scanner;
  let end = afterBare(text, start);
  if (continuesDate(text, start, end)) end = afterBare(text, end + 1);
  if (end > start && delimits(text.charCodeAt(end))) {
    const node = bareScalar(scanner, start, end);
    if (node !== undefined) {
      scanner.pos = end;
      return node;
    }
  }
  if (end > start && scanner.isSkipped() && isScannedByGo(text.slice(start, end))) {
    scanner.pos = end;
    const at = scanner.at(start, end);
    scanner.warning(
      at,
      say`this is no value of TOML 1.0, and the program does not look at it`,
      advice`delete the line`,
    );
    return { kind: "unread", at };
  }
  end = Math.max(endOfWildText(scanner), start + 1);
  const mistake = explainMistake(text.slice(start, Math.min(end, start + 80)));
  const at = scanner.at(start, end);
  scanner.error(at, mistake.message, mistake.help);
  scanner.pos = end;
  return { kind: "unread", at };
}

function bareScalar(scanner: Scanner, start: number, end: number): ScalarNode | UnreadNode | undefined {
  const { text } = scanner;
  const length = end - start;
  if (length === 4 && text.startsWith("true", start))
    return { kind: "scalar", at: scanner.at(start, end), type: "boolean", value: true };
  if (length === 5 && text.startsWith("false", start))
    return { kind: "scalar", at: scanner.at(start, end), type: "boolean", value: false };
  const number = readNumber(text, start, end);
  if (number === "too large" && !scanner.isSkipped()) {
    const at = scanner.at(start, end);
    scanner.error(
      at,
      say`this integer does not fit into 64 bits`,
      advice`write a smaller number, or a float such as 1e20`,
    );
    return { kind: "unread", at };
  }
  if (
    number !== undefined &&
    number !== "too large" &&
    overflows(number, text.charCodeAt(end - 1), scanner)
  ) {
    const at = scanner.at(start, end);
    scanner.error(at, say`this float does not fit into 64 bits`, advice`write a smaller number, or inf`);
    return { kind: "unread", at };
  }
  if (number !== undefined && number !== "too large")
    return { kind: "scalar", at: scanner.at(start, end), type: number.type, value: number.value };
  if (length >= 8 && isDateTime(text, start, end))
    return { kind: "scalar", at: scanner.at(start, end), type: "datetime", value: text.slice(start, end) };
  return undefined;
}

/** `inf` ends with a letter, and is meant. */
function overflows({ value }: NumberValue, last: number, { dialect }: Scanner): boolean {
  if (value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY) return false;
  if (!isDigit(last) || dialect.refusesOverflow === undefined) return false;
  return value > 0 || dialect.refusesOverflow === "both signs";
}

function afterBare(text: string, start: number): number {
  let pos = start;
  while (isBareValue(text.charCodeAt(pos))) pos += 1;
  return pos;
}

/** Whether a value can end before this character; whether the character may stand here is found out later. */
function delimits(code: number): boolean {
  return (
    Number.isNaN(code) ||
    isBlank(code) ||
    code === lineFeed ||
    code === carriageReturn ||
    code === comma ||
    code === closeBracket ||
    code === closeBrace ||
    code === hash
  );
}
