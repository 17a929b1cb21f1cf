/**
 * The tree that every reader produces, whatever the syntax of the file: YAML, TOML, key=value.
 * Schema checks, `cluster.yaml` and hand-written files all work on it, so a position is never lost.
 */
import type { Location } from "../diagnostics/location.ts";
import type { Name } from "../diagnostics/message.ts";

export type Node = MapNode | ListNode | ScalarNode | UnreadNode;

/** A mapping, table or section. Entries keep the order of the file. */
export interface MapNode {
  readonly kind: "map";
  /** Where the map is introduced: its `[header]` in TOML, its whole range in YAML. */
  readonly at: Location;
  readonly entries: Map<string, Entry>;
  /** Part of its text could not be read, so a key that is not here may stand in the file all the same. */
  readonly damaged?: true;
}

export interface Entry {
  readonly key: Name;
  readonly keyAt: Location;
  readonly value: Node;
  /** A word without a colon, which is reported: it may be half of another key. */
  readonly isHalf?: true;
}

export interface ListNode {
  readonly kind: "list";
  readonly at: Location;
  readonly items: readonly Node[];
  /** Part of its text could not be read, so there may be more of them. */
  readonly damaged?: true;
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly at: Location;
  /** The type that the file's own syntax gives the value; `1.0` is a float although JavaScript calls it 1. */
  readonly type: ScalarType;
  /** Integers beyond 2^53 are bigint; a date is its text. */
  readonly value: string | number | bigint | boolean | null;
  /** Written without quotes, in a syntax that guesses the type of such a text. */
  readonly bare?: true;
}

/** `untyped`: a bare text of a syntax without types, such as key=value; the key decides what it has to be. */
export type ScalarType = "string" | "integer" | "float" | "boolean" | "datetime" | "null" | "untyped";

/** A value that could not be read. Its error is already reported, so everybody skips it. */
export interface UnreadNode {
  readonly kind: "unread";
  readonly at: Location;
}

/** Every value of a tree that holds no others, in the order of the file. */
export function* leavesOf(node: Node): Generator<ScalarNode | UnreadNode> {
  if (isLeaf(node)) {
    yield node;
    return;
  }
  // A generator for each item of a long list would take most of the time.
  const parts = node.kind === "list" ? node.items : [...node.entries.values()].map(({ value }) => value);
  for (const part of parts) {
    if (isLeaf(part)) yield part;
    else yield* leavesOf(part);
  }
}

/** Whether there is such a value among them. Without a generator, for every list of every file is asked. */
export function someLeaf(node: Node, isSuch: (leaf: ScalarNode | UnreadNode) => boolean): boolean {
  if (node.kind === "list") return node.items.some((item) => someLeaf(item, isSuch));
  if (node.kind !== "map") return isSuch(node);
  for (const { value } of node.entries.values()) if (someLeaf(value, isSuch)) return true;
  return false;
}

function isLeaf(node: Node): node is ScalarNode | UnreadNode {
  return node.kind === "scalar" || node.kind === "unread";
}

/** What stands at a dotted key, as far as the file says something there. */
export function nodeAt(root: MapNode, key: string): Node | undefined {
  let node: Node | undefined = root;
  for (const segment of key.split(".")) {
    node = node.kind === "map" ? node.entries.get(segment)?.value : undefined;
    if (node === undefined) return undefined;
  }
  return node;
}

/** `[http-port]` and nothing below it; `{}` is another thing to readers of TOML. */
export function isEmptyHeader(node: Node): boolean {
  return node.kind === "map" && node.entries.size === 0 && node.at.file.text.charAt(node.at.start) === "[";
}
