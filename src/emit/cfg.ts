/**
 * Writes `key=value` files as DolphinDB reads them: comments on lines of their own that begin with #, no blank line at
 * the top, nothing behind a value.
 */
import { DateTime, Float, Secret, type Value } from "../schema/value.ts";
import type { Document, DocumentEntry, SecretText, WrittenFile } from "./output-file.ts";
import { UnwritableValue } from "./unwritable-value.ts";

/** How a boolean of a key is spelled; by default `true` and `false`. */
export type BooleanSpelling = (key: string, value: boolean) => string;

export function cfgWriter(
  spelling: BooleanSpelling = (_, value) => String(value),
): (document: Document, secretText: SecretText) => WrittenFile {
  return ({ comment, entries }, secretText) => {
    const lines = comment.map((line) => `# ${line}`.trimEnd());
    const origins = new Map<number, DocumentEntry>();
    for (const entry of entries) {
      const key = entry.path.join(".");
      lines.push(`${key}=${textOf(key, entry.value, spelling, secretText)}`);
      origins.set(lines.length, entry);
    }
    return { text: `${lines.join("\n")}\n`, lines: origins };
  };
}

function textOf(key: string, value: Value, spelling: BooleanSpelling, secretText: SecretText): string {
  const text =
    value instanceof Secret
      ? secretText(value)
      : value instanceof Float
        ? String(value.number)
        : value instanceof DateTime
          ? value.text
          : typeof value === "boolean"
            ? spelling(key.slice(key.lastIndexOf(".") + 1), value)
            : String(value);
  if (/[\r\n\0]/.test(text))
    throw new UnwritableValue(
      `the value of "${key}" holds a line break, which a line of key=value cannot carry`,
    );
  return text;
}
