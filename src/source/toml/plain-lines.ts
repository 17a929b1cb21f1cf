/**
 * Lines as nearly all are: a header without quotes, or a name with a number, a boolean or a text without escapes. An
 * expression finds their parts at once, where a walk over the characters takes most of the time that a file takes;
 * whatever it does not know is left to that walk.
 */

import { writtenName } from "../../diagnostics/message.ts";
import type { ScalarNode } from "../tree.ts";
import { type KeyPart, maxDepth } from "./keys.ts";
import type { Scanner } from "./scanner.ts";
import type { Section, Tables } from "./tables.ts";

const plainPair =
  /([\w-]+)([ \t]*=[ \t]*)(?:"([^"\\\p{Cc}]*)"|'([^'\p{Cc}]*)'|([+-]?(?:0|[1-9]\d{0,11}))|(true|false))(?=[ \t]*(?:\r?\n|#|$))/uy;

/** False if the scanner stands on something else. */
export function readPlainPair(scanner: Scanner, tables: Tables, section: Section): boolean {
  const { text, pos: start } = scanner;
  plainPair.lastIndex = start;
  const match = plainPair.exec(text);
  if (match === null) return false;
  const [whole, name = "", equals = "", basic, literal, integer, boolean] = match;
  const nameEnd = start + name.length;
  scanner.pos = start + whole.length;
  const at = scanner.at(nameEnd + equals.length, scanner.pos);
  const string = basic ?? literal;
  // As a name of a table or a key.
  const part = { name: writtenName(name), at: scanner.at(start, nameEnd) };
  const value: ScalarNode =
    string !== undefined
      ? { kind: "scalar", at, type: "string", value: string }
      : integer !== undefined
        ? // TOML says that -0 is 0.
          { kind: "scalar", at, type: "integer", value: Number(integer) || 0 }
        : { kind: "scalar", at, type: "boolean", value: boolean === "true" };
  scanner.path.push(part.name);
  tables.define(section, [part], value);
  scanner.path.pop();
  return true;
}

const plainHeader = /\[([\w-]+(?:\.[\w-]+)*)\](?=[ \t]*(?:\r?\n|#|$))/uy;

/** Undefined if the scanner stands on something else. */
export function readPlainHeader(scanner: Scanner, tables: Tables): Section | undefined {
  const { text, pos: start } = scanner;
  plainHeader.lastIndex = start;
  const match = plainHeader.exec(text);
  const names = match?.[1]?.split(".") ?? [];
  if (names.length === 0 || names.length > maxDepth) return undefined;
  scanner.path.length = 0;
  scanner.pos = start + 1;
  const key = names.map((name): KeyPart => {
    const from = scanner.pos;
    scanner.pos += name.length + 1;
    // A name of a table.
    const part = { name: writtenName(name), at: scanner.at(from, from + name.length) };
    scanner.path.push(part.name);
    return part;
  });
  return tables.openTable(key, scanner.at(start, scanner.pos));
}
