/**
 * Findings for people: the line with a caret, every other place involved, what to do.
 *
 * ```text
 * error[port-clash]: horaedb db1 opens port 8831 (gRPC port), which horaedb b opens on the same host
 *   ┌ cluster.yaml:9:9
 * 9 │       - { host: db1, name: b }
 *   │         ^^^^^^^^^^^^^^^^^^^^^^
 *   ├ cluster.yaml:8:9  8831 is the gRPC port of horaedb db1
 * 8 │       - { host: db1 }
 *   │         -------------
 *   = help: give one of them another port
 * ```
 *
 * What is to be said of several places in the same words is said once, with all of them.
 */
import { append, greatest } from "../../diagnostics/long-lists.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt, type SourceFile } from "../location.ts";
import type { Severity } from "../severity.ts";
import { displayWidth } from "./display-width.ts";
import { type EqualFindings, equalFindings } from "./equal-findings.ts";
import { windowOn } from "./line-window.ts";
import { type Palette, paletteFor } from "./palette.ts";
import { sourceLine } from "./source-line.ts";
import { tidy } from "./tidy.ts";

export interface HumanOptions {
  readonly color: boolean;
  /** Columns of the terminal; longer lines are cut around what they are about. */
  readonly width?: number;
}

export function printHuman(diagnostics: readonly Diagnostic[], options: HumanOptions): string {
  const palette = paletteFor(options.color);
  const width = Math.max(40, options.width ?? 120);
  const blocks = equalFindings(diagnostics).map((equal) => printOne(equal, palette, width));
  return [...blocks, summaryLine(diagnostics, palette)].join("\n");
}

function printOne({ first, others }: EqualFindings, palette: Palette, width: number): string {
  const { code, severity, message, at, related, help } = first;
  const paint = palette[severity];
  const places = [at, ...firstOf(related).map((one) => one.at)];
  const gutter = String(greatest(places.map((place) => positionAt(place.file, place.start).line))).length;
  const margin = " ".repeat(gutter);
  const lines = [`${paint(`${severity}[${code.name}]`)}${palette.strong(`: ${tidy(message)}`)}`];
  lines.push(`${margin} ${palette.faint("┌")} ${whereIs(at)}`);
  append(lines, frame(at, "^", gutter, paint, palette, width));
  for (const text of placesIn(others, width - gutter - 3))
    lines.push(`${margin} ${palette.faint("├")} ${text}`);
  for (const one of firstOf(related)) {
    lines.push(`${margin} ${palette.faint("├")} ${whereIs(one.at)}  ${tidy(one.message)}`);
    append(lines, frame(one.at, "-", gutter, palette.note, palette, width));
  }
  if (related.length > maxRelated)
    lines.push(`${margin} ${palette.faint("├")} and ${related.length - maxRelated} more places`);
  if (help !== undefined)
    lines.push(`${margin} ${palette.faint("=")} ${palette.note("help")}: ${tidy(help)}`);
  return `${lines.join("\n")}\n`;
}

const maxRelated = 6;

/** More than anybody would go through one by one. */
const maxPlaces = 100;

/** "the same at ..." in lines of at most so many columns, with whole places in each. */
function placesIn(places: readonly Location[], columns: number): string[] {
  if (places.length === 0) return [];
  const words = places.slice(0, maxPlaces).map(whereIs);
  if (places.length > maxPlaces) words.push(`and ${places.length - maxPlaces} more places`);
  const lines: string[] = [];
  let line = "the same at";
  for (const [index, word] of words.entries()) {
    const next = `${line} ${word}${index < words.length - 1 ? "," : ""}`;
    if (displayWidth(next) <= columns) {
      line = next;
    } else {
      lines.push(line);
      line = next.slice(line.length).replace(/^ /, "  ");
    }
  }
  return [...lines, line];
}

function firstOf(related: Diagnostic["related"]): Diagnostic["related"] {
  return related.slice(0, maxRelated);
}

function whereIs(at: Location): string {
  const { line, column } = positionAt(at.file, at.start);
  return `${tidy(at.file.path)}:${line}:${column}`;
}

/** The line that a location begins on, with marks under the part of it that the location covers. */
function frame(
  at: Location,
  mark: string,
  gutter: number,
  paint: (text: string) => string,
  palette: Palette,
  width: number,
): string[] {
  const { line, column } = positionAt(at.file, at.start);
  const { start, raw, shown: text, column: columnOf } = sourceLine(at.file, line);
  const from = columnOf(Math.min(column - 1, raw.length));
  const to = Math.max(from + 1, columnOf(Math.min(at.end - start, raw.length)));
  // More than can be seen of each part, and not all of a line that may be the whole file.
  const far = 4 * width;
  const { before, marked, after } = windowOn(
    {
      before: tidy(text.slice(Math.max(0, from - far), from)),
      marked: tidy(text.slice(from, Math.min(to, from + far))),
      after: tidy(text.slice(to, to + far)),
    },
    width - gutter - 3,
  );
  const marks = mark.repeat(Math.max(1, displayWidth(marked)));
  const rows = [
    row(line, before + marked + after, gutter, palette),
    row(undefined, " ".repeat(displayWidth(before)) + paint(marks), gutter, palette),
  ];
  return raw.trim() === "" ? withLineBefore(rows, at.file, line, gutter, palette, width) : rows;
}

/** An empty line says nothing, so the one that something is missing behind stands above it. */
function withLineBefore(
  rows: string[],
  file: SourceFile,
  line: number,
  gutter: number,
  palette: Palette,
  width: number,
): string[] {
  for (let above = line - 1; above > 0; above -= 1) {
    const { raw, shown: text } = sourceLine(file, above);
    if (raw.trim() === "") continue;
    const start = { before: "", marked: "", after: tidy(text.slice(0, 4 * width)) };
    const { after } = windowOn(start, width - gutter - 3);
    return [row(above, after, gutter, palette), ...rows];
  }
  return [];
}

function row(line: number | undefined, text: string, gutter: number, palette: Palette): string {
  const number = line === undefined ? " ".repeat(gutter) : String(line).padStart(gutter);
  return line === undefined
    ? `${number} ${palette.faint("│")} ${text}`
    : `${palette.faint(`${number} │`)} ${text}`.trimEnd();
}

function summaryLine(diagnostics: readonly Diagnostic[], palette: Palette): string {
  const count = (severity: Severity) => diagnostics.filter((one) => one.severity === severity).length;
  const parts = (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, number: count(severity) }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) =>
      palette[severity](`${number} ${nouns[severity]}${number === 1 ? "" : "s"}`),
    );
  return parts.length === 0 ? "" : `${parts.join(", ")}\n`;
}

const nouns = { error: "error", warning: "warning", info: "note" } as const;
