/** Writes cluster.nodes, DolphinDB's table of nodes. It holds no comments: no document says that it may. */
import { say } from "../diagnostics/message.ts";
import { once } from "../diagnostics/once.ts";
import type { Document, DocumentEntry, WrittenFile } from "./output-file.ts";
import { refuseControls, type Unwritable, UnwritableValue, writtenOrNoted } from "./unwritable-value.ts";

/** A table goes to many hosts, and is written once. */
export const writeNodesTable: (document: Document) => WrittenFile = once(writeTable);

/** Each entry is a cell; its path is the row's number and the column. Columns come in the order of the first row. */
function writeTable({ entries }: Document): WrittenFile {
  const columns = [...new Set(entries.map(({ path }) => path[1] ?? ""))];
  const rows = new Map<string, DocumentEntry[]>();
  for (const entry of entries) {
    const row = entry.path[0] ?? "";
    rows.set(row, [...(rows.get(row) ?? []), entry]);
  }
  const lines = [columns.join(",")];
  const origins = new Map<number, DocumentEntry>();
  const unwritable: Unwritable[] = [];
  const cellText = (cell: DocumentEntry | undefined) =>
    cell === undefined ? "" : writtenOrNoted(cell, unwritable, () => cellOf(String(cell.value)));
  for (const cells of rows.values()) {
    lines.push(columns.map((column) => cellText(cells.find(({ path }) => path[1] === column))).join(","));
    const [site] = cells;
    if (site !== undefined) origins.set(lines.length, site);
  }
  return { text: `${lines.join("\n")}\n`, lines: origins, unwritable };
}

function cellOf(text: string): string {
  refuseControls(text, format);
  if (text.includes(",") || text !== text.trim())
    throw new UnwritableValue(
      say`holds a comma or begins or ends with a blank, which ${format} cannot carry`,
    );
  return text;
}

const format = say`a cell of cluster.nodes`;
