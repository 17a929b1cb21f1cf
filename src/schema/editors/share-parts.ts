/** Parts that occur several times in a schema stand in `definitions` once, so that a schema of many releases stays small. */
import { type JsonSchema, partsIn, withParts } from "./json-schema.ts";

/** Less than this is no longer than a reference to it. */
const worthSharing = 80;

/** `known` are definitions that parts of the schema refer to already. */
export function shareParts(schema: JsonSchema, known: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const parts = new Parts();
  const count = (part: JsonSchema): void => {
    if (parts.add(part)) for (const inner of partsIn(part)) count(inner);
  };
  for (const root of [schema, ...Object.values(known)]) for (const part of partsIn(root)) count(part);
  const definitions: Record<string, JsonSchema> = {};
  const share = (part: JsonSchema): JsonSchema => {
    const name = parts.nameOf(part);
    if (name === undefined) return withParts(part, share);
    if (definitions[name] === undefined) {
      // Its place in the order of names comes before that of its own parts.
      definitions[name] = {};
      definitions[name] = withParts(part, share);
    }
    return { $ref: `#/definitions/${name}` };
  };
  const shared = withParts(schema, share);
  const all = Object.fromEntries(
    Object.entries(known).map(([name, part]) => [name, withParts(part, share)] as const),
  );
  return { ...shared, definitions: { ...all, ...definitions } };
}

class Parts {
  readonly #texts = new WeakMap<JsonSchema, string>();
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();

  /** Whether it is new: what is in it is counted once. */
  add(part: JsonSchema): boolean {
    const text = this.#textOf(part);
    const before = this.#counts.get(text) ?? 0;
    this.#counts.set(text, before + 1);
    return before === 0;
  }

  nameOf(part: JsonSchema): string | undefined {
    const text = this.#textOf(part);
    if (text.length < worthSharing || (this.#counts.get(text) ?? 0) < 2 || "$ref" in part) return undefined;
    const name = this.#names.get(text) ?? `part${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }

  #textOf(part: JsonSchema): string {
    const known = this.#texts.get(part) ?? JSON.stringify(part);
    this.#texts.set(part, known);
    return known;
  }
}
