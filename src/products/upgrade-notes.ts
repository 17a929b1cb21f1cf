/**
 * What changes for one process between two releases, by the catalogue alone: nothing here knows a program or a
 * release.
 */

import type { Location } from "../diagnostics/location.ts";
import type { Name, Sayable } from "../diagnostics/message.ts";
import { Settings } from "../model/settings.ts";
import { type Catalogue, entriesOf, type KeyEntry } from "../schema/catalogue.ts";
import { tablesAbove } from "../schema/key-path.ts";
import { inForce, stateAt, variablesOf } from "../schema/key-state.ts";
import { plainOf, Secret, type Value } from "../schema/value.ts";

export interface UpgradeNotes {
  /** Keys in use that the earlier release knows by another name. */
  readonly renamed: readonly { readonly before: string; readonly after: string }[];
  /** Keys in use that the earlier release does not have. */
  readonly added: readonly string[];
  /** Keys in use with a value that the earlier release does not take, and those that it takes. */
  readonly refused: readonly {
    readonly key: string;
    readonly value: string;
    readonly taken: readonly string[];
  }[];
  /** Keys in use that take another kind of value now. */
  readonly retyped: readonly string[];
  /** Keys that are not written and whose default changes. */
  readonly defaults: readonly Change[];
  /** Keys that are written, so that the change of their default does not matter if the old process has them too. */
  readonly kept: readonly (Change & { readonly value: string })[];
  /** Variables of keys in use that are called differently. */
  readonly variables: readonly { readonly key: string; readonly before: string; readonly after: string }[];
  /** Variables without a key that are called differently. */
  readonly ownVariables: readonly { readonly before: string; readonly after: string }[];
}

/** Defaults as they are shown: JSON, or `unset`. */
export interface Change {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

/** `settings` are those at the new release; `from` is the release that ran before. */
export function upgradeNotes(settings: Settings, from: Name): UpgradeNotes {
  const { catalogue, version, explicit } = settings;
  const used = [...explicit.keys()].flatMap((key) => {
    const entry = entriesOf(catalogue, key).find((one) => stateAt(one, version) && holds(one, settings));
    return entry === undefined ? [] : [entry];
  });
  const absent = used.filter((entry) => stateAt(entry, from) === undefined);
  const renamed = absent.flatMap((entry) => {
    const before = nameAt(entry, from, settings);
    return before === undefined ? [] : [{ before, after: entry.key }];
  });
  const refused = used.flatMap((entry) => refusedAt(entry, from, settings));
  const changes = defaultsThatChange(settings, from);
  return {
    renamed,
    added: absent
      .filter((entry) => !renamed.some(({ after }) => after === entry.key) && !isOfNewVariant(entry, refused))
      .map(({ key }) => key),
    refused,
    retyped: used.filter((entry) => isRetyped(entry, from, version)).map(({ key }) => key),
    defaults: changes.filter(({ key }) => !explicit.has(key)),
    kept: changes.flatMap((change) => {
      const value = explicit.get(change.key)?.value;
      return value === undefined || value instanceof Secret ? [] : [{ ...change, value: shown(value) }];
    }),
    variables: used.flatMap((entry) => {
      const [before] = variablesOf(entry, from);
      const [after] = variablesOf(entry, version);
      return before && after && before !== after ? [{ key: entry.key, before, after }] : [];
    }),
    ownVariables: ownVariablesThatChange(catalogue, from, version),
  };
}

/** Whether the entry is of the variant that the settings choose. */
function holds({ variant }: KeyEntry, settings: Settings): boolean {
  return variant === undefined || settings.text(variant.key)?.value === variant.is;
}

function refusedAt(entry: KeyEntry, from: string, { explicit }: Settings): UpgradeNotes["refused"] {
  const taken = stateAt(entry, from)?.values;
  const value = explicit.get(entry.key)?.value;
  if (taken === undefined || typeof value !== "string" || taken.some((one) => one === value)) return [];
  return [{ key: entry.key, value, taken }];
}

/** The key is new because its variant is, and that is said of the key that chooses the variant. */
function isOfNewVariant({ variant }: KeyEntry, refused: UpgradeNotes["refused"]): boolean {
  return refused.some(({ key }) => key === variant?.key);
}

function nameAt(entry: KeyEntry, from: string, { catalogue }: Settings): string | undefined {
  return entry.renamedFrom
    ?.map((old) => old.key)
    .find((key) => entriesOf(catalogue, key).some((one) => stateAt(one, from) !== undefined));
}

function isRetyped(entry: KeyEntry, from: string, version: Sayable): boolean {
  const [before, after] = [stateAt(entry, from), stateAt(entry, version)];
  if (before === undefined || after === undefined) return false;
  return before.types.join() !== after.types.join() || before.format !== after.format;
}

function defaultsThatChange(settings: Settings, from: Name): Change[] {
  const { catalogue, version, explicit, tables } = settings;
  // The defaults behind the file, not the file: the same tables, none of the values but the tags.
  const tags = new Set(catalogue.keys.flatMap(({ variant }) => variant?.key ?? []));
  const chosen = new Map([...explicit].filter(([key]) => tags.has(key)));
  const above = [...explicit.keys()].flatMap(tablesAbove);
  const present = new Map([...above.map((table) => [table, nowhere] as const), ...tables]);
  const [before, after] = [from, version].map(
    (release) => new Settings(catalogue, release, chosen, undefined, present),
  );
  const keys = new Set(
    catalogue.keys.filter(({ key, table }) => !table && !key.includes("[]")).map(({ key }) => key),
  );
  return [...keys].flatMap((key) => {
    const read = entriesOf(catalogue, key).filter(
      (one) => holds(one, settings) && one.deadSince === undefined,
    );
    if (tags.has(key) || !read.some((one) => stateAt(one, from) && stateAt(one, version))) return [];
    const change = { key, before: shown(before?.get(key)?.value), after: shown(after?.get(key)?.value) };
    return change.before === change.after ? [] : [change];
  });
}

function ownVariablesThatChange(
  { environment }: Catalogue,
  from: string,
  version: string,
): UpgradeNotes["ownVariables"] {
  return environment.flatMap((variable) => {
    const old = environment.find(({ name }) => name === variable.renamedFrom);
    return old !== undefined && inForce(old, from) && !inForce(old, version) && inForce(variable, version)
      ? [{ before: old.name, after: variable.name }]
      : [];
  });
}

/** Only whether a table is there counts here. */
const nowhere: Location = { file: { path: "", text: "" }, start: 0, end: 0 };

function shown(value: Value | undefined): string {
  return value === undefined ? "unset" : JSON.stringify(plainOf(value));
}
