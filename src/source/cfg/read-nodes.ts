/**
 * Reads cluster.nodes, DolphinDB's table of nodes: a header with the names of the columns, then a row for each node.
 * The tree has the header under `columns` and the rows, each a map of its cells by column, under `rows`. Empty cells
 * are left out: the vendor's own tools write them for "none".
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advice } from "../../diagnostics/help.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { type Name, quoted, say, writtenName } from "../../diagnostics/message.ts";
import { nodesSyntax } from "../codes.ts";
import type { Entry, MapNode, Node, ScalarNode } from "../tree.ts";
import { bareText, type Line, linesOf, placeOfLine } from "./lines.ts";
import { reportStart } from "./read-cfg.ts";

export function readNodes(file: SourceFile, bag: DiagnosticBag): MapNode {
  reportStart(file, "refused", bag);
  const lines = linesOf(file).filter((line) => line.text.trim() !== "" && !isComment(line, file, bag));
  const [first, ...rest] = lines;
  const header = first === undefined || isRow(first) ? undefined : cellsOf(first, file);
  if (first !== undefined && header === undefined) reportNoHeader(first, file, bag);
  reportRepeated(header ?? [], bag);
  const columns = columnsOf(header, file, bag);
  const rows = (header === undefined ? lines : rest).map((line) => readRow(line, columns, file, bag));
  return mapOf(file, [
    [
      "columns",
      mapOf(
        file,
        (header ?? []).map((cell) => [String(cell.value), unread(cell), cell]),
      ),
    ],
    ["rows", { kind: "list", at: start(file), items: rows }],
  ]);
}

const usual = ["localSite", "mode", "computeGroup", "zone"] as const;

/** A column that has to be there and is not is the one at its place, whatever the header calls it. */
function columnsOf(
  header: readonly ScalarNode[] | undefined,
  file: SourceFile,
  bag: DiagnosticBag,
): readonly string[] {
  if (header === undefined) return usual;
  const columns = header.map((cell) => String(cell.value));
  const missing = usual.slice(0, 2).filter((column) => !columns.includes(column));
  const [first] = missing;
  if (first === undefined) return columns;
  const index = usual.indexOf(first);
  bag.report(nodesSyntax, {
    at: header[index]?.at ?? header[0]?.at ?? start(file),
    message: say`the header has no column ${first}`,
    help: advice`begin the file with localSite,mode`,
  });
  if (missing.length > 1) return usual;
  const isOther = usual.some((one) => one === columns[index]);
  if (!isOther) columns[index] = first;
  return columns;
}

function isComment(line: Line, file: SourceFile, bag: DiagnosticBag): boolean {
  if (!/^\s*(?:#|\/\/)/.test(line.text)) return false;
  bag.report(nodesSyntax, {
    at: placeOfLine(file, line),
    message: say`no document says that cluster.nodes may hold comments, so the server may take this for a row`,
    help: advice`delete the line`,
    severity: "warning",
  });
  return true;
}

/** A row has a site in its first cell, a header never has a colon. */
function isRow({ text }: Line): boolean {
  return (text.split(",", 1)[0] ?? "").includes(":");
}

function reportNoHeader(first: Line, file: SourceFile, bag: DiagnosticBag): void {
  bag.report(nodesSyntax, {
    at: placeOfLine(file, first),
    message: say`the header is missing, so the first node is taken for it`,
    help: advice`begin the file with localSite,mode`,
  });
}

function reportRepeated(header: readonly ScalarNode[], bag: DiagnosticBag): void {
  for (const [index, cell] of header.entries()) {
    const first = header.findIndex((one) => one.value === cell.value);
    const other = header[first];
    if (first === index || other === undefined || cell.value === "") continue;
    bag.report(nodesSyntax, {
      at: cell.at,
      message: say`the column ${quoted(columnName(String(cell.value)))} stands twice, and which of the two counts is not documented`,
      related: [{ at: other.at, message: say`the first one is here` }],
      help: advice`name each column once`,
      severity: "warning",
    });
  }
}

function readRow(line: Line, columns: readonly string[], file: SourceFile, bag: DiagnosticBag): MapNode {
  const cells = cellsOf(line, file);
  const extra = cells.slice(columns.length).find((cell) => cell.value !== "");
  if (extra !== undefined) {
    bag.report(nodesSyntax, {
      at: extra.at,
      message: say`this row has ${cells.length} cells, and the header ${columns.length}`,
      help: advice`name the column in the header, or delete the cell`,
    });
  }
  const given = columns.flatMap((column, index): [string, Node, ScalarNode][] => {
    const cell = cells[index];
    return cell === undefined || cell.value === "" ? [] : [[column, cell, cell]];
  });
  for (const column of ["localSite", "mode"] as const) {
    if (given.some(([name]) => name === column)) continue;
    bag.report(nodesSyntax, {
      at: placeOfLine(file, line),
      message: say`this row has no ${column}`,
      help: advice`write host:port:alias,mode`,
    });
  }
  return { ...mapOf(file, given), at: placeOfLine(file, line) };
}

function cellsOf(line: Line, file: SourceFile): ScalarNode[] {
  const cells: ScalarNode[] = [];
  let from = 0;
  for (const text of line.text.split(",")) {
    cells.push(bareText(file, line, from, from + text.length));
    from += text.length + 1;
  }
  return cells;
}

function mapOf(file: SourceFile, members: readonly [string, Node, ScalarNode?][]): MapNode {
  const entries = members.map(([key, value, keyNode]): [string, Entry] => [
    key,
    { key: columnName(key), keyAt: keyNode?.at ?? value.at, value },
  ]);
  return { kind: "map", at: start(file), entries: new Map(entries) };
}

/** What a column is called. A line of key=value that got here has a value behind the key, which is not known. */
function columnName(text: string): Name {
  return writtenName(text.split("=", 1)[0] ?? "");
}

function unread({ at }: ScalarNode): Node {
  return { kind: "unread", at };
}

function start(file: SourceFile): Node["at"] {
  return { file, start: 0, end: 0 };
}
