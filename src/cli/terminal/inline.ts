/** The words within a line of Markdown: plain, bold, code, links; and how they fill the width of a terminal. */

import { append } from "../../diagnostics/long-lists.ts";
import { displayWidth } from "../../diagnostics/print/display-width.ts";
import type { Palette } from "../../diagnostics/print/palette.ts";

export interface PageOptions {
  readonly width: number;
  readonly palette: Palette;
  /** Whether colour tells code from other text; where it does not, code keeps its backticks. */
  readonly color: boolean;
}

export interface Fragment {
  readonly text: string;
  readonly style: "plain" | "bold" | "code";
}

export function inline(markdown: string, { color }: Pick<PageOptions, "color">): Fragment[] {
  const fragments: Fragment[] = [];
  let end = 0;
  for (const match of markdown.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\[([^[\]]+)\]\(([^)]+)\)/g)) {
    const [whole, code, bold, label, target] = match;
    fragments.push({ text: markdown.slice(end, match.index), style: "plain" });
    if (code !== undefined) fragments.push({ text: color ? code : whole, style: "code" });
    else if (bold !== undefined) fragments.push({ text: bold, style: "bold" });
    else fragments.push({ text: `${label} (${target})`, style: "plain" });
    end = match.index + whole.length;
  }
  fragments.push({ text: markdown.slice(end), style: "plain" });
  return fragments
    .filter(({ text }) => text !== "")
    .map((one) => (one.style === "code" ? one : { ...one, text: one.text.replaceAll("\\<", "<") }));
}

/** Broken at blanks. A word that is longer than the width stays whole, so that it can be copied. */
export function linesOf(fragments: readonly Fragment[], width: number): Fragment[][] {
  const lines: Fragment[][] = [];
  let line: Fragment[] = [];
  let filled = 0;
  for (const word of wordsOf(fragments)) {
    const length = word.reduce((sum, { text }) => sum + displayWidth(text), 0);
    if (filled > 0 && filled + 1 + length > width) {
      lines.push(line);
      line = [];
      filled = 0;
    }
    if (filled > 0) line.push({ text: " ", style: "plain" });
    filled += length + (filled > 0 ? 1 : 0);
    append(line, word);
  }
  return [...lines, line];
}

/** A word may change its style within, as one does that ends in a comma behind code. */
function wordsOf(fragments: readonly Fragment[]): Fragment[][] {
  const words: Fragment[][] = [];
  let word: Fragment[] = [];
  for (const { text, style } of fragments) {
    for (const [index, part] of text.split(/ +/).entries()) {
      if (index > 0 && word.length > 0) {
        words.push(word);
        word = [];
      }
      if (part !== "") word.push({ text: part, style });
    }
  }
  return word.length === 0 ? words : [...words, word];
}

export function painted(line: readonly Fragment[], { palette }: PageOptions): string {
  const paints = { plain: (text: string) => text, bold: palette.strong, code: palette.note };
  return line.map(({ text, style }) => paints[style](text)).join("");
}

export function plainText(line: readonly Fragment[]): string {
  return line.map(({ text }) => text).join("");
}
