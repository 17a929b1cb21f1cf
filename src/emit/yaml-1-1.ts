/**
 * Writes YAML that a YAML 1.1 reader (PyYAML) and a YAML 1.2 reader take for the same values. A text stands bare only
 * if it is made of harmless characters and neither reader guesses another type; any other is in double quotes with
 * everything escaped that a reader may refuse, fold or lose.
 */
import { DateTime, Float, Secret, type Value } from "../schema/value.ts";
import { resolveBareScalar } from "../source/yaml-1-1-scalar.ts";
import { commentLine } from "./comment.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";

export function writeYaml11(document: Document, secretText: SecretText): WrittenFile {
  const lines: string[] = document.comment.map(commentLine);
  const origins = new Map<number, DocumentEntry>();
  if (lines.length > 0) lines.push("");
  let open: readonly string[] = [];
  for (const entry of document.entries) {
    const tables = entry.path.slice(0, -1);
    const shared = tables.findIndex((name, depth) => open[depth] !== name);
    for (let depth = shared === -1 ? tables.length : shared; depth < tables.length; depth += 1) {
      lines.push(`${indent(depth)}${writeText(tables[depth] ?? "")}:`);
      origins.set(lines.length, entry);
    }
    open = tables;
    for (const line of writeEntry(entry, secretText)) {
      lines.push(indent(tables.length) + line);
      origins.set(lines.length, entry);
    }
  }
  return { text: `${lines.join("\n")}\n`, lines: origins, unwritable: [] };
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}

function writeEntry({ path, value }: DocumentEntry, secretText: SecretText): string[] {
  const key = writeText(path.at(-1) ?? "");
  if (!Array.isArray(value) || value.length === 0) return [`${key}: ${writeValue(value, secretText)}`];
  return [`${key}:`, ...value.map((item) => ` - ${writeValue(item, secretText)}`)];
}

type WriteText = (text: string) => string;

/** What is nested stands in flow style on its line, where old readers stop at a bare colon: all in quotes. */
function writeValue(value: Value, secretText: SecretText, write: WriteText = writeText): string {
  // In quotes whatever it is: whether a secret has quotes must say nothing about it.
  if (value instanceof Secret) return quoteForYaml(secretText(value));
  if (value instanceof Float) return writeFloat(value.number);
  if (value instanceof DateTime) return quoteForYaml(value.text);
  if (typeof value === "string") return write(value);
  if (typeof value !== "object") return String(value);
  const nested = (one: Value) => writeValue(one, secretText, quoteForYaml);
  if (Array.isArray(value)) return `[${value.map(nested).join(", ")}]`;
  const members = Object.entries(value).map(([key, member]) => `${quoteForYaml(key)}: ${nested(member)}`);
  return `{${members.join(", ")}}`;
}

/** A YAML 1.1 reader wants a dot, and a sign in the exponent. */
function writeFloat(number: number): string {
  if (Number.isNaN(number)) return ".nan";
  if (!Number.isFinite(number)) return number > 0 ? ".inf" : "-.inf";
  const [mantissa = "", exponent] = (Object.is(number, -0) ? "-0" : String(number)).split("e");
  const withDot = mantissa.includes(".") ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? withDot : `${withDot}e${exponent.replace(/^(?=\d)/, "+")}`;
}

export function writeText(text: string): string {
  return isSafeBare(text) ? text : quoteForYaml(text);
}

function isSafeBare(text: string): boolean {
  if (!/^[A-Za-z0-9_/][A-Za-z0-9_./@#:-]*$/.test(text) || text.endsWith(":")) return false;
  // Other 1.1 readers take y and n for booleans; a 1.2 reader knows 1e3 and 0o17.
  if (/^(?:[yn]|[-+]?[0-9.]+e[-+]?[0-9]+|0o[0-7]+)$/i.test(text)) return false;
  const resolved = resolveBareScalar(text);
  return resolved !== "refused" && resolved.type === "string";
}

/**
 * Double quotes. Letters of the basic plane stay readable; controls, breaks that are no newline to everybody (U+0085,
 * U+2028), blanks that look like a space, lone surrogates and what old builds of Python cannot print are escaped.
 */
export function quoteForYaml(text: string): string {
  const escaped = text.replace(
    /["\\]|[^\x20-\x7e\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef]|[\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000]/gu,
    escapeCharacter,
  );
  return `"${escaped}"`;
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = (width: number) => code.toString(16).toUpperCase().padStart(width, "0");
  if (code > 0xffff) return `\\U${hex(8)}`;
  return short[character] ?? (code > 0xff ? `\\u${hex(4)}` : `\\x${hex(2)}`);
}
