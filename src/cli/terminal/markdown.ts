/**
 * The Markdown of cfgc's own pages as a terminal shows it: headings, paragraphs, lists, tables and blocks of code,
 * broken to the width. It reads what those pages hold and no more of Markdown.
 */
import { greatest } from "../../diagnostics/long-lists.ts";
import { displayWidth } from "../../diagnostics/print/display-width.ts";
import { inline, linesOf, type PageOptions, painted, plainText } from "./inline.ts";

export function renderMarkdown(markdown: string, options: PageOptions): string {
  return blocksOf(markdown)
    .map((block) =>
      renderers[block.kind](block.lines, options)
        .map((line) => `${line.trimEnd()}\n`)
        .join(""),
    )
    .join("\n");
}

type Kind = "heading" | "code" | "table" | "list" | "paragraph";

interface Block {
  readonly kind: Kind;
  readonly lines: string[];
}

/** Blocks are parted by blank lines, but for those within code. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of markdown.split("\n")) {
    const isFence = line.startsWith("```");
    if (open?.kind === "code") {
      if (isFence) open = undefined;
      else open.lines.push(line);
      continue;
    }
    const kind = isFence ? "code" : kindOf(line);
    if (kind === undefined) open = undefined;
    else if (open?.kind === kind && kind !== "heading") open.lines.push(line);
    else {
      open = { kind, lines: isFence ? [] : [line] };
      blocks.push(open);
    }
  }
  return blocks;
}

function kindOf(line: string): Kind | undefined {
  if (line.trim() === "") return undefined;
  if (/^#+ /.test(line)) return "heading";
  if (line.startsWith("|")) return "table";
  return line.startsWith("- ") ? "list" : "paragraph";
}

const renderers: Readonly<Record<Kind, (lines: readonly string[], options: PageOptions) => string[]>> = {
  heading: ([line = ""], options) =>
    linesOf(inline(line.replace(/^#+ /, ""), options), options.width).map((text) =>
      options.palette.strong(plainText(text)),
    ),
  // Never broken: it is there to be copied.
  code: (lines) => lines.map((line) => `    ${line}`),
  table: tableLines,
  list: (lines, options) => lines.flatMap((line) => hanging(line.slice(2), ["- ", "  "], options)),
  paragraph: (lines, options) => hanging(lines.join(" "), ["", ""], options),
};

/** Text whose first line begins otherwise than the further ones, both at the same column. */
function hanging(
  markdown: string,
  [first, indent]: readonly [string, string],
  options: PageOptions,
): string[] {
  const lines = linesOf(inline(markdown, options), options.width - displayWidth(indent));
  return lines.map((line, index) => (index === 0 ? first : indent) + painted(line, options));
}

/** All columns but the last are as wide as what they hold; the last one has the rest. */
function tableLines(lines: readonly string[], options: PageOptions): string[] {
  const isRule = (cells: readonly string[]) => cells.every((cell) => /^:?-+:?$/.test(cell));
  const rows = lines.map(cellsOf).filter((cells) => !isRule(cells));
  const count = greatest(rows.map((cells) => cells.length)) - 1;
  const shown = (cell = "") => plainText(inline(cell, options));
  const widths = Array.from({ length: count }, (_, column) =>
    greatest(rows.map((cells) => displayWidth(shown(cells[column])) + gap)),
  );
  const indent = " ".repeat(widths.reduce((sum, width) => sum + width, 0));
  const width = Math.max(narrowest, options.width - indent.length);
  return rows.flatMap((cells) => {
    const names = widths.map((wide, column) => {
      const text = shown(cells[column]);
      return options.palette.faint(text) + " ".repeat(wide - displayWidth(text));
    });
    const texts = (cells[count] ?? "").split("<br>");
    const last = texts.flatMap((text) => hanging(text, ["", ""], { ...options, width }));
    return last.map((line, index) => (index === 0 ? names.join("") : indent) + line);
  });
}

/** Columns between two columns of a table. */
const gap = 2;

/** Below this, words would stand under one another. */
const narrowest = 20;

function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}
