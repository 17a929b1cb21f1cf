/**
 * Typed access to a tree that may hold anything: the types come from the schemas, the values from the file. Nothing
 * written and nothing known are two things: no view is there for a key that nobody wrote, and what could not be read, or
 * was refused, has a view of which nothing is known. Whatever is taken from such a view is unknown as well.
 */
import type { Location } from "../../diagnostics/location.ts";
import type { Name, Sayable } from "../../diagnostics/message.ts";
import type { MapNode, Node } from "../../source/tree.ts";
import { read, type Traced } from "../value.ts";

/** A place in the file where the schema expects a `T`. */
export interface View<T> {
  readonly node: Node;
  readonly at: Location;
  /** The key, where the view is the value of one. */
  readonly keyAt?: Location;
  /** Never there; it keeps the type. */
  readonly expects?: T;
}

export function viewOf<T>(node: Node): View<T> {
  return { node, at: node.at };
}

/** Undefined if the key is surely not there; null stands for that. */
export function field<T, K extends keyof T & string>(
  view: View<T> | undefined,
  key: K,
): View<NonNullable<T[K]>> | undefined {
  if (view?.node.kind === "unread") return { node: view.node, at: view.at };
  if (view?.node.kind !== "map") return undefined;
  const entry = view.node.entries.get(key);
  if (entry === undefined) return view.node.damaged ? unknownIn(view.node) : undefined;
  if (entry.value.kind === "scalar" && entry.value.type === "null") return undefined;
  return { node: entry.value, at: entry.value.at, keyAt: entry.keyAt };
}

/** In a map that could not be read as a whole, the key may stand in what is lost. */
function unknownIn({ at }: MapNode): View<never> {
  return { node: { kind: "unread", at }, at };
}

/** Whether something is or may be written there, and nobody knows what. */
export function isUnread(view: View<unknown> | undefined): boolean {
  return view?.node.kind === "unread";
}

/** What is written there, `fallback` if nothing is; undefined if it is not known. */
export function readOr<T, R>(
  view: View<T> | undefined,
  read: (view: View<T>) => R | undefined,
  fallback: R,
): R | undefined {
  return view === undefined ? fallback : read(view);
}

export function items<T>(view: View<readonly T[]> | undefined): readonly View<T>[] {
  return view?.node.kind === "list" ? view.node.items.map((node) => ({ node, at: node.at })) : [];
}

/** Whether all items of a list, or all keys of a map, are there to be read; what nobody wrote is whole. */
export function isWhole(view: View<unknown> | undefined): boolean {
  const node = view?.node;
  if (node?.kind === "list") return !node.damaged && node.items.every((item) => item.kind !== "unread");
  return node === undefined || (node.kind === "map" && !node.damaged);
}

/** The values of a map with free keys. */
export function members<T>(
  view: View<Record<string, T>> | undefined,
): readonly { key: Name; value: View<T> }[] {
  if (view?.node.kind !== "map") return [];
  return [...view.node.entries.values()].map(({ key, keyAt, value }) => ({
    key,
    value: { node: value, at: value.at, keyAt },
  }));
}

/** Where a secret may stand, a reference to it may as well, so that a view of it has another type than this one takes. */
export function textOf(view: View<string> | undefined): Traced<Sayable> | undefined {
  const node = view?.node;
  return node?.kind === "scalar" && typeof node.value === "string"
    ? read(node.value as Sayable, node.at, view?.keyAt)
    : undefined;
}

export function numberOf(view: View<number> | undefined): Traced<number> | undefined {
  const node = view?.node;
  return node?.kind === "scalar" && typeof node.value === "number"
    ? read(node.value, node.at, view?.keyAt)
    : undefined;
}

export function booleanOf(view: View<boolean> | undefined): boolean | undefined {
  const node = view?.node;
  return node?.kind === "scalar" && typeof node.value === "boolean" ? node.value : undefined;
}

export function mapOf(view: View<unknown> | undefined): MapNode | undefined {
  return view?.node.kind === "map" ? view.node : undefined;
}
