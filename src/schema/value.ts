/** Values as they travel from a file to a file, each with the place it came from. */

import type { Location, SourceFile } from "../diagnostics/location.ts";
import type { Node } from "../source/tree.ts";

/** A number that the target file has to write with a decimal point, even if it is whole. */
export class Float {
  constructor(readonly number: number) {}
}

/** A date or time, kept as the text that the file had. */
export class DateTime {
  constructor(readonly text: string) {}
}

/**
 * Where a secret is read on the machine that builds. Whoever takes the name of a variable for the secret writes that there,
 * so none of it is said. A literal is a text that stands in cluster.yaml.
 */
export type SecretSource =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly literal: string };

/** Begins every placeholder of a secret; start scripts look for it. */
export const placeholderMark = "__CFGC_SECRET_";

/** A secret on its way to a file. Its text is not here unless it is a literal, and nothing prints that. */
export class Secret {
  constructor(
    /** Stands in the file until the secret is resolved; unique in the bundle. */
    readonly placeholder: string,
    readonly source: SecretSource,
  ) {}
}

export type Value =
  | string
  | boolean
  | number
  | bigint
  | Float
  | DateTime
  | Secret
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Where a value comes from; there is no value without one. */
export type Origin =
  | { readonly kind: "source"; readonly at: Location; readonly keyAt?: Location | undefined }
  | { readonly kind: "default"; readonly of: string }
  | { readonly kind: "derived"; readonly how: string; readonly from: readonly Location[] };

export interface Traced<T> {
  readonly value: T;
  readonly origin: Origin;
  /** Where parts of a list come from, by path: `0.shard_views.1.shard_id`. See {@link originOfPart}. */
  readonly parts?: Parts;
  /** The text before the program's macros in it were replaced; left out if it has none. */
  readonly template?: string;
}

export interface Parts extends Iterable<readonly [path: string, origin: Origin]> {
  get(path: string): Origin | undefined;
}

/** Where a part of a value comes from: what is not recorded comes from where the nearest part around it does. */
export function originOfPart(
  { origin, parts }: Pick<Traced<unknown>, "origin" | "parts">,
  path: readonly (string | number)[],
): Origin {
  for (let length = path.length; length > 0; length -= 1) {
    const known = parts?.get(path.slice(0, length).join("."));
    if (known !== undefined) return known;
  }
  return origin;
}

export function derived<T>(value: T, how: string, from: readonly (Location | undefined)[]): Traced<T> {
  return { value, origin: { kind: "derived", how, from: from.filter((at) => at !== undefined) } };
}

export function read<T>(value: T, at: Location, keyAt?: Location): Traced<T> {
  if (keyAt?.file !== at.file) return { value, origin: { kind: "source", at, ...(keyAt && { keyAt }) } };
  return { value, origin: new ReadOrigin(at.file, at.start, at.end, keyAt.start, keyAt.end) };
}

/**
 * Of a value with its key in one file. The places are made when they are asked for: of nearly all the values of thousands
 * of files there is nothing to say.
 */
export class ReadOrigin {
  readonly kind = "source";

  constructor(
    readonly file: SourceFile,
    readonly start: number,
    readonly end: number,
    readonly keyStart: number,
    readonly keyEnd: number,
  ) {}

  get at(): Location {
    return { file: this.file, start: this.start, end: this.end };
  }

  get keyAt(): Location {
    return { file: this.file, start: this.keyStart, end: this.keyEnd };
  }
}

/** The place to point at for a value: its own, or the first that it was derived from. */
export function placeOf(origin: Origin): Location | undefined {
  if (origin.kind === "source") return origin.at;
  return origin.kind === "derived" ? origin.from[0] : undefined;
}

/** The value of a node, or undefined if some part of it could not be read or is null. */
export function valueIn(node: Node): Value | undefined {
  switch (node.kind) {
    case "scalar":
      if (node.value === null) return undefined;
      if (node.type === "float") return new Float(Number(node.value));
      return node.type === "datetime" ? new DateTime(String(node.value)) : node.value;
    case "list": {
      const items = node.items.map(valueIn);
      return items.every((item) => item !== undefined) ? (items as Value[]) : undefined;
    }
    case "map": {
      const members: Record<string, Value> = Object.create(null);
      for (const { key, value } of node.entries.values()) {
        const member = valueIn(value);
        if (member === undefined) return undefined;
        members[key] = member;
      }
      return members;
    }
    case "unread":
      return undefined;
  }
}

/** Where each part of a list stands; undefined for any other value, which has one place. */
export function partsOf(node: Node): Parts | undefined {
  return node.kind === "list" ? new PartsOfList(node) : undefined;
}

/** Looked through when a part is asked for first: hardly anybody does, and lists may be very long. */
class PartsOfList implements Parts {
  #known: Map<string, Origin> | undefined;

  constructor(readonly list: Node) {}

  get(path: string): Origin | undefined {
    return this.#found().get(path);
  }

  [Symbol.iterator](): Iterator<[string, Origin]> {
    return this.#found().entries();
  }

  #found(): ReadonlyMap<string, Origin> {
    if (this.#known === undefined) {
      this.#known = new Map();
      addParts(this.#known, this.list, "");
    }
    return this.#known;
  }
}

function addParts(parts: Map<string, Origin>, part: Node, path: string): void {
  if (part.kind === "list") {
    for (const [index, item] of part.items.entries()) {
      const inner = path === "" ? String(index) : `${path}.${index}`;
      parts.set(inner, { kind: "source", at: item.at });
      addParts(parts, item, inner);
    }
  } else if (part.kind === "map") {
    for (const { key, keyAt, value } of part.entries.values()) {
      parts.set(`${path}.${key}`, { kind: "source", at: value.at, keyAt });
      addParts(parts, value, `${path}.${key}`);
    }
  }
}

/** A member of a table; undefined if it is not there, or if the value is no table. */
export function memberOf(value: Value | undefined, key: string): Value | undefined {
  if (typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
  return (value as { readonly [key: string]: Value })[key];
}

/** The same value as JSON knows it, for validators that were generated from JSON Schema. */
export function plainOf(value: Value): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object") return value;
  if (value instanceof Float) return value.number;
  if (value instanceof DateTime) return value.text;
  if (value instanceof Secret) return value.placeholder;
  if (Array.isArray(value)) return value.map(plainOf);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainOf(member)]));
}
