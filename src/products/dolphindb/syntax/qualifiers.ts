/** `qualifier.key` in cluster.cfg: a node's alias, or a pattern with % (any characters) and ? (exactly one). */
import type { Sayable } from "../../../diagnostics/message.ts";

import type { Entry, MapNode } from "../../../source/tree.ts";
import { fitsWildcards } from "../../../source/wildcards.ts";

export interface QualifiedKeys {
  readonly qualifier: Sayable | undefined;
  readonly tree: MapNode;
}

/** The keys of each qualifier, bare ones first. The first dot ends a qualifier, as in the vendor's web manager. */
export function splitQualifiers(tree: MapNode): QualifiedKeys[] {
  const parts = new Map<Sayable | undefined, Map<string, Entry>>([[undefined, new Map()]]);
  for (const entry of tree.entries.values()) {
    const dot = entry.key.indexOf(".");
    const qualifier = dot === -1 ? undefined : entry.key.slice(0, dot);
    const entries = parts.get(qualifier) ?? new Map<string, Entry>();
    parts.set(qualifier, entries);
    const key = entry.key.slice(dot + 1);
    entries.set(key, { ...entry, key, keyAt: { ...entry.keyAt, start: entry.keyAt.start + dot + 1 } });
  }
  return [...parts].map(([qualifier, entries]) => ({ qualifier, tree: { ...tree, entries } }));
}

export function isPattern(qualifier: string): boolean {
  return /[%?]/.test(qualifier);
}

interface Qualified {
  readonly qualifier: string | undefined;
}

interface ByQualifier {
  readonly exact: ReadonlyMap<string | undefined, number>;
  readonly patterns: readonly number[];
}

const indexes = new WeakMap<readonly Qualified[], ByQualifier>();

/** The parts that hold for an alias, in their order. Of many nodes with lines of their own not every pair is looked at. */
export function partsFor<P extends Qualified>(alias: string, parts: readonly P[]): P[] {
  const { exact, patterns } = indexOf(parts);
  const own = [exact.get(undefined), exact.get(alias)].filter((place) => place !== undefined);
  const fitting = patterns.filter((place) => matches(parts[place]?.qualifier, alias));
  const places = [...new Set([...own, ...fitting])].sort((a, b) => a - b);
  return places.flatMap((place) => parts[place] ?? []);
}

function indexOf(parts: readonly Qualified[]): ByQualifier {
  const known = indexes.get(parts) ?? {
    exact: new Map(parts.map(({ qualifier }, place) => [qualifier, place])),
    patterns: [...parts.keys()].filter((place) => isPattern(parts[place]?.qualifier ?? "")),
  };
  indexes.set(parts, known);
  return known;
}

/** Without a qualifier a key is for every node. */
export function matches(qualifier: string | undefined, alias: string): boolean {
  if (qualifier === undefined || qualifier === alias) return true;
  return isPattern(qualifier) && fitsWildcards(alias, qualifier, "%", "?");
}
