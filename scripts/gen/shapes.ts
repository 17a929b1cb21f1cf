/** The distinct value shapes of a program's keys, each of which becomes one precompiled validator. */
import type { Schema } from "./load-schema.ts";

/** Keywords that decide whether a value is valid; everything else is knowledge about the key. */
const validating = new Set([
  "type",
  "format",
  "enum",
  "const",
  "minimum",
  "exclusiveMinimum",
  "maximum",
  "not",
  "minLength",
  "pattern",
  "items",
  "anyOf",
  "minItems",
]);
const nested = new Set([...validating, "properties", "required", "additionalProperties"]);

export class Shapes {
  readonly list: Schema[] = [];
  readonly #index = new Map<string, number>();

  indexOf(schema: Schema): number {
    // Tables are walked key by key, so for them only the type counts; a free-form leaf is validated as a whole.
    const isTable = schema.properties !== undefined || schema.oneOf !== undefined;
    const shape = isTable ? { type: schema.type } : pick(schema, validating);
    const name = JSON.stringify(shape);
    let index = this.#index.get(name);
    if (index === undefined) {
      index = this.list.length;
      this.list.push(shape as Schema);
      this.#index.set(name, index);
    }
    return index;
  }
}

function pick(schema: Schema, keywords: ReadonlySet<string>): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(schema)) {
    if (!keywords.has(name)) continue;
    picked[name] = name === "items" && isWalked(value as Schema) ? { type: "object" } : strip(value);
  }
  return picked;
}

/** Items that are tables are walked as well. */
function isWalked(items: Schema): boolean {
  return items.properties !== undefined;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const schema = value as Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(schema)) {
    if (name === "properties") {
      kept.properties = Object.fromEntries(
        Object.entries(member as object).map(([key, one]) => [key, strip(one)]),
      );
    } else if (nested.has(name)) {
      kept[name] = strip(member);
    }
  }
  return kept;
}
