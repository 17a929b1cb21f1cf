/**
 * Markdown, as CommonMark and GitHub's tables have it. Texts of others go into it through here, and mean nothing but
 * themselves. It is read by people, so a character that nobody sees is written as ?, and a line break as a blank.
 */
import { greatest } from "../diagnostics/long-lists.ts";
import { isPlain } from "../diagnostics/plain.ts";

/** Text with marks of its own, as pieces, since a table wants some of them written otherwise. */
export class Markdown {
  constructor(readonly pieces: readonly Piece[]) {}
}

interface Piece {
  readonly kind: "text" | "code" | "marks";
  readonly text: string;
}

type Part = string | number | Markdown;

/** What stands in it literally is cfgc's own and has marks, what is put in is a text, or has marks already. */
export function markdown(literals: TemplateStringsArray, ...parts: readonly Part[]): Markdown {
  return new Markdown(
    literals.flatMap((text, index): readonly Piece[] => {
      const part = parts[index];
      return [{ kind: "marks", text }, ...(part === undefined ? [] : piecesOf(part))];
    }),
  );
}

export function code(text: string): Markdown {
  return new Markdown([{ kind: "code", text }]);
}

/** Of cfgc's own, or rendered already. */
export function marked(text: string): Markdown {
  return new Markdown([{ kind: "marks", text }]);
}

export function joined(parts: readonly Part[], separator: string): Markdown {
  return new Markdown(
    parts.flatMap((part, index): readonly Piece[] => [
      ...(index === 0 ? [] : [{ kind: "text" as const, text: separator }]),
      ...piecesOf(part),
    ]),
  );
}

function piecesOf(part: Part): readonly Piece[] {
  return part instanceof Markdown ? part.pieces : [{ kind: "text", text: String(part) }];
}

/** In a paragraph or an item of a list. */
export function inText(part: Part): string {
  return written(part, writersInText);
}

/** In a table. */
export function inCell(part: Part): string {
  return written(part, writersInCell);
}

type Writers = { readonly [Kind in Piece["kind"]]: (text: string) => string };
const asIs = (text: string): string => text;
const writersInText: Writers = { text: escapeText, code: codeInText, marks: asIs };
const writersInCell: Writers = { text: escapeText, code: codeInCell, marks: asIs };

function written(part: Part, write: Writers): string {
  if (!(part instanceof Markdown)) return write.text(String(part));
  return part.pieces.map(({ kind, text }) => write[kind](text)).join("");
}

/** A code span, in more backquotes than the text has side by side. */
export function codeInText(text: string): string {
  if (isBareCode.test(text)) return `\`${text}\``;
  const shown = visible(text);
  if (shown.trim() === "") return "";
  const runs = shown.includes("`") ? (shown.match(/`+/g) ?? []) : [];
  const longest = Math.max(0, greatest(runs.map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  // A blank on each side is dropped again, and parts backquotes of the text from the fence.
  const padding = longest > 0 || /^ | $/.test(shown) ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** What nearly every path and unit is: with neither a backquote nor a blank, and seen as it is. */
const isBareCode = /^[\w./:@-]+$/;

/** A table ends a cell at a bar within code as well; a backslash before it helps, unless there are others. */
export function codeInCell(text: string): string {
  if (!text.includes("|")) return codeInText(text);
  return text.includes("\\") ? escapeText(text) : codeInText(text).replaceAll("|", "\\|");
}

/** What nearly every name is: nothing that could be a mark, and at the beginning a letter. */
const withoutMarks = /^[A-Za-z][A-Za-z0-9 ./:,-]*$/;

/** What is a mark anywhere, then what is one between words only, then what is one at the beginning only. */
function escapeText(text: string): string {
  if (withoutMarks.test(text)) return text;
  return visible(text)
    .replace(/[\\`*[\]<&~|]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/^[#>]|^[-+=](?=[-+=\s]|$)|(?<=^\d{1,9})[.)](?=\s|$)/, "\\$&");
}

function visible(text: string): string {
  if (isPlain(text)) return text;
  const lines = text.split(/[\r\n\v\f\u0085\u2028\u2029]/);
  const last = lines.length - 1;
  // Blanks around a break go with it.
  const words = lines
    .map((line, index) => (index === 0 ? line : line.trimStart()))
    .map((line, index) => (index === last ? line : line.trimEnd()))
    .filter((line, index) => line !== "" || index === 0 || index === last);
  return words
    .join(" ")
    .replaceAll("\t", " ")
    .replace(/[\p{Cc}\p{Cs}]/gu, "?");
}
