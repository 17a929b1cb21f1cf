/** Ways to indent YAML that people use, and a text in each of them. */

export interface Layout {
  readonly name: string;
  /** From a key to the keys below it. */
  readonly step: number;
  /** From a key to the dashes of its list. */
  readonly list: number;
  /** From a dash to what follows it. */
  readonly item: number;
}

export const layouts: readonly Layout[] = [
  { name: "two blanks a level", step: 2, list: 2, item: 2 },
  { name: "dashes in the column of their key", step: 2, list: 0, item: 2 },
  { name: "three blanks", step: 3, list: 3, item: 2 },
  { name: "four blanks", step: 4, list: 4, item: 2 },
  { name: "four blanks, and two before a dash", step: 4, list: 2, item: 2 },
  { name: "four blanks, dashes in the column of their key", step: 4, list: 0, item: 2 },
  { name: "four blanks, and behind a dash as well", step: 4, list: 4, item: 4 },
  { name: "one blank", step: 1, list: 1, item: 2 },
];

/** The lines of a text with two blanks for each level, indented in another way. */
export function linesIn({ step, list, item }: Layout, text: string): string[] {
  /** The columns that are open, what stands there, and where it stands now. */
  const open: { readonly from: number; readonly to: number; readonly isDash: boolean }[] = [];
  return text.split("\n").map((line) => {
    if (/^\s*(?:#|$)/.test(line)) return line;
    const from = line.search(/\S/);
    while ((open.at(-1)?.from ?? -1) >= from) open.pop();
    const outer = open.at(-1);
    const isDash = line.startsWith("- ", from);
    const below = isDash ? list : step;
    const to = outer === undefined ? 0 : outer.to + (outer.isDash ? item : below);
    open.push({ from, to, isDash });
    if (!isDash) return " ".repeat(to) + line.slice(from);
    open.push({ from: from + 2, to: to + item, isDash: false });
    return " ".repeat(to) + "-".padEnd(item) + line.slice(from + 2);
  });
}
