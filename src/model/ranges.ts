import { digits, joined, type Message, type Sayable, say } from "../diagnostics/message.ts";
/** Names with ranges: `dn[01-40]` stands for dn01 to dn40. */

import { limits } from "../source/limits.ts";

export interface Expansion {
  readonly names: readonly Sayable[];
  /** Length of each bracket, so that ranges that are used together can be compared. */
  readonly lengths: readonly number[];
}

export interface RangeProblem {
  readonly problem: Message;
  /** Offset in the text, or undefined if it is about the whole. */
  readonly offset: number;
}

/** The most instances that one range may stand for. */
export const maxExpansion = limits.rangeInstances;

/** Expands a text; several brackets multiply, the last running fastest. */
export function expandRanges(text: Sayable): Expansion | RangeProblem {
  if (!/[[\]]/.test(text)) return { names: [text], lengths: [] };
  let names = [say``];
  const lengths: number[] = [];
  const pattern = /([^[\]]*)(?:\[(\d+)-(\d+)\])?/y;
  while (pattern.lastIndex < text.length) {
    const offset = pattern.lastIndex;
    const match = text.match(pattern);
    if (match === null || match[0] === "") {
      return { offset, problem: say`a range is written [first-last] with two numbers, such as [01-40]` };
    }
    const [, before = say``, first, last] = match;
    const numbers =
      first === undefined || last === undefined ? [say``] : count(first, last, offset + before.length);
    if (!Array.isArray(numbers)) return numbers;
    if (first !== undefined) lengths.push(numbers.length);
    if (names.length * numbers.length > maxExpansion) {
      return { offset, problem: say`the range stands for more than ${maxExpansion} names` };
    }
    names = names.flatMap((name) => numbers.map((number) => joined([name, before, number], "")));
  }
  return { names, lengths };
}

export function isProblem(result: Expansion | RangeProblem): result is RangeProblem {
  return "problem" in result;
}

function count(first: Sayable, last: Sayable, offset: number): Sayable[] | RangeProblem {
  const from = Number(first);
  const to = Number(last);
  if (to < from) return { offset, problem: say`the range [${first}-${last}] does not ascend` };
  if (to - from >= maxExpansion)
    return { offset, problem: say`the range stands for more than ${maxExpansion} names` };
  if (first.length > 1 && first.startsWith("0") && first.length !== last.length) {
    return {
      offset,
      problem: say`the ends of [${first}-${last}] have different widths, so the padding is unclear`,
    };
  }
  const width = first.startsWith("0") ? first.length : 0;
  return Array.from({ length: to - from + 1 }, (_, index) => digits(from + index, width));
}
