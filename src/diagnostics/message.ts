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
  replace(searched: string | RegExp, replacement: string): Sayable;
  replaceAll(searched: string | RegExp, replacement: string): Sayable;
  slice(start?: number, end?: number): Sayable;
  split(separator: string | RegExp, limit?: number): Sayable[];
  toLowerCase(): Sayable;
  toUpperCase(): Sayable;
  trim(): Sayable;
  trimEnd(): Sayable;
} & string;

/** A sentence of a finding, or a part of one. */
export type Message = Sayable;

/** What something is called: a key, a host, an instance, a release, a program. */
export type Name = Sayable;

/** What a sentence may hold; of a type that is just `string`, nothing. */
type Part<T> = T extends Sayable | number | bigint
  ? T
  : T extends string
    ? string extends T
      ? never
      : T
    : never;

/** A sentence: say`"${entry.key}" is ${count}` */
export function say<const Parts extends readonly (string | number | bigint)[]>(
  strings: TemplateStringsArray,
  ...parts: { [Index in keyof Parts]: Part<Parts[Index]> }
): Message {
  let text = strings[0] ?? "";
  for (let index = 0; index < parts.length; index += 1)
    text += withoutCredentials(`${parts[index]}`) + strings[index + 1];
  return text as Message;
}

/** In double quotes, with escapes. */
export function quoted(text: Sayable): Sayable {
  return JSON.stringify(text) as Sayable;
}

export function joined<const T extends string | number>(
  texts: readonly Part<T>[],
  separator: string,
): Sayable {
  return texts.join(separator) as Sayable;
}

/** A part of a text that may be said, or the text with something in it replaced. */
export function partOf(_whole: Sayable, part: string): Sayable {
  return part as Sayable;
}

/**
 * Says of a text that it is no secret: of a name, a key, a path or a release that code has read or put together itself. The
 * value of a setting or a variable never goes this way, but past its entry (schema/sayable-value.ts).
 */
export function sayableText(text: string): Sayable {
  return text as Sayable;
}

/** The path of a file, as people are shown it. */
export function nameOfFile({ path }: SourceFile): Name {
  return path as Name;
}
