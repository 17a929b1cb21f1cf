/**
 * The way from a value to a sentence: it leads past the entry of the key, which says whether the value is a secret. A
 * key without an entry is one that nobody knows, and so are its values. Two more ways ask the same first: `Settings.text`
 * and `texts` give nothing of a secret, and `textOf` (schema/documents/view.ts) is for keys of cluster.yaml that hold none.
 */
import type { Sayable } from "../../diagnostics/message.ts";
import type { ScalarNode } from "../../source/tree.ts";
import { plainOf, Secret, type Traced, type Value } from "../value.ts";

/** The entry of a key, or what a schema says of a place. */
export interface MaybeSecret {
  readonly secret?: boolean | undefined;
}

/** The value of a text; undefined for a secret, and for anything else than a text. */
export function textOfScalar({ secret }: MaybeSecret, { value }: ScalarNode): Sayable | undefined {
  return !secret && typeof value === "string" ? (value as Sayable) : undefined;
}

/** A text that may be a part of the value; undefined for a secret, and for anything else than a text. */
export function textIn(entry: MaybeSecret | undefined, value: Value | undefined): Sayable | undefined {
  return entry && !entry.secret && typeof value === "string" ? (value as Sayable) : undefined;
}

/** A value as it stands in the file; undefined for a secret. */
export function writtenText({ secret }: MaybeSecret, { at }: ScalarNode): Sayable | undefined {
  return secret ? undefined : (at.file.text.slice(at.start, at.end) as Sayable);
}

/** A setting as text; undefined for a secret. */
export function textOfValue(
  { secret }: MaybeSecret,
  { value }: Pick<Traced<Value>, "value">,
): Sayable | undefined {
  return secret || value instanceof Secret ? undefined : (String(plainOf(value)) as Sayable);
}

/** A setting as JSON, so that texts have quotes; undefined for a secret. */
export function quotedValue(
  { secret }: MaybeSecret,
  { value }: Pick<Traced<Value>, "value">,
): Sayable | undefined {
  return secret || value instanceof Secret ? undefined : (JSON.stringify(plainOf(value)) as Sayable);
}
