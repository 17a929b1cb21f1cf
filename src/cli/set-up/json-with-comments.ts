/** JSON as editors keep their settings: with comments and commas at the end. What is not changed stays as it is. */
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  stripComments,
} from "jsonc-parser";
import { positionAt } from "../../diagnostics/location.ts";
import { UserError } from "../user-error.ts";

export interface Setting {
  readonly path: readonly string[];
  readonly value: unknown;
  /** Added to a list that is there, unless it holds the value. */
  readonly inList?: boolean;
  /** Left out where the list at this path holds the value. */
  readonly unlessIn?: readonly string[];
}

export interface Merged {
  readonly text: string;
  /** Settings that have another value already, which they keep. */
  readonly kept: readonly Setting[];
}

/**
 * The text with these settings added. What is set otherwise already stays. Throws a {@link UserError} with the place of
 * what cannot be read, or of what is no table where one is needed.
 */
export function withSettings(path: string, text: string, settings: readonly Setting[]): Merged {
  const kept: Setting[] = [];
  let changed = text.replace(/^\ufeff/, "");
  for (const setting of settings) {
    const root = rootOf(path, changed);
    if (setting.unlessIn !== undefined && isListed(root, setting.unlessIn, setting.value)) continue;
    const there = root && nodeAt(path, changed, root, setting.path);
    if (there === undefined)
      changed = withKey(changed, root, setting.path, setting.inList ? [setting.value] : setting.value);
    else if (setting.inList) changed = addedToList(path, changed, there, setting);
    else if (!isEqual(getNodeValue(there), setting.value)) kept.push(setting);
  }
  return { text: text.startsWith("\ufeff") ? `\ufeff${changed}` : changed, kept };
}

/** Undefined for a file with nothing in it. */
function rootOf(path: string, text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parsed(path, text, errors);
  const [error] = errors;
  if (error !== undefined) throw refused(path, text, error.offset, "is no JSON from here on");
  if (root !== undefined && root.type !== "object")
    throw refused(path, text, root.offset, "is no table of settings");
  return root;
}

function parsed(path: string, text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    // It calls itself for each level.
    if (error instanceof RangeError) throw refused(path, text, 0, "nests too deep to be read");
    throw error;
  }
}

/** Throws a {@link UserError} where something on the way is no table. */
function nodeAt(path: string, text: string, root: Node, names: readonly string[]): Node | undefined {
  for (let length = 1; length < names.length; length += 1) {
    const part = findNodeAtLocation(root, names.slice(0, length));
    if (part === undefined) return undefined;
    if (part.type !== "object")
      throw refused(path, text, part.offset, `is no table, so nothing fits below "${names[length - 1]}"`);
  }
  return findNodeAtLocation(root, [...names]);
}

function isListed(root: Node | undefined, path: readonly string[], value: unknown): boolean {
  const list = root && findNodeAtLocation(root, [...path]);
  return list?.type === "array" && (list.children ?? []).some((item) => isEqual(getNodeValue(item), value));
}

function addedToList(path: string, text: string, list: Node, { path: names, value }: Setting): string {
  if (list.type !== "array")
    throw refused(path, text, list.offset, `is no list, so nothing can be added to "${names.at(-1)}"`);
  const items = list.children ?? [];
  const isThere = items.some((item) => isEqual(getNodeValue(item), value));
  return isThere ? text : withItem(text, list, value);
}

function refused(path: string, text: string, offset: number, problem: string): UserError {
  const { line, column } = positionAt({ path, text }, offset);
  return new UserError(`${path}:${line}:${column} ${problem}; nothing was written`);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Adds a key to the innermost table of its path that there is, with the tables that are missing. */
function withKey(text: string, root: Node | undefined, path: readonly string[], value: unknown): string {
  const there = path.findLastIndex(
    (_, index) => root && findNodeAtLocation(root, path.slice(0, index)) !== undefined,
  );
  const [key = "", ...missing] = path.slice(Math.max(0, there));
  const whole = missing.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const table = root && findNodeAtLocation(root, path.slice(0, Math.max(0, there)));
  if (table === undefined) {
    const end = endOfLine(text);
    const start = text === "" || text.endsWith("\n") ? text : `${text}${end}`;
    return `${start}${written({ [key]: whole }, "", "  ", end)}${end}`;
  }
  return withMember(
    text,
    table,
    (layout) => `${JSON.stringify(key)}: ${written(whole, layout.indent, layout.unit, layout.end)}`,
  );
}

function withItem(text: string, list: Node, value: unknown): string {
  return withMember(text, list, ({ indent, unit, end }) => written(value, indent, unit, end));
}

interface Layout {
  /** Of the new member, and of each further level. */
  readonly indent: string;
  readonly unit: string;
  readonly end: string;
}

/** Adds a member behind the last one of a table or a list; comments and commas that stand there stay where they are. */
function withMember(text: string, parent: Node, member: (layout: Layout) => string): string {
  const last = parent.children?.at(-1);
  const close = parent.offset + parent.length - 1;
  const from = last === undefined ? parent.offset + 1 : last.offset + last.length;
  const gap = text.slice(from, close);
  const hasComma = stripComments(gap).includes(",");
  const comma = last === undefined || hasComma ? "" : ",";
  const kept = gap.trimEnd();
  const before = `${text.slice(0, from)}${comma}${kept}`;
  const end = endOfLine(text);
  const unit = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  const outer = indentAt(text, parent.offset);
  const isInLine = parent.type === "array" && !text.slice(parent.offset, close).includes("\n");
  if (isInLine) {
    const space = last === undefined ? "" : " ";
    return `${before}${space}${member({ indent: outer, unit, end })}${hasComma ? "," : ""}${text.slice(close)}`;
  }
  const own = last === undefined ? undefined : indentAt(text, last.offset);
  const indent = own === undefined || own.length <= outer.length ? outer + unit : own;
  return `${before}${end}${indent}${member({ indent, unit, end })}${hasComma ? "," : ""}${end}${outer}${text.slice(close)}`;
}

function written(value: unknown, indent: string, unit: string, end: string): string {
  return JSON.stringify(value, undefined, unit).replaceAll("\n", `${end}${indent}`);
}

function endOfLine(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The blanks that the line of an offset begins with. */
function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
}
