/** Writes TOML. Types survive: a float keeps its decimal point, an integer never gets one. */

import { remembered } from "../diagnostics/remembered.ts";
import { DateTime, Float, originOfPart, Secret, type Value } from "../schema/value.ts";
import { commentLine } from "./comment.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";
import { isListOfTables, type Members, tablesTogether } from "./tables-together.ts";
import { refuseLoneSurrogate, type Unwritable, writtenOrNoted } from "./unwritable-value.ts";

export function writeToml(document: Document, secretText: SecretText): WrittenFile {
  const lines: string[] = document.comment.map(commentLine);
  const unwritable: Unwritable[] = [];
  const origins = new Map<number, DocumentEntry>();
  const write: WriteLine = (line, entry) => {
    lines.push(writtenOrNoted(entry, unwritable, line));
    origins.set(lines.length, entry);
  };
  const keyLine = ({ path, value }: DocumentEntry) => `${keyOf(path)} = ${writeValue(value, secretText)}`;
  let table: readonly string[] | undefined = [];
  for (const entry of tablesTogether(document.entries)) {
    if (isListOfTables(entry.value)) {
      writeBlocks(entry.value, entry, write, () => lines.push(""), secretText);
      // Whatever comes next needs a header of its own: the last block would swallow it.
      table = undefined;
      continue;
    }
    if (table === undefined || !isIn(table, entry)) {
      if (lines.length > 0) lines.push("");
      write(headerLine, entry);
      table = entry.path.slice(0, -1);
    } else if (table.length === 0 && origins.size === 0 && lines.length > 0) {
      lines.push("");
    }
    write(keyLine, entry);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins, unwritable };
}

type WriteLine = (line: (entry: DocumentEntry) => string, entry: DocumentEntry) => void;

const headerLine = ({ path }: DocumentEntry): string => headerOf(path);

function isIn(table: readonly string[], { path }: DocumentEntry): boolean {
  return path.length === table.length + 1 && table.every((name, index) => name === path[index]);
}

/** Of the table that holds a key. */
const headerOf = forEachPath((path) => `[${path.slice(0, -1).map(writeKey).join(".")}]`);
const keyOf = forEachPath((path) => writeKey(path.at(-1) ?? ""));

/** Remembers the text: the files of all instances of a release have their paths in common. */
function forEachPath(write: (path: readonly string[]) => string): (path: readonly string[]) => string {
  const known = new WeakMap<readonly string[], string>();
  return (path) => {
    let text = known.get(path);
    if (text === undefined) {
      text = write(path);
      known.set(path, text);
    }
    return text;
  };
}

/** `[[a.b]]` for each table of the list, and within it the lists of tables that it holds. */
function writeBlocks(
  tables: readonly Members[],
  list: DocumentEntry,
  write: WriteLine,
  blank: () => void,
  secretText: SecretText,
  header = list.path.map(quoteKey).join("."),
  path: readonly (string | number)[] = [],
): void {
  for (const [index, members] of tables.entries()) {
    const at = [...path, index];
    blank();
    write(() => `[[${header}]]`, partOf(list, at));
    const inner = Object.entries(members);
    // Keys of the table itself come first: a header would swallow those that follow it.
    for (const [key, value] of inner.filter(([, one]) => !isListOfTables(one)))
      write(() => `${writeKey(key)} = ${writeValue(value, secretText)}`, partOf(list, [...at, key]));
    for (const [key, value] of inner) {
      if (isListOfTables(value))
        writeBlocks(value, list, write, blank, secretText, `${header}.${quoteKey(key)}`, [...at, key]);
    }
  }
}

/** A part of a list as an entry of its own: `["schema_shards[0]", "shard_views[1]", "shard_id"]`. */
function partOf(list: DocumentEntry, path: readonly (string | number)[]): DocumentEntry {
  const names = [...list.path];
  for (const step of path) {
    if (typeof step === "number") names.push(`${names.pop()}[${step}]`);
    else names.push(step);
  }
  const value = path.reduce<Value>(
    (of, step) => (of as Record<string | number, Value>)[step] ?? "",
    list.value,
  );
  return { path: names, value, origin: originOfPart(list, path) };
}

function writeKey(key: string): string {
  refuseLoneSurrogate(key);
  return quoteKey(key);
}

function quoteKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key);
}

function writeValue(value: Value, secretText: SecretText): string {
  if (value instanceof Secret) return writeText(secretText(value));
  if (value instanceof Float) return writeFloat(value.number);
  if (value instanceof DateTime) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item, secretText)).join(", ")}]`;
  if (typeof value === "string") return value.length > longText ? writeLongText(value) : writeText(value);
  if (typeof value !== "object") return String(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${writeKey(key)} = ${writeValue(member, secretText)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function writeFloat(number: number): string {
  if (Number.isNaN(number)) return "nan";
  if (!Number.isFinite(number)) return number > 0 ? "inf" : "-inf";
  if (Object.is(number, -0)) return "-0.0";
  const text = String(number);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** A basic string. JSON escapes the same characters, save that TOML also wants DEL escaped. */
function writeText(text: string): string {
  refuseLoneSurrogate(text);
  return quote(text);
}

/** The list of all members stands in the file of each. */
const writeLongText = remembered(writeText);
const longText = 1000;

function quote(text: string): string {
  const json = JSON.stringify(text);
  return json.includes("\u007f") ? json.replaceAll("\u007f", "\\u007F") : json;
}
