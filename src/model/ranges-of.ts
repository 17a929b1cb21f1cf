/** Ranges for names, and the names of a text that may hold ranges. */
import { writtenName } from "../diagnostics/message.ts";
import { expandRanges, isProblem } from "./ranges.ts";

/** No more are of use to anybody. */
const most = 5000;

export function expanded(text: string): readonly string[] {
  // The name of a host or of an instance, which may stand for several.
  const expansion = expandRanges(writtenName(text));
  return isProblem(expansion) ? [] : expansion.names.slice(0, most);
}

/** Ranges that stand for several of the names: h[1-3] for h1, h2, h3. */
export function rangesOf(names: readonly string[]): readonly string[] {
  const series = new Map<string, { before: string; after: string; width: number; numbers: number[] }>();
  for (const name of names) {
    const [, before = "", digits, after = ""] = /^(.*?)(\d{1,9})(\D*)$/.exec(name) ?? [];
    if (digits === undefined) continue;
    const isPadded = digits.length > 1 && digits.startsWith("0");
    // Without padding the numbers of any width are one row; with it 01 and 10 have one width.
    for (const width of isPadded ? [digits.length] : [0, digits.length]) {
      const key = `${before} ${after} ${width}`;
      const row = series.get(key) ?? { before, after, width, numbers: [] };
      series.set(key, row);
      row.numbers.push(Number(digits));
    }
  }
  const found = [...series.values()].flatMap(({ before, after, width, numbers }) =>
    runsOf(numbers).flatMap(([first, last]) => {
      const isPadded = width > 1 && String(first).length < width;
      if (width > 0 && !isPadded) return [];
      const written = (number: number) => String(number).padStart(isPadded ? width : 0, "0");
      return [`${before}[${written(first)}-${written(last)}]${after}`];
    }),
  );
  return [...new Set(found)];
}

/** First and last of numbers that follow one another. */
function runsOf(numbers: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === number - 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.filter(([first, last]) => last > first);
}
