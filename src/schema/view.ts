/**
 * Typed access to a tree that may hold anything: the types come from the schemas, the values from the file, and
 * what is missing or of another type is undefined, because its error is already reported.
 */
import type { Location } from "../diagnostics/location.ts";
import type { MapNode, Node } from "../source/tree.ts";
import { read, type Traced } from "./value.ts";

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

export function field<T, K extends keyof T & string>(
  view: View<T> | undefined,
  key: K,
): View<NonNullable<T[K]>> | undefined {
  if (view?.node.kind !== "map") return undefined;
  const entry = view.node.entries.get(key);
  if (entry === undefined || (entry.value.kind === "scalar" && entry.value.type === "null")) return undefined;
  return { node: entry.value, at: entry.value.at, keyAt: entry.keyAt };
}

export function items<T>(view: View<readonly T[]> | undefined): readonly View<T>[] {
  return view?.node.kind === "list" ? view.node.items.map((node) => ({ node, at: node.at })) : [];
}

/** The values of a map with free keys. */
export function members<T>(
  view: View<Record<string, T>> | undefined,
): readonly { key: string; value: View<T> }[] {
  if (view?.node.kind !== "map") return [];
  return [...view.node.entries.values()].map(({ key, keyAt, value }) => ({
    key,
    value: { node: value, at: value.at, keyAt },
  }));
}

export function textOf(view: View<string> | undefined): Traced<string> | undefined {
  const node = view?.node;
  return node?.kind === "scalar" && typeof node.value === "string"
    ? read(node.value, node.at, view?.keyAt)
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
