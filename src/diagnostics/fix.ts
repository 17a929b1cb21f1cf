/** Changes of a text that are certain to be what its author meant. */
import type { Location } from "./location.ts";

export interface Edit {
  readonly at: Location;
  readonly text: string;
}

/** All of them or none. */
export type Fix = readonly Edit[];

/** A key by another name, in the quotes that it has. */
export function renameKey(at: Location, name: string): Fix {
  const quote = /^["']/.exec(at.file.text.slice(at.start, at.end))?.[0] ?? "";
  return [{ at, text: `${quote}${name}${quote}` }];
}

/** Whether a word stands only once in a text, so that renaming it there is all there is to do. */
export function standsOnce(text: string, word: string): boolean {
  const first = text.indexOf(word);
  return first !== -1 && text.indexOf(word, first + 1) === -1;
}

/** The line of a key and its value, if it holds nothing else, not even a comment. */
export function deleteLine(key: Location, value: Location): Fix | undefined {
  const { file } = key;
  const start = file.text.lastIndexOf("\n", key.start - 1) + 1;
  const newline = file.text.indexOf("\n", value.end);
  const end = newline === -1 ? file.text.length : newline + 1;
  const isAlone =
    file.text.slice(start, key.start).trim() === "" && file.text.slice(value.end, end).trim() === "";
  return isAlone ? [{ at: { file, start, end }, text: "" }] : undefined;
}
