/** The order in which TOML wants its keys: a table's own together, and before those of its subtables. */
import { append } from "../diagnostics/long-lists.ts";
import { DateTime, Float, Secret, type Value } from "../schema/value.ts";
import type { DocumentEntry } from "./output-file.ts";

export type Members = { readonly [key: string]: Value };

/** Read much better as blocks, one key a line, than as one long line. */
export function isListOfTables(value: Value): value is readonly Members[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTable);
}

function isTable(value: Value): value is Members {
  return (
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof Float || value instanceof DateTime || value instanceof Secret)
  );
}

interface Order {
  readonly paths: readonly (readonly string[])[];
  /** Undefined if they are in order. */
  readonly places: readonly number[] | undefined;
}

/** Of the last document without lists of tables: those of thousands of instances have the same paths. */
let last: Order = { paths: [], places: undefined };

/** A table's own keys stand together and before its subtables, whose headers would swallow them. */
export function tablesTogether(entries: readonly DocumentEntry[]): readonly DocumentEntry[] {
  if (entries.some(({ value }) => isListOfTables(value))) return inOrder(entries);
  if (!hasPaths(entries, last.paths)) last = orderOf(entries);
  return last.places?.flatMap((place) => entries[place] ?? []) ?? entries;
}

function hasPaths(entries: readonly DocumentEntry[], paths: Order["paths"]): boolean {
  return entries.length === paths.length && entries.every(({ path }, index) => path === paths[index]);
}

function orderOf(entries: readonly DocumentEntry[]): Order {
  const places = new Map(entries.map((entry, index) => [entry, index]));
  const order = inOrder(entries).map((entry) => places.get(entry) ?? 0);
  const isInOrder = order.every((place, index) => place === index);
  return { paths: entries.map(({ path }) => path), places: isInOrder ? undefined : order };
}

interface Table {
  readonly entries: DocumentEntry[];
  /** Subtables, and lists of tables, which end a table in the same way. */
  readonly children: Map<string, Table | DocumentEntry>;
}

function inOrder(entries: readonly DocumentEntry[]): DocumentEntry[] {
  const root: Table = { entries: [], children: new Map() };
  for (const entry of entries) {
    let table = root;
    for (let depth = 0; depth < entry.path.length - 1; depth += 1) {
      const name = entry.path[depth] ?? "";
      let child = table.children.get(name);
      if (child === undefined || !("children" in child)) {
        child = { entries: [], children: new Map() };
        table.children.set(name, child);
      }
      table = child;
    }
    if (isListOfTables(entry.value)) table.children.set(entry.path.at(-1) ?? "", entry);
    else table.entries.push(entry);
  }
  const together: DocumentEntry[] = [];
  addInOrder(root, together);
  return together;
}

function addInOrder(table: Table, entries: DocumentEntry[]): void {
  append(entries, table.entries);
  for (const child of table.children.values()) {
    if ("children" in child) addInOrder(child, entries);
    else entries.push(child);
  }
}
