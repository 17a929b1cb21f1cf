/**
 * What findings may show. A secret cannot get into a sentence, whoever writes it: `say` takes numbers, literal words
 * and what is {@link Sayable}, and no `string`, of which nobody knows where it comes from. Keys, names, releases and
 * the texts of keys that are no secret are sayable from where they are read; the value of a secret, of a key or
 * variable that nobody knows, or of a node of a tree is not, and becomes so only by way of its key's entry. Credentials in the
 * texts of other keys, as in `https://user:password@host`, are replaced here, where every sentence is made.
 */
import { withoutCredentials } from "./credentials.ts";
import type { SourceFile } from "./location.ts";

declare const sayable: unique symbol;

/** A text that holds no secret; nor does a part of it, or the same in other letters. */
export type Sayable = {
  readonly [sayable]: true;
  charAt(index: number): Sayable;
  match(pattern: RegExp): SayableMatch | null;
  matchAll(pattern: RegExp): RegExpStringIterator<SayableMatch>;
  replace<const T extends string>(searched: string | RegExp, replacement: Part<T>): Sayable;
  replaceAll<const T extends string>(searched: string | RegExp, replacement: Part<T>): Sayable;
  slice(start?: number, end?: number): Sayable;
  split(separator: string | RegExp, limit?: number): Sayable[];
  toLowerCase(): Sayable;
  toUpperCase(): Sayable;
  trim(): Sayable;
  trimEnd(): Sayable;
} & string;

/** What a pattern finds in a text that may be said. */
type SayableMatch = Sayable[] & { readonly index: number };

/** A value of a schema, or of a text that may be said: nothing in it is a secret. */
export type Constant =
  | Sayable
  | number
  | boolean
  | null
  | readonly Constant[]
  | { readonly [member: string]: Constant };

/** A sentence of a finding, or a part of one. */
export type Message = Sayable;

/** What something is called: a key, a host, an instance, a release, a program. */
export type Name = Sayable;

export function isText(constant: Constant | undefined): constant is Sayable {
  return typeof constant === "string";
}

/** By names: asked with any text, it gives names. */
export interface ByName<V> extends ReadonlyMap<string, V> {
  entries(): MapIterator<[Name, V]>;
  keys(): MapIterator<Name>;
  [Symbol.iterator](): MapIterator<[Name, V]>;
}

/** Names: it is asked for any text, and gives names. */
export interface Names extends ReadonlySet<string> {
  values(): SetIterator<Name>;
  [Symbol.iterator](): SetIterator<Name>;
}

/** What a sentence may hold; of a type that is just `string`, nothing. */
export type Part<T> = T extends Sayable | number | bigint
  ? T
  : T extends string
    ? string extends T
      ? never
      : T
    : never;

/** What stands between the literal words of a sentence. */
export type PartsOf<Parts extends readonly (string | number | bigint)[]> = {
  [Index in keyof Parts]: Part<Parts[Index]>;
};

/** A sentence: say`"${entry.key}" is ${count}` */
export function say<const Parts extends readonly (string | number | bigint)[]>(
  strings: TemplateStringsArray,
  ...parts: PartsOf<Parts>
): Message {
  return sentence<Parts>(strings, parts);
}

/** The same for another tag. */
export function sentence<Parts extends readonly (string | number | bigint)[]>(
  strings: TemplateStringsArray,
  parts: PartsOf<Parts>,
): Message {
  let text = strings[0] ?? "";
  for (let index = 0; index < parts.length; index += 1)
    text += withoutCredentials(`${parts[index]}`) + strings[index + 1];
  return text as Message;
}

/** A word of the code: `string` is none. */
export function literal<const T extends string>(word: Part<T>): Sayable {
  return word as Sayable;
}

/** A number with at least so many digits. */
export function digits(value: number, width: number, base: 10 | 16 = 10): Sayable {
  return value.toString(base).toUpperCase().padStart(width, "0") as Sayable;
}

/** As JSON: a text in double quotes, with escapes. */
export function quoted(constant: Constant): Sayable {
  return JSON.stringify(constant) as Sayable;
}

/** One behind the other, as they are: credentials go when a sentence is made of it. */
export function joined<const T extends string | number, const S extends string>(
  texts: readonly Part<T>[],
  separator: Part<S>,
): Sayable {
  return texts.join(separator) as Sayable;
}

/** A key, a column, a variable: what stands where a file has a name. A value never goes this way. */
export function writtenName(text: string): Name {
  return text as Name;
}

/** The path of a file or folder, as people are shown it. */
export function shownPath(path: string): Name {
  return path as Name;
}

export function nameOfFile({ path }: SourceFile): Name {
  return shownPath(path);
}
