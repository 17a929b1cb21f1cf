/**
 * Reads cluster.nodes, DolphinDB's table of nodes: a header with the names of the columns, then a row for each node.
 * The tree has the header under `columns` and the rows, each a map of its cells by column, under `rows`. Empty cells
 * are left out: the vendor's own tools write them for "none".
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { writeAt } from "../../diagnostics/fix.ts";
import { advice, offer } from "../../diagnostics/help.ts";
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
  const { misnamed, ...named } = columnsOf(header, file, bag);
  const rows = (header === undefined ? lines : rest).map((line) => readRow(line, named, file, bag));
  return mapOf(file, [
    [
      "columns",
      mapOf(
        file,
        (header ?? [])
          .filter((cell) => !misnamed.includes(cell))
          .map((cell) => [String(cell.value), unread(cell), cell]),
      ),
    ],
    ["rows", { kind: "list", at: start(file), items: rows }],
  ]);
}

const usual = [say`localSite`, say`mode`, say`computeGroup`, say`zone`] as const;

interface Columns {
  readonly columns: readonly string[];
  /** Cells of the header that stand where a column has to be that is not there: all is said of them. */
  readonly misnamed: readonly ScalarNode[];
  /** Whether the header has what it has to: else a row is not to blame for what it has no column for. */
  readonly isWhole: boolean;
}

/** A column that has to be there and is not is the one at its place, whatever the header calls it. */
function columnsOf(header: readonly ScalarNode[] | undefined, file: SourceFile, bag: DiagnosticBag): Columns {
  if (header === undefined) return { columns: usual, misnamed: [], isWhole: true };
  const columns = header.map((cell) => String(cell.value));
  const isUsual = (cell: ScalarNode) => usual.some((one) => one === cell.value);
  const missing = usual.slice(0, 2).filter((column) => !columns.includes(column));
  const [first] = missing;
  if (first === undefined) return { columns, misnamed: [], isWhole: true };
  const cell = header[usual.indexOf(first)];
  bag.report(nodesSyntax, {
    at: cell?.at ?? header[0]?.at ?? start(file),
    message: say`the header has no column ${first}`,
    help:
      cell === undefined || isUsual(cell) || missing.length > 1
        ? advice`begin the file with localSite,mode`
        : offer(writeAt(cell.at, first), say`call this column ${first}`),
  });
  const misnamed = missing
    .flatMap((column) => header[usual.indexOf(column)] ?? [])
    .filter((one) => !isUsual(one));
  const named = header.map((one) => (misnamed.includes(one) ? first : String(one.value)));
  return { columns: missing.length > 1 || named.length < 2 ? usual : named, misnamed, isWhole: false };
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
    message: say`the header is missing, so the first node is read as the header`,
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

function readRow(
  line: Line,
  { columns, isWhole }: Omit<Columns, "misnamed">,
  file: SourceFile,
  bag: DiagnosticBag,
): MapNode {
  const cells = cellsOf(line, file);
  const extra = cells.slice(columns.length).find((cell) => cell.value !== "");
  if (extra !== undefined && isWhole) {
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
    if (!isWhole || given.some(([name]) => name === column)) continue;
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
