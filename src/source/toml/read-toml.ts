/**
 * Reads TOML 1.0 into the common tree. Parsers of libraries stop at the first error, and most forget where a
 * value stood; this one keeps every range, reports what is wrong, and goes on at the next line that makes sense.
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advice, certain } from "../../diagnostics/help.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { say } from "../../diagnostics/message.ts";
import { tomlSyntax } from "../codes.ts";
import type { MapNode, Node } from "../tree.ts";
import { comma, equals, isBareKey, isControl, isQuote, openBracket } from "./characters.ts";
import { toml1 } from "./dialect.ts";
import { readHeader } from "./headers.ts";
import { readPlainHeader, readPlainPair } from "./plain-lines.ts";
import { skipGarbage, skipLeftOver } from "./recovery.ts";
import { Scanner } from "./scanner.ts";
import { type Section, Tables } from "./tables.ts";
import { readPair } from "./values.ts";

/** Never throws. What cannot be read is reported and becomes an unread node, if at least its key is known. */
export function readToml(file: SourceFile, diagnostics: DiagnosticBag, dialect = toml1): MapNode {
  file.syntax = "toml";
  const scanner = new Scanner(file, dialect);
  const tables = new Tables(scanner);
  let section: Section = { table: tables.root, repeated: false, skipped: false };
  let isWhole = true;
  let isLost = false;
  if (scanner.code() === byteOrderMark) readByteOrderMark(scanner);
  for (;;) {
    scanner.skipVoid();
    if (scanner.atEnd()) break;
    const code = scanner.code();
    const { errors, pos: lineStart } = scanner;
    const { size } = section.table.entries;
    if (code === openBracket) {
      section = readPlainHeader(scanner, tables) ?? readHeader(scanner, tables);
      isWhole &&= scanner.errors === errors;
    } else if (isBareKey(code) && readPlainPair(scanner, tables, section)) {
      // A key that is there already.
      isWhole &&= scanner.errors === errors;
    } else if (isHeaderWithoutBracket(scanner)) {
      const start = scanner.pos;
      skipGarbage(scanner, say`the [ of this header is missing`, advice`write [ before it`);
      section = tables.lost(scanner.at(start, scanner.pos));
      isWhole = false;
    } else if (isBareKey(code) || isQuote(code)) {
      readLine(scanner, tables, section);
      // An error after which there is no key more has taken the key along, and one without = may be half of another.
      const isTold = scanner.errors > errors;
      if (isTold && !(section.table.entries.size > size && holdsEquals(scanner, lineStart))) isWhole = false;
    } else if (!skipLeftOver(scanner)) {
      reportLine(scanner, code);
      isWhole = false;
    }
    // What is left over of a list or a text that lost its beginning is said once, however many lines it has.
    const isBroken = scanner.errors > errors;
    if (isBroken && isLost && isLeftOver(scanner, lineStart)) scanner.forget(errors);
    isLost = isBroken;
  }
  scanner.flush(diagnostics);
  return isWhole ? tables.root : { ...tables.root, damaged: true };
}

function holdsEquals(scanner: Scanner, lineStart: number): boolean {
  return lineFrom(scanner, lineStart).includes("=");
}

/** A line that goes on with a list, or ends one. */
function isLeftOver(scanner: Scanner, lineStart: number): boolean {
  const line = lineFrom(scanner, lineStart);
  return line.length < 1000 && /^(?:(?:"[^"]*"|'[^']*'|[\w.:+-]+)[^\S\n]*,|[\]}],?)\s*(?:#.*)?$/.test(line);
}

function lineFrom(scanner: Scanner, start: number): string {
  return scanner.text.slice(start, scanner.endOfLine(start));
}

const headerWithoutBracket = /[\w.-]+\][^\S\n]*(?=#|\r?\n|$)/y;

/** What stands below belongs to that table, and not to the one before. */
function isHeaderWithoutBracket({ text, pos }: Scanner): boolean {
  headerWithoutBracket.lastIndex = pos;
  return headerWithoutBracket.test(text);
}

const byteOrderMark = 0xfeff;

function readByteOrderMark(scanner: Scanner): void {
  scanner.pos += 1;
  if (!scanner.dialect.refusesByteOrderMark) return;
  const at = scanner.at(0, 1);
  scanner.report(tomlSyntax, {
    at,
    message: say`the file begins with a byte order mark, which the program takes for a part of the first key`,
    help: certain([{ at, text: say`` }], say`save it as UTF-8 without a byte order mark`),
  });
}

function readLine(scanner: Scanner, tables: Tables, section: Section): void {
  const { damage } = scanner;
  scanner.limited = false;
  readPair(scanner, tables, section, 0, (value) => {
    if (scanner.damage !== damage) {
      // Where the value was to end is unknown, so what follows in its last line is not judged.
      if (!scanner.atLineStart()) scanner.skipLine();
      return value;
    }
    return endLine(scanner, value);
  });
}

/** A line holds one key and its value. A scalar that something follows may be only half of what was meant. */
function endLine(scanner: Scanner, value: Node): Node {
  scanner.skipBlanks();
  if (scanner.atRestOfLine()) return value;
  if (scanner.code() === comma && scanner.endOfLine() === scanner.pos + 1)
    skipGarbage(scanner, say`a line does not end with a comma`, advice`delete the comma`);
  else if (value.kind === "scalar" && value.type === "string")
    skipGarbage(
      scanner,
      say`the text ended before this`,
      advice`write a quote within a text as \\", or put the text in the other kind of quotes`,
    );
  else
    skipGarbage(
      scanner,
      say`nothing can follow the value on its line`,
      advice`put a text in quotes, and the next key on a line of its own`,
    );
  return value.kind === "scalar" ? { kind: "unread", at: value.at } : value;
}

/** A line that begins with something that begins nothing. */
function reportLine(scanner: Scanner, code: number): void {
  const { text, pos } = scanner;
  if (isControl(code)) {
    scanner.controlCharacter(pos, say`the line`);
    scanner.skipLine();
  } else if (code === equals)
    skipGarbage(scanner, say`the key is missing before =`, advice`write a key, or delete the line`);
  else if (/^(\/[/*]|;|--|\*|<!)/.test(text.slice(pos, pos + 2)))
    skipGarbage(scanner, say`a comment begins with #`, advice`write # before the comment`);
  else
    skipGarbage(
      scanner,
      say`a line begins with a key or a [header]`,
      advice`delete the line, or put a key in quotes`,
    );
}
