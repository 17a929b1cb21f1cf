/**
 * What is known of a tree once it is checked. A value that was refused, a key that is missing and one that stands there
 * misspelt are unknown from here on, so that nothing that is derived from them is reported a second time.
 */

import type { Location } from "../../diagnostics/location.ts";
import type { Name } from "../../diagnostics/message.ts";
import type { Entry, MapNode, Node } from "../../source/tree.ts";

export class KnownPart {
  readonly #refused = new Set<Node>();
  readonly #dropped = new Map<MapNode, Set<string>>();
  readonly #added = new Map<MapNode, Map<string, Entry>>();

  /** The value is there and is none. */
  refuse(node: Node): void {
    this.#refused.add(node);
  }

  isRefused(node: Node): boolean {
    return this.#refused.has(node);
  }

  /** The key is not there, or under another name, so what it says is not known. */
  lack(map: MapNode, key: Name, at: Location): void {
    if (map.entries.has(key)) return;
    const added = this.#added.get(map) ?? new Map<string, Entry>();
    this.#added.set(map, added);
    added.set(key, { key, keyAt: at, value: { kind: "unread", at } });
  }

  /** The key stands there and is none, whatever it says. */
  drop(map: MapNode, key: string): void {
    this.#dropped.set(map, (this.#dropped.get(map) ?? new Set()).add(key));
  }

  /** Whether the key stands there, even if what it says is not known. */
  has(map: MapNode, key: string): boolean {
    return map.entries.has(key) || (this.#added.get(map)?.has(key) ?? false);
  }

  of(root: MapNode): MapNode {
    return this.#refused.size === 0 && this.#added.size === 0 && this.#dropped.size === 0
      ? root
      : this.#ofMap(root);
  }

  #ofMap(map: MapNode): MapNode {
    const entries = new Map<string, Entry>();
    const dropped = this.#dropped.get(map);
    for (const [key, entry] of map.entries)
      if (!dropped?.has(key)) entries.set(key, { ...entry, value: this.#ofNode(entry.value) });
    for (const [key, entry] of this.#added.get(map) ?? []) entries.set(key, entry);
    return { ...map, entries };
  }

  #ofNode(node: Node): Node {
    if (this.#refused.has(node)) return { kind: "unread", at: node.at };
    if (node.kind === "map") return this.#ofMap(node);
    return node.kind === "list" ? { ...node, items: node.items.map((item) => this.#ofNode(item)) } : node;
  }
}
