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
 */
import { concealLine, withoutSecrets } from "../conceal.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { type Location, positionAt, startsOfLines } from "../location.ts";
import type { Severity } from "../severity.ts";
import { type Palette, paletteFor } from "./palette.ts";
import { displayWidth, tidy } from "./text-width.ts";

export interface HumanOptions {
  readonly color: boolean;
  /** Columns of the terminal; longer lines are cut around what they are about. */
  readonly width?: number;
}

export function printHuman(diagnostics: readonly Diagnostic[], options: HumanOptions): string {
  const palette = paletteFor(options.color);
  const width = Math.max(40, options.width ?? 120);
  const blocks = diagnostics.map((diagnostic) => printOne(diagnostic, palette, width));
  return [...blocks, summaryLine(diagnostics, palette)].join("\n");
}

function printOne(diagnostic: Diagnostic, palette: Palette, width: number): string {
  const { code, severity, message, at, related, help } = withoutSecrets(diagnostic);
  const paint = palette[severity];
  const places = [at, ...shown(related).map((one) => one.at)];
  const gutter = String(Math.max(...places.map((place) => positionAt(place.file, place.start).line))).length;
  const margin = " ".repeat(gutter);
  const lines = [`${paint(`${severity}[${code.name}]`)}${palette.strong(`: ${tidy(message)}`)}`];
  lines.push(`${margin} ${palette.faint("┌")} ${whereIs(at)}`);
  lines.push(...frame(at, "^", gutter, paint, palette, width));
  for (const one of shown(related)) {
    lines.push(`${margin} ${palette.faint("├")} ${whereIs(one.at)}  ${tidy(one.message)}`);
    lines.push(...frame(one.at, "-", gutter, palette.note, palette, width));
  }
  if (related.length > maxRelated)
    lines.push(`${margin} ${palette.faint("├")} and ${related.length - maxRelated} more places`);
  if (help !== undefined)
    lines.push(`${margin} ${palette.faint("=")} ${palette.note("help")}: ${tidy(help)}`);
  return `${lines.join("\n")}\n`;
}

const maxRelated = 6;

function shown(related: Diagnostic["related"]): Diagnostic["related"] {
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
  const starts = startsOfLines(at.file);
  const lineStart = starts[line - 1] ?? 0;
  const next = starts[line];
  const lineEnd = next === undefined ? at.file.text.length : next - 1;
  // A line may be the whole file, so only a part is looked at: what cannot be shown need not be masked either.
  const start = Math.max(lineStart, at.start - 4 * width);
  const end = Math.min(lineEnd, at.start + 8 * width);
  const raw = at.file.text.slice(start, end).replace(/\r$/, "");
  if (raw.trim() === "") return [];
  const shownLine = concealLine(at.file, start, raw);
  const from = shownLine.column(Math.min(lineStart + column - 1 - start, raw.length));
  const to = Math.max(from + 1, shownLine.column(Math.max(0, Math.min(at.end - start, raw.length))));
  const more = { before: start > lineStart, after: end < lineEnd };
  const cut = cutAround(shownLine.text, from, to, more, width - gutter - 3);
  const before = tidy(cut.text.slice(0, cut.from));
  const marked = tidy(cut.text.slice(cut.from, cut.to));
  const after = tidy(cut.text.slice(cut.to));
  const marks = mark.repeat(Math.max(1, displayWidth(marked)));
  return [
    `${palette.faint(`${String(line).padStart(gutter)} │`)} ${before}${marked}${after}`,
    `${" ".repeat(gutter)} ${palette.faint("│")} ${" ".repeat(displayWidth(before))}${paint(marks)}`,
  ];
}

/** A part of a long line that holds the marked range, with dots where something is left out. */
function cutAround(
  text: string,
  from: number,
  to: number,
  more: { readonly before: boolean; readonly after: boolean },
  width: number,
): { text: string; from: number; to: number } {
  if (text.length <= width && !more.before && !more.after) return { text, from, to };
  const room = Math.max(10, width - 6);
  const start = Math.max(0, Math.min(from - Math.floor(room / 4), text.length - room));
  const end = Math.min(text.length, start + room);
  const head = start > 0 || more.before ? "..." : "";
  const tail = end < text.length || more.after ? "..." : "";
  const shift = head.length - start;
  return { text: head + text.slice(start, end) + tail, from: from + shift, to: Math.min(to, end) + shift };
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
