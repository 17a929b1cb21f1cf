/** Names with ranges: `dn[01-40]` stands for dn01 to dn40. */

import { limits } from "../source/limits.ts";

export interface Expansion {
  readonly names: readonly string[];
  /** Length of each bracket, so that ranges that are used together can be compared. */
  readonly lengths: readonly number[];
}

export interface RangeProblem {
  readonly problem: string;
  /** Offset in the text, or undefined if it is about the whole. */
  readonly offset: number;
}

/** The most instances that one range may stand for. */
export const maxExpansion = limits.rangeInstances;

/** Expands a text; several brackets multiply, the last running fastest. */
export function expandRanges(text: string): Expansion | RangeProblem {
  if (!/[[\]]/.test(text)) return { names: [text], lengths: [] };
  let names = [""];
  const lengths: number[] = [];
  const pattern = /([^[\]]*)(?:\[(\d+)-(\d+)\])?/y;
  while (pattern.lastIndex < text.length) {
    const offset = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null || match[0] === "") {
      return { offset, problem: "a range is written [first-last] with two numbers, such as [01-40]" };
    }
    const [, before = "", first, last] = match;
    const numbers =
      first === undefined || last === undefined ? [""] : count(first, last, offset + before.length);
    if (!Array.isArray(numbers)) return numbers;
    if (first !== undefined) lengths.push(numbers.length);
    if (names.length * numbers.length > maxExpansion) {
      return { offset, problem: `the range stands for more than ${maxExpansion} names` };
    }
    names = names.flatMap((name) => numbers.map((number) => name + before + number));
  }
  return { names, lengths };
}

export function isProblem(result: Expansion | RangeProblem): result is RangeProblem {
  return "problem" in result;
}

function count(first: string, last: string, offset: number): string[] | RangeProblem {
  const from = Number(first);
  const to = Number(last);
  if (to < from) return { offset, problem: `the range [${first}-${last}] does not ascend` };
  if (to - from >= maxExpansion)
    return { offset, problem: `the range stands for more than ${maxExpansion} names` };
  if (first.length > 1 && first.startsWith("0") && first.length !== last.length) {
    return {
      offset,
      problem: `the ends of [${first}-${last}] have different widths, so the padding is unclear`,
    };
  }
  const width = first.startsWith("0") ? first.length : 0;
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(width, "0"));
}
