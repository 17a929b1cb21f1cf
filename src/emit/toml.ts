/** Writes TOML. Types survive: a float keeps its decimal point, an integer never gets one. */
import { DateTime, Float, Secret, type Value } from "../schema/value.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";

export function writeToml(document: Document, secretText: SecretText): WrittenFile {
  const lines: string[] = document.comment.map((line) => `# ${line}`.trimEnd());
  const origins = new Map<number, DocumentEntry>();
  let table = "";
  for (const entry of tablesTogether(document.entries)) {
    const header = entry.path.slice(0, -1).map(writeKey).join(".");
    if (header !== table) {
      if (lines.length > 0) lines.push("");
      lines.push(`[${header}]`);
      table = header;
      origins.set(lines.length, entry);
    } else if (table === "" && origins.size === 0 && lines.length > 0) {
      lines.push("");
    }
    lines.push(`${writeKey(entry.path.at(-1) ?? "")} = ${writeValue(entry.value, secretText)}`);
    origins.set(lines.length, entry);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins };
}

interface Table {
  readonly entries: DocumentEntry[];
  readonly children: Map<string, Table>;
}

/** A table's own keys stand together and before its subtables, whose headers would swallow them. */
function tablesTogether(entries: readonly DocumentEntry[]): DocumentEntry[] {
  const root: Table = { entries: [], children: new Map() };
  for (const entry of entries) {
    let table = root;
    for (const name of entry.path.slice(0, -1)) {
      let child = table.children.get(name);
      if (child === undefined) {
        child = { entries: [], children: new Map() };
        table.children.set(name, child);
      }
      table = child;
    }
    table.entries.push(entry);
  }
  return inOrder(root);
}

function inOrder(table: Table): DocumentEntry[] {
  return [...table.entries, ...[...table.children.values()].flatMap(inOrder)];
}

function writeKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : writeString(key);
}

function writeValue(value: Value, secretText: SecretText): string {
  if (value instanceof Secret) return writeString(secretText(value));
  if (value instanceof Float) return writeFloat(value.number);
  if (value instanceof DateTime) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => writeValue(item, secretText)).join(", ")}]`;
  if (typeof value === "string") return writeString(value);
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
export function writeString(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007F");
}
