import { advice } from "../../diagnostics/help.ts";
import { say } from "../../diagnostics/message.ts";
import { closeBracket, dot, equals, isBareKey, isQuote, openBracket } from "./characters.ts";
import { type Key, readKey } from "./keys.ts";
import { endOfWildText, skipGarbage } from "./recovery.ts";
import type { Scanner } from "./scanner.ts";
import type { Section, Tables } from "./tables.ts";

/**
 * Reads `[a.b]` or `[[a.b]]` up to the end of the line. If no name can be made out, the section belongs nowhere,
 * and the keys below are only checked for their syntax.
 */
export function readHeader(scanner: Scanner, tables: Tables): Section {
  const { text, pos: start } = scanner;
  const isArray = text.charCodeAt(start + 1) === openBracket;
  scanner.path.length = 0;
  scanner.pos += isArray ? 2 : 1;
  const key = readName(scanner);
  for (const part of key?.parts ?? []) scanner.path.push(part.name);
  const closed = key !== undefined && readClose(scanner, start, isArray);
  const at = scanner.at(start, scanner.trimmed(start, scanner.pos));
  scanner.skipBlanks();
  if (!closed) tables.breakHeader();
  if (!closed) scanner.skipLine();
  else if (!scanner.atRestOfLine())
    skipGarbage(
      scanner,
      say`nothing can follow the header on its line`,
      advice`write the key on the next line`,
    );
  // Nobody knows whether [[a] was to be a table or one of an array of them.
  if (key === undefined || (isArray && !closed)) return tables.lost(at);
  return isArray ? tables.openArrayItem(key.parts, at) : tables.openTable(key.parts, at);
}

function readName(scanner: Scanner): Key | undefined {
  const { pos: start } = scanner;
  scanner.skipBlanks();
  const code = scanner.code();
  if (code === closeBracket || scanner.atRestOfLine()) {
    const end = code === closeBracket ? scanner.pos + 1 : start;
    scanner.error(
      scanner.at(start - 1, end),
      say`the header has no name`,
      advice`write a name between [ and ]`,
    );
    return undefined;
  }
  if (code === openBracket) {
    scanner.error(
      scanner.at(start - 1, scanner.pos + 1),
      say`the brackets of a header stand directly next to each other`,
      advice`delete what is between them, and have at most two`,
    );
    return undefined;
  }
  const nameStart = scanner.pos;
  if (isBareKey(code) || isQuote(code) || code === dot) {
    const key = readKey(scanner);
    if (key.broken) return undefined;
    const isCutOff =
      scanner.code() === equals && !scanner.text.slice(scanner.pos, scanner.endOfLine()).includes("]");
    if (scanner.code() === closeBracket || isCutOff || scanner.atRestOfLine()) return key;
  }
  const lineEnd = endOfWildText(scanner);
  const close = scanner.text.slice(scanner.pos, lineEnd).indexOf("]");
  const nameEnd = scanner.trimmed(nameStart, close < 0 ? lineEnd : scanner.pos + close);
  scanner.error(
    scanner.at(nameStart, Math.max(nameEnd, nameStart + 1)),
    say`this table name needs quotes`,
    advice`a name without quotes has only the letters A-Z and a-z, digits, _ and -, and dots between its parts`,
  );
  return undefined;
}

/** Whether the header is closed as it was opened. Where one bracket opens it what is meant is clear all the same. */
function readClose(scanner: Scanner, start: number, isArray: boolean): boolean {
  const { text, pos } = scanner;
  const wanted = isArray ? "]]" : "]";
  if (text.charCodeAt(pos) === closeBracket) {
    if (!isArray || text.charCodeAt(pos + 1) === closeBracket) {
      scanner.pos += wanted.length;
      if (text.charCodeAt(scanner.pos) !== closeBracket) return true;
      scanner.error(
        scanner.at(scanner.pos, scanner.pos + 1),
        say`the header closes more brackets than it opens`,
        advice`write as many [ before the name as ] behind it`,
      );
      return false;
    }
  }
  scanner.error(
    scanner.at(start, scanner.trimmed(start, pos)),
    say`the header is not closed`,
    isArray && text.charCodeAt(pos) === closeBracket
      ? advice`write as many ] behind the name as [ before it: one for a table, two for an array of tables`
      : advice`write ${wanted} behind the name`,
  );
  return false;
}
