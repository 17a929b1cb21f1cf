/** The environment variables that override the file of an instance. */
import type { Sayable } from "../../diagnostics/message.ts";
import type { Instance } from "../../model/model.ts";
import { formats } from "../../schema/formats/formats.ts";
import { stateAt } from "../../schema/key-state.ts";
import { plainOf, type Traced, type Value } from "../../schema/value.ts";
import { isExportable, nameByRule, type Variable, variablesReadAt } from "../../schema/variables.ts";
import { isOfFormat } from "./variable-value.ts";

export interface EnvironmentEntry {
  readonly instance: Instance;
  /** Undefined for a key that no variable sets, in a program where nearly every key has one. */
  readonly name: Sayable | undefined;
  /** The key that the variable overrides; undefined for a variable that belongs to none. */
  readonly key: string | undefined;
  /** What the file or the default says; undefined if there is neither. */
  readonly setting: Traced<Value> | undefined;
  /** A name that looks as if the program read it for this key, and is not read. */
  readonly notRead: string | undefined;
  readonly note: string | undefined;
  /** Why no text in the variable says what the file says, where that is so. */
  readonly unfit: string | undefined;
}

/** Every variable that the program reads at its release, and the keys that have none, in the order of the keys. */
export function environmentOf(instance: Instance): readonly EnvironmentEntry[] {
  const { catalogue, version, settings, variables: own } = instance;
  const variables = variablesReadAt(catalogue, version);
  const byRule = mostFollowRule(variables);
  const entries = variables.map((variable): EnvironmentEntry => {
    const { name, key, effect } = variable;
    const notRead = byRule && key !== undefined ? unreadName(key, variables) : undefined;
    const setting = key === undefined ? own?.get(name) : settings.get(key);
    const unfit = unfitness(variable, setting);
    const note: string | undefined =
      effect ?? ([noteOn(variable, notRead, variables), unfit].filter(Boolean).join("; ") || undefined);
    return { instance, name, key, setting, notRead, note, unfit };
  });
  return byRule ? inKeyOrder([...entries, ...keysWithout(instance, variables)], instance) : entries;
}

/** What makes a variable surprising: a name that no shell can export, one that sets two keys, an odd name. */
function noteOn(
  { name, key }: Variable,
  notRead: string | undefined,
  all: readonly Variable[],
): string | undefined {
  const shared = all.filter((other) => other.name === name && other.key !== key).map((other) => other.key);
  const notes = [
    isExportable(name)
      ? undefined
      : "a shell cannot export this name; env(1), docker -e and Kubernetes can set it",
    shared.length === 0 ? undefined : `sets ${shared.join(" and ")} as well`,
    notRead && `${notRead} is not read`,
  ];
  return notes.filter((note) => note !== undefined).join("; ") || undefined;
}

/** Some variables take less than their key: 32 bits of a number, an address with a port only, or no empty text. */
function unfitness({ format }: Variable, setting: Traced<Value> | undefined): string | undefined {
  if (setting === undefined || setting.origin.kind === "default") return undefined;
  const plain = plainOf(setting.value);
  const text = Array.isArray(plain) ? plain.join(",") : String(plain);
  if (text === "") return "counts as unset while it is empty, as the value in the file is";
  return format === undefined || isOfFormat(format, text)
    ? undefined
    : `takes ${formats[format]?.description}, which the value in the file is not`;
}

function keysWithout(instance: Instance, variables: readonly Variable[]): EnvironmentEntry[] {
  const { catalogue, version, settings } = instance;
  const named = new Set(variables.map(({ key }) => key));
  return catalogue.keys
    .filter((entry) => !entry.table && !named.has(entry.key) && stateAt(entry, version) !== undefined)
    .map(({ key }): EnvironmentEntry => {
      const notRead = unreadName(key, variables);
      const note = `no variable sets it${notRead ? `; ${notRead} is not read` : ""}`;
      return { instance, name: undefined, key, setting: settings.get(key), notRead, note, unfit: undefined };
    });
}

/** The name by the rule, unless the program reads that for this key or for another. */
function unreadName(key: string, variables: readonly Variable[]): string | undefined {
  const name = nameByRule(key);
  return variables.some((one) => one.name === name) ? undefined : name;
}

/** Most programs name few variables, and not after keys; only in the others an exception is worth a word. */
function mostFollowRule(variables: readonly Variable[]): boolean {
  const following = variables.filter(({ name, key }) => key !== undefined && nameByRule(key) === name);
  return following.length * 2 > variables.length;
}

function inKeyOrder(entries: readonly EnvironmentEntry[], { catalogue }: Instance): EnvironmentEntry[] {
  const order = new Map<string, number>(catalogue.keys.map(({ key }, index) => [key, index]));
  const placeOf = ({ key }: EnvironmentEntry) => order.get(key ?? "") ?? order.size;
  return [...entries].sort((a, b) => placeOf(a) - placeOf(b));
}
