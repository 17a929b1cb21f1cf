/**
 * Finds parts of secrets in sentences: the second line, for what reached one although its type says that it cannot, as
 * a secret that a broken file has in the place of a key. As many as there are, and however short they are.
 */
import { mask } from "./credentials.ts";

/** A sentence holds none of these by chance; shorter ones and plain words may be cfgc's own. */
const distinctive = 6;

export class SecretWords {
  /** By their first letters, so that a sentence is looked through once whatever the number of words. */
  readonly #lengths = new Map<string, number[]>();
  readonly #words = new Set<string>();
  /** Those that a sentence of cfgc's may hold in its own words; they are secrets only where it quotes something. */
  readonly #plain = new Set<string>();
  #longestPlain = 0;

  constructor(words: Iterable<string>) {
    for (const word of words) {
      if (word.length < distinctive || /^[a-z]+$/.test(word)) {
        this.#plain.add(word);
        this.#longestPlain = Math.max(this.#longestPlain, word.length);
      } else if (!this.#words.has(word)) {
        this.#words.add(word);
        const start = word.slice(0, distinctive);
        const lengths = this.#lengths.get(start);
        if (lengths === undefined) this.#lengths.set(start, [word.length]);
        else if (!lengths.includes(word.length)) lengths.push(word.length);
      }
    }
    for (const lengths of this.#lengths.values()) lengths.sort((a, b) => b - a);
  }

  get size(): number {
    return this.#words.size + this.#plain.size;
  }

  masked<T extends string>(text: T): T {
    let told = "";
    let from = 0;
    let isQuoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at);
      if (character === '"' || character === "`") isQuoted = !isQuoted;
      const length = this.#lengthAt(text, at) ?? (isQuoted ? this.#plainAt(text, at) : undefined);
      if (length === undefined) continue;
      told += text.slice(from, at) + mask;
      from = at + length;
      at = from - 1;
    }
    return (from === 0 ? text : told + text.slice(from)) as T;
  }

  #lengthAt(text: string, at: number): number | undefined {
    return this.#lengths
      .get(text.slice(at, at + distinctive))
      ?.find((length) => this.#words.has(text.slice(at, at + length)));
  }

  /** A whole word of what is quoted. */
  #plainAt(text: string, at: number): number | undefined {
    if (this.#plain.size === 0 || isOfWord(text.charAt(at - 1)) || !isOfWord(text.charAt(at)))
      return undefined;
    let end = at + 1;
    while (end - at <= this.#longestPlain && isOfWord(text.charAt(end))) end += 1;
    return this.#plain.has(text.slice(at, end)) ? end - at : undefined;
  }
}

function isOfWord(character: string): boolean {
  return /^[\p{L}\p{N}_-]$/u.test(character);
}
