import type { Location } from "../diagnostics/location.ts";
import type { Name, Sayable } from "../diagnostics/message.ts";
import {
  type Catalogue,
  entriesOf,
  type KeyEntry,
  type KeyState,
  secretKeysOf,
} from "../schema/catalogue.ts";
import type { Reading } from "../schema/key-check.ts";
import { tableOf } from "../schema/key-path.ts";
import { stateAt } from "../schema/key-state.ts";
import { Float, type Traced, type Value } from "../schema/value.ts";

/**
 * The keys of one process: what its file holds, and behind that the program's defaults at its version. A key whose
 * value could not be read is unknown: neither the file's value nor the default is given for it.
 */
export class Settings {
  constructor(
    readonly catalogue: Catalogue,
    readonly version: Name,
    readonly explicit: ReadonlyMap<string, Traced<Value>>,
    readonly unread: ReadonlySet<string> = new Set(),
    /** The tables that are there, with the place where each begins. */
    readonly tables: ReadonlyMap<string, Location> = new Map(),
    /** What the file holds besides, which the program does not take at this release or never reads. */
    readonly ignored: ReadonlySet<string> = new Set(),
  ) {}

  static of(catalogue: Catalogue, version: Name, reading: Reading): Settings {
    return new Settings(
      catalogue,
      version,
      reading.settings,
      reading.unread,
      reading.tables,
      reading.ignored,
    );
  }

  get(key: string): Traced<Value> | undefined {
    const explicit = this.explicit.get(key);
    if (explicit !== undefined) return explicit;
    if (isUnread(key, this.unread)) return undefined;
    const state = this.#state(key);
    if (state === undefined) return undefined;
    if (state.defaultWhenTableAbsent !== undefined && !this.hasTable(tableOf(key)))
      return byDefault(key, state.defaultWhenTableAbsent);
    return defaultOf(key, state);
  }

  /** Of a secret there is none: what this gives may be said. */
  text(key: string): Traced<Sayable> | undefined {
    const found = this.get(key);
    return typeof found?.value === "string" && !this.#isSecret(key) ? (found as Traced<Sayable>) : undefined;
  }

  integer(key: string): Traced<number> | undefined {
    const found = this.get(key);
    return typeof found?.value === "number" ? (found as Traced<number>) : undefined;
  }

  boolean(key: string): Traced<boolean> | undefined {
    const found = this.get(key);
    return typeof found?.value === "boolean" ? (found as Traced<boolean>) : undefined;
  }

  texts(key: string): Traced<readonly Sayable[]> | undefined {
    const found = this.get(key);
    const isList = Array.isArray(found?.value) && found.value.every((item) => typeof item === "string");
    return isList && !this.#isSecret(key) ? (found as Traced<readonly Sayable[]>) : undefined;
  }

  /** Whether the file holds the table or a key in it. */
  hasTable(table: string): boolean {
    if (this.tables.has(table)) return true;
    for (const key of this.explicit.keys()) if (key.startsWith(`${table}.`)) return true;
    return false;
  }

  #isSecret(key: string): boolean {
    return secretKeysOf(this.catalogue).has(key);
  }

  #state(key: string): KeyState | undefined {
    for (const entry of entriesOf(this.catalogue, key)) {
      const state = this.#inVariant(entry) ? stateAt(entry, this.version) : undefined;
      if (state !== undefined) return state;
    }
    return undefined;
  }

  #inVariant(entry: KeyEntry): boolean {
    return entry.variant === undefined || this.text(entry.variant.key)?.value === entry.variant.is;
  }
}

/** Whether nothing is known of a key: of a table that could not be read none is, and `""` is the table of all. */
export function isUnread(key: string, unread: ReadonlySet<string>): boolean {
  if (unread.size === 0) return false;
  for (let part = key; part !== ""; part = tableOf(part)) if (unread.has(part)) return true;
  return unread.has("");
}

/** Asked for by every rule of every instance, so made once. */
const defaults = new WeakMap<KeyState, Traced<Value> | undefined>();

function defaultOf(key: string, state: KeyState): Traced<Value> | undefined {
  if (!defaults.has(state)) defaults.set(state, byDefault(key, state.default));
  return defaults.get(state);
}

function byDefault(key: string, fallback: unknown): Traced<Value> | undefined {
  if (fallback === undefined || fallback === null) return undefined;
  return { value: asValue(fallback), origin: { kind: "default", of: key } };
}

function asValue(fallback: unknown): Value {
  return typeof fallback === "number" && !Number.isInteger(fallback)
    ? new Float(fallback)
    : (fallback as Value);
}
