/** The environment variables that override the file of an instance. */
import type { Instance } from "../model/model.ts";
import { inForce, stateAt, variablesOf } from "../schema/catalogue.ts";
import type { Traced, Value } from "../schema/value.ts";

export interface EnvironmentEntry {
  readonly instance: Instance;
  readonly name: string;
  /** The key that the variable overrides; undefined for a variable that belongs to none. */
  readonly key: string | undefined;
  /** What the file or the default says; undefined if there is neither. */
  readonly setting: Traced<Value> | undefined;
  readonly note: string | undefined;
}

/** Every variable that the program reads at its release, in the order of its keys. */
export function environmentOf(instance: Instance): readonly EnvironmentEntry[] {
  const { catalogue, version, settings } = instance;
  const ofKeys = catalogue.keys.flatMap((entry) => {
    if (stateAt(entry, version) === undefined) return [];
    return variablesOf(entry, version).map((name) => ({
      instance,
      name,
      key: entry.key,
      setting: settings.get(entry.key),
      note: undefined,
    }));
  });
  const others = catalogue.environment
    .filter((one) => inForce(one, version))
    .map(({ name, effect }) => ({ instance, name, key: undefined, setting: undefined, note: effect }));
  return [...ofKeys, ...others].map((entry) => ({ ...entry, note: entry.note ?? noteOn(entry, ofKeys) }));
}

/** What makes a variable surprising: a name that no shell can export, or one that sets two keys. */
function noteOn({ name, key }: EnvironmentEntry, all: readonly EnvironmentEntry[]): string | undefined {
  if (!isExportable(name))
    return "a shell cannot export this name; env(1), docker -e and Kubernetes can set it";
  const shared = all.filter((other) => other.name === name && other.key !== key).map((other) => other.key);
  if (shared.length > 0) return `sets ${shared.join(" and ")} as well`;
  const byRule = key?.replaceAll(/[.-]/g, "_").toUpperCase();
  return instanceFollowsRule(all) && byRule !== name
    ? `not ${byRule}, as the other names would suggest`
    : undefined;
}

/** Most programs name variables after keys; only then an exception is worth a word. */
function instanceFollowsRule(all: readonly EnvironmentEntry[]): boolean {
  const following = all.filter(({ name, key }) => key?.replaceAll(/[.-]/g, "_").toUpperCase() === name);
  return following.length * 2 > all.length;
}

export function isExportable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}
