/** Writes TOML. Types survive: a float keeps its decimal point, an integer never gets one. */

import { append } from "../diagnostics/long-lists.ts";
import { DateTime, Float, originOfPart, Secret, type Value } from "../schema/value.ts";
import { commentLine } from "./comment.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";
import { refuseLoneSurrogate, type Unwritable, writtenOrNoted } from "./unwritable-value.ts";

export function writeToml(document: Document, secretText: SecretText): WrittenFile {
  const lines: string[] = document.comment.map(commentLine);
  const unwritable: Unwritable[] = [];
  const origins = new Map<number, DocumentEntry>();
  const write = (line: () => string, entry: DocumentEntry) => {
    lines.push(writtenOrNoted(entry, unwritable, line));
    origins.set(lines.length, entry);
  };
  let table: readonly string[] | undefined = [];
  for (const entry of tablesTogether(document.entries)) {
    if (isListOfTables(entry.value)) {
      writeBlocks(entry.value, entry, write, () => lines.push(""), secretText);
      // Whatever comes next needs a header of its own: the last block would swallow it.
      table = undefined;
      continue;
    }
    if (table === undefined || !isIn(table, entry)) {
      const header = entry.path.slice(0, -1);
      if (lines.length > 0) lines.push("");
      write(() => `[${header.map(writeKey).join(".")}]`, entry);
      table = header;
    } else if (table.length === 0 && origins.size === 0 && lines.length > 0) {
      lines.push("");
    }
    write(() => `${writeKey(entry.path.at(-1) ?? "")} = ${writeValue(entry.value, secretText)}`, entry);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins, unwritable };
}

function isIn(table: readonly string[], { path }: DocumentEntry): boolean {
  return path.length === table.length + 1 && table.every((name, index) => name === path[index]);
}

type Members = { readonly [key: string]: Value };

/** Read much better as blocks, one key a line, than as one long line. */
function isListOfTables(value: Value): value is readonly Members[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function isTable(value: Value): value is Members {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Float || value instanceof DateTime || value instanceof Secret)
  );
}

/** `[[a.b]]` for each table of the list, and within it the lists of tables that it holds. */
function writeBlocks(
  tables: readonly Members[],
  list: DocumentEntry,
  write: (line: () => string, entry: DocumentEntry) => void,
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

interface Table {
  readonly entries: DocumentEntry[];
  /** Subtables, and lists of tables, which end a table in the same way. */
  readonly children: Map<string, Table | DocumentEntry>;
}

/** A table's own keys stand together and before its subtables, whose headers would swallow them. */
function tablesTogether(entries: readonly DocumentEntry[]): DocumentEntry[] {
  const root: Table = { entries: [], children: new Map() };
  for (const entry of entries) {
    let table = root;
    for (let depth = 0; depth < entry.path.length - 1; depth += 1) {
      const name = entry.path[depth] ?? "";
      let child = table.children.get(name);
      if (child === undefined || !("children" in child)) {
        child = { entries: [], children: new Map() };
        table.children.set(name, child);
      }
      table = child;
    }
    if (isListOfTables(entry.value)) table.children.set(entry.path.at(-1) ?? "", entry);
    else table.entries.push(entry);
  }
  const together: DocumentEntry[] = [];
  addInOrder(root, together);
  return together;
}

function addInOrder(table: Table, entries: DocumentEntry[]): void {
  append(entries, table.entries);
  for (const child of table.children.values()) {
    if ("children" in child) addInOrder(child, entries);
    else entries.push(child);
  }
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
  if (typeof value === "string") return writeText(value);
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

function quote(text: string): string {
  const json = JSON.stringify(text);
  return json.includes("\u007f") ? json.replaceAll("\u007f", "\\u007F") : json;
}
