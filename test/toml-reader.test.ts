import fc from "fast-check";
import { parse, stringify, TomlDate } from "smol-toml";
import { describe, expect, it } from "vitest";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import type { Diagnostic } from "../src/diagnostics/diagnostic.ts";
import { type Location, positionAt, type SourceFile } from "../src/diagnostics/location.ts";
import { readToml } from "../src/source/toml/read-toml.ts";
import type { MapNode, Node, ScalarNode } from "../src/source/tree.ts";

interface Reading {
  readonly file: SourceFile;
  readonly tree: MapNode;
  readonly found: readonly Diagnostic[];
}

function read(text: string): Reading {
  const file = { path: "test.toml", text };
  const diagnostics = new DiagnosticBag("file");
  const tree = readToml(file, diagnostics);
  return { file, tree, found: diagnostics.sorted() };
}

/** `line:column code` of everything found. */
function places({ file, found }: Reading): string[] {
  return found.map(({ at, code }) => `${place(file, at)} ${code.name}`);
}

function place(file: SourceFile, at: Location): string {
  const { line, column } = positionAt(file, at.start);
  return `${line}:${column}`;
}

/** A tree as objects and arrays. Keys are marked, so that `__proto__` and keys like `1` need no care. */
function plain(node: Node): unknown {
  switch (node.kind) {
    case "map":
      return Object.fromEntries([...node.entries].map(([key, entry]) => [`.${key}`, plain(entry.value)]));
    case "list":
      return node.items.map(plain);
    case "unread":
      return unread;
    case "scalar":
      return node.type === "datetime" ? asDate(new TomlDate(String(node.value))) : node.value;
  }
}

const unread = Symbol("unread");

/** What smol-toml gives, in the form of `plain`. */
function marked(value: unknown): unknown {
  if (value instanceof TomlDate) return asDate(value);
  if (value instanceof Date) return asDate(new TomlDate(value));
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [`.${key}`, marked(item)]));
}

function asDate(date: TomlDate): unknown {
  return { date: date.toISOString() };
}

/** What smol-toml says: the value, or undefined if it refuses the text. */
function readBySmol(text: string): unknown {
  try {
    return marked(parse(text, { integersAsBigInt: "asNeeded" }));
  } catch {
    return undefined;
  }
}

function at(tree: MapNode, ...path: (string | number)[]): Node {
  let node: Node = tree;
  for (const step of path) {
    if (typeof step === "string" && node.kind === "map") node = node.entries.get(step)!.value;
    else if (typeof step === "number" && node.kind === "list") node = node.items[step]!;
    else throw new Error(`no ${step} in a ${node.kind}`);
  }
  return node;
}

function scalars(node: Node): ScalarNode[] {
  if (node.kind === "map") return [...node.entries.values()].flatMap((entry) => scalars(entry.value));
  if (node.kind === "list") return node.items.flatMap(scalars);
  return node.kind === "scalar" ? [node] : [];
}

describe("values", () => {
  it.each<[string, string, unknown]>([
    ['"a b"', "string", "a b"],
    ['""', "string", ""],
    ["'C:\\data'", "string", "C:\\data"],
    ['"\\b\\t\\n\\f\\r\\"\\\\\\u00e9\\U0001F600"', "string", '\b\t\n\f\r"\\é😀'],
    ['"""\nab\n"""', "string", "ab\n"],
    ['"""\r\nab"""', "string", "ab"],
    ['"""a\\\n   \n\t b"""', "string", "ab"],
    ['"""a\\  \r\n  b"""', "string", "ab"],
    ['""""a"""""', "string", '"a""'],
    ['"""a\\""""', "string", 'a"'],
    ["'''\na\\\nb'''", "string", "a\\\nb"],
    ["'''''a'''''", "string", "''a''"],
    ["0", "integer", 0],
    ["-0", "integer", 0],
    ["+17", "integer", 17],
    ["1_000_000", "integer", 1_000_000],
    ["0xDead_beef", "integer", 0xdeadbeef],
    ["0x0000000000000000000001", "integer", 1],
    ["0o755", "integer", 0o755],
    ["0b1101_0110", "integer", 0b11010110],
    ["9007199254740991", "integer", 9007199254740991],
    ["9007199254740992", "integer", 9007199254740992n],
    ["-9223372036854775808", "integer", -9223372036854775808n],
    ["0x7fffffffffffffff", "integer", 9223372036854775807n],
    ["1.0", "float", 1],
    ["-0.0", "float", -0],
    ["6.626e-34", "float", 6.626e-34],
    ["5E+22", "float", 5e22],
    ["1e06", "float", 1e6],
    ["9_224.445_991", "float", 9224.445991],
    ["inf", "float", Infinity],
    ["-inf", "float", -Infinity],
    ["+nan", "float", Number.NaN],
    ["true", "boolean", true],
    ["false", "boolean", false],
    ["1979-05-27T07:32:00Z", "datetime", "1979-05-27T07:32:00Z"],
    ["1979-05-27 07:32:00.999999-07:00", "datetime", "1979-05-27 07:32:00.999999-07:00"],
    ["1979-05-27t00:32:00", "datetime", "1979-05-27t00:32:00"],
    ["2024-02-29", "datetime", "2024-02-29"],
    ["07:32:60.5", "datetime", "07:32:60.5"],
  ])("%s", (token, type, value) => {
    for (const text of [`k = ${token}`, `k=${token}#c\n`, `k = [${token}]`, `k = {a = ${token}}`]) {
      const reading = read(text);
      expect(places(reading)).toEqual([]);
      expect(scalars(reading.tree)).toEqual([
        { kind: "scalar", at: expect.anything(), type, value } satisfies Record<keyof ScalarNode, unknown>,
      ]);
      const [scalar] = scalars(reading.tree);
      expect(text.slice(scalar!.at.start, scalar!.at.end)).toBe(token);
    }
  });
});
