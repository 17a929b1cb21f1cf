/**
 * Writes `key=value` files as DolphinDB reads them: comments on lines of their own that begin with #, no blank line at
 * the top, nothing behind a value.
 */
import { say } from "../diagnostics/message.ts";
import { DateTime, Float, Secret, type Value } from "../schema/value.ts";
import { commentLine } from "./comment.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";
import { refuseControls, type Unwritable, UnwritableValue, writtenOrNoted } from "./unwritable-value.ts";

/** How a boolean of a key is spelled; by default `true` and `false`. */
export type BooleanSpelling = (key: string, value: boolean) => string;

export function cfgWriter(
  spelling: BooleanSpelling = (_, value) => String(value),
): (document: Document, secretText: SecretText) => WrittenFile {
  return ({ comment, entries }, secretText) => {
    const lines = comment.map(commentLine);
    const unwritable: Unwritable[] = [];
    const origins = new Map<number, DocumentEntry>();
    for (const entry of entries) {
      const key = entry.path.join(".");
      lines.push(
        writtenOrNoted(entry, unwritable, () => lineOf(key, textOf(key, entry.value, spelling, secretText))),
      );
      origins.set(lines.length, entry);
    }
    return { text: `${lines.join("\n")}\n`, lines: origins, unwritable };
  };
}

function textOf(key: string, value: Value, spelling: BooleanSpelling, secretText: SecretText): string {
  if (value instanceof Secret) return secretText(value);
  if (value instanceof Float) return String(value.number);
  if (value instanceof DateTime) return value.text;
  return typeof value === "boolean" ? spelling(key.slice(key.lastIndexOf(".") + 1), value) : String(value);
}

/** Readers take a line apart at the first `=` and drop the blanks around both parts; nothing can be quoted. */
function lineOf(key: string, text: string): string {
  refuseControls(text, format);
  if (text !== text.trim())
    throw new UnwritableValue(say`begins or ends with a blank, which ${format} loses`);
  // Pages show remarks behind values; whether the server cuts them off no document says.
  if (/\s(?:#|\/\/)/.test(text))
    throw new UnwritableValue(say`holds a # or // behind a blank, which may begin a comment in ${format}`);
  refuseControls(key, format);
  if (/[=\s]|^(?:#|\/\/)/.test(key)) throw new UnwritableValue(say`has a key that ${format} cannot carry`);
  return `${key}=${text}`;
}

const format = say`a line of key=value`;
