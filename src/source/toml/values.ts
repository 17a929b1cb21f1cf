import { advice } from "../../diagnostics/help.ts";
import { type Message, say } from "../../diagnostics/message.ts";
import { inputLimit } from "../codes.ts";
import type { ListNode, MapNode, Node, UnreadNode } from "../tree.ts";
import {
  closeBrace,
  closeBracket,
  comma,
  equals,
  isBareKey,
  isBareValue,
  isDigit,
  isQuote,
  openBrace,
  openBracket,
} from "./characters.ts";
import { maxDepth, readEquals, readKey } from "./keys.ts";
import { endOfWildText, leaveOpen, skipBrackets, skipGarbage, startsStatement } from "./recovery.ts";
import { readBare, readQuoted } from "./scalars.ts";
import type { Mark, Scanner } from "./scanner.ts";
import { newTable, type Section, type Tables } from "./tables.ts";

/**
 * Reads `key = value` into a section. `depth` brackets and key parts are around it; the key of a line, at depth
 * 0, has a limit of its own instead.
 */
export function readPair(
  scanner: Scanner,
  tables: Tables,
  section: Section,
  depth: number,
  finish: (value: Node) => Node,
): void {
  const outer = scanner.path.length;
  const start = scanner.pos;
  const key = readKey(scanner);
  const unread: UnreadNode = { kind: "unread", at: scanner.at(start, scanner.trimmed(start, scanner.pos)) };
  for (const part of key.parts) scanner.path.push(part.name);

  const equalsSign = readEquals(scanner, key);
  const inner = depth === 0 ? 0 : depth + key.parts.length - 1;
  if (inner > maxDepth) reportTooDeep(scanner, start);
  const behind = scanner.pos;
  let value: Node = unread;
  if (equalsSign.value) {
    scanner.skipBlanks();
    if (!valueIsMissing(scanner)) value = readValue(scanner, tables, inner);
    else
      scanner.error(
        scanner.at(behind - 1, behind),
        say`the value is missing after =`,
        advice`write a value, or delete the key`,
      );
  } else scanner.pos = endOfWildText(scanner);

  value = finish(value);
  if (!equalsSign.broken && inner <= maxDepth) tables.define(section, key.parts, value);
  scanner.path.length = outer;
}

/** Reads the value at the scanner, which stands on something that is no blank. */
function readValue(scanner: Scanner, tables: Tables, depth: number): Node {
  const code = scanner.code();
  if (isQuote(code)) return readQuoted(scanner);
  if (code !== openBracket && code !== openBrace) return readBare(scanner);
  if (depth >= maxDepth) return skipTooDeep(scanner);
  if (code === openBracket) {
    scanner.arrays += 1;
    const list = readArray(scanner, tables, depth + 1);
    scanner.arrays -= 1;
    return list;
  }
  scanner.inlineTables += 1;
  const table = readInlineTable(scanner, tables, depth + 1);
  scanner.inlineTables -= 1;
  return table;
}

function readArray(scanner: Scanner, tables: Tables, depth: number): ListNode | UnreadNode {
  const { text, pos: open, damage: damageBefore } = scanner;
  const items: Node[] = [];
  let separated = true;
  let excused = false;
  let line = -1;
  const notClosed = () => leaveOpen(scanner, open, say`array`, scanner.damage === damageBefore);
  const closed = (): ListNode => {
    scanner.pos += 1;
    return { kind: "list", at: scanner.at(open, scanner.pos), items };
  };

  scanner.pos += 1;
  for (;;) {
    const lineStart = scanner.skipVoid();
    const code = scanner.code();
    if (scanner.atEnd()) return notClosed();
    if (code === closeBracket) return closed();
    if (lineStart >= 0) {
      line = lineStart;
      // Quotes and digits begin values, too. If it was a key, an = follows and the line is looked at again.
      if ((!separated || !(isQuote(code) || isDigit(code))) && startsStatement(text, line)) {
        scanner.pos = line;
        return notClosed();
      }
    }
    if (code === comma) {
      if (separated) here(scanner, say`a value is missing before the comma`);
      scanner.pos += 1;
      separated = true;
      continue;
    }
    if (!separated) {
      if (code === equals && line >= 0 && startsStatement(text, line)) {
        scanner.pos = line;
        return notClosed();
      }
      if (code === closeBrace) {
        if (scanner.inlineTables > 0) return notClosed();
        here(scanner, say`an array ends with ], not with }`);
        return closed();
      }
      if (!startsValue(code)) {
        skipGarbage(scanner, say`a comma or ] is expected here`);
        // The line has been judged; an = further on in it changes nothing, and the comma is part of what was skipped.
        line = -1;
        excused = true;
        continue;
      }
      if (!excused) here(scanner, say`a comma is missing before this value`);
    }
    const { damage } = scanner;
    items.push(readValue(scanner, tables, depth));
    separated = false;
    // The comma after a text that was left open has become part of the text.
    excused = scanner.damage !== damage;
  }
}

