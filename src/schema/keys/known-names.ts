/**
 * What a release makes of the names in its tables, found out once for all files: with thousands of them this is where
 * the time goes.
 */

import type { ScalarNode } from "../../source/tree.ts";
import { type Catalogue, entriesIn, type KeyEntry, type KeyState } from "../catalogue.ts";
import { isDead, onceAtRelease, stateAt } from "../key-state.ts";
import type { Value } from "../value.ts";

export interface KnownName {
  /** One per variant of the table; none if no release ever read it. */
  readonly entries: readonly KeyEntry[];
  /** Where the release reads one key there, whatever else the file holds. */
  readonly plain: PlainKey | undefined;
}

export interface PlainKey {
  readonly entry: KeyEntry;
  readonly state: KeyState;
  /** Undefined where each value has to be looked at: of a secret, and of what is not read anyway. */
  readonly accepted: AcceptedValues | undefined;
}

/** Values of a key of which nothing had to be said, as files of one deployment say the same in most lines. */
export class AcceptedValues {
  readonly #values = new Map<ScalarNode["value"], { readonly node: ScalarNode; readonly value: Value }>();

  get(node: ScalarNode): Value | undefined {
    const known = this.#values.get(node.value);
    if (known?.node.type !== node.type || known.node.bare !== node.bare) return undefined;
    // A map takes -0.0 for 0.0.
    return Object.is(known.node.value, node.value) ? known.value : undefined;
  }

  add(node: ScalarNode, value: Value): void {
    if (this.#values.size < most) this.#values.set(node.value, { node: { ...node, at: nowhere }, value });
  }
}

/** Of a key that is different in every file the first ones help as little as the others. */
const most = 32;

const nowhere: ScalarNode["at"] = { file: { path: "", text: "" }, start: 0, end: 0 };

const unknown: KnownName = { entries: [], plain: undefined };

export type NamesAtRelease = (table: string) => (name: string) => KnownName;

/** The names that a table has at a release. */
export const namesAtRelease = onceAtRelease((catalogue, version): NamesAtRelease => {
  const tables = new Map<string, (name: string) => KnownName>();
  return (table) => {
    const known = tables.get(table) ?? namesOf(catalogue, version, table);
    tables.set(table, known);
    return known;
  };
});

function namesOf(catalogue: Catalogue, version: string, table: string): (name: string) => KnownName {
  const names = new Map<string, KnownName>();
  return (name) => {
    const found = names.get(name);
    if (found !== undefined) return found;
    const entries = entriesIn(catalogue, table, name);
    // A file may hold any number of names that nobody knows.
    if (entries.length === 0) return unknown;
    const made = { entries, plain: plainAmong(entries, version) };
    names.set(name, made);
    return made;
  };
}

function plainAmong(entries: readonly KeyEntry[], version: string): PlainKey | undefined {
  const [entry, another] = entries;
  if (entry === undefined || another !== undefined || entry.variant !== undefined) return undefined;
  const state = stateAt(entry, version);
  if (state === undefined) return undefined;
  const isPlain = !entry.secret && !isDead(entry, version);
  return { entry, state, accepted: isPlain ? new AcceptedValues() : undefined };
}