/**
 * TOML 1.0 wants an inline table on one line. When the line ends within one, it is either spread over several
 * lines, as later versions of TOML allow, or not closed. Reading on decides it: unless the brace closes
 * properly, everything from the end of the first line on is read again as what it is without the brace.
 */
function readInlineTable(scanner: Scanner, tables: Tables, depth: number): MapNode | UnreadNode {
  const { pos: open, damage: damageBefore } = scanner;
  const table = newTable(scanner.at(open, open + 1));
  const section = tables.inline(table);
  let firstLineEnd: Mark | undefined;
  let separated = true;
  let lastComma = -1;
  const notClosed = () => {
    if (firstLineEnd !== undefined) scanner.undo(firstLineEnd);
    return leaveOpen(scanner, open, say`inline table`, scanner.damage === damageBefore);
  };
  const closed = () => {
    scanner.pos += 1;
    table.at = scanner.at(open, scanner.pos);
    return table;
  };

  scanner.pos += 1;
  for (;;) {
    const damaged = scanner.damage !== damageBefore;
    if (damaged && scanner.atLineStart()) return notClosed();
    scanner.skipBlanks();
    const newLine = scanner.atRestOfLine();
    if (newLine) {
      if (damaged) return notClosed();
      if (firstLineEnd === undefined) {
        firstLineEnd = scanner.mark();
        scanner.error(
          scanner.at(open, open + 1),
          say`an inline table has to stand on one line`,
          advice`write it on one line without a comma before }, or as a table with a [header]`,
        );
      }
      scanner.skipVoid();
      if (scanner.atEnd()) return notClosed();
    }
    const code = scanner.code();
    if (code === closeBrace) {
      if (lastComma >= 0 && separated && firstLineEnd === undefined)
        scanner.error(
          scanner.at(lastComma, lastComma + 1),
          say`an inline table has no comma before }`,
          advice`delete the comma`,
        );
      return closed();
    }
    if (code === closeBracket) {
      if (scanner.arrays > 0) return notClosed();
      here(scanner, say`an inline table ends with }, not with ]`);
      return closed();
    }
    if (code === comma) {
      if (separated) here(scanner, say`a key is missing before the comma`);
      lastComma = separated ? -1 : scanner.pos;
      scanner.pos += 1;
      separated = true;
      continue;
    }
    if (newLine && !separated) return notClosed();
    if (!isBareKey(code) && !isQuote(code)) {
      if (firstLineEnd !== undefined) return notClosed();
      // The next table of an array.
      if (code === openBrace && scanner.arrays > 0) return notClosed();
      skipGarbage(scanner, separated ? say`a key is expected here` : say`a comma or } is expected here`);
      separated = false;
      continue;
    }
    if (!separated) here(scanner, say`a comma is missing before this key`);
    readPair(scanner, tables, section, depth, (value) => value);
    separated = false;
  }
}

function here(scanner: Scanner, message: Message): void {
  scanner.error(scanner.at(scanner.pos, scanner.pos + 1), message);
}

function startsValue(code: number): boolean {
  return isQuote(code) || code === openBracket || code === openBrace || isBareValue(code);
}

function valueIsMissing(scanner: Scanner): boolean {
  if (scanner.atRestOfLine()) return true;
  const code = scanner.code();
  if (scanner.inlineTables > 0 && (code === comma || code === closeBrace)) return true;
  return scanner.arrays > 0 && code === closeBracket;
}

function skipTooDeep(scanner: Scanner): UnreadNode {
  const start = scanner.pos;
  reportTooDeep(scanner, start);
  if (!skipBrackets(scanner)) scanner.damage += 1;
  return { kind: "unread", at: scanner.at(start, scanner.trimmed(start + 1, scanner.pos)) };
}

/** One report for a statement is enough, however many brackets it has. */
function reportTooDeep(scanner: Scanner, start: number): void {
  if (!scanner.limited) {
    const message = say`values are nested deeper than ${maxDepth} levels`;
    scanner.report(inputLimit, { at: scanner.at(start, start + 1), message });
  }
  scanner.limited = true;
}
