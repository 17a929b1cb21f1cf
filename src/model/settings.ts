import type { Location } from "../diagnostics/location.ts";
import type { ByName, Name, Names, Sayable } from "../diagnostics/message.ts";
import { type Catalogue, entriesOf, type KeyEntry } from "../schema/catalogue.ts";
import { tableOf } from "../schema/key-path.ts";
import { onceAtRelease, stateAt } from "../schema/key-state.ts";
import { Float, type Traced, type Value } from "../schema/value.ts";
import type { HeldReading } from "./held-reading.ts";

/**
 * The keys of one process: what its file holds, and behind that the program's defaults at its version. A key whose
 * value could not be read is unknown: neither the file's value nor the default is given for it.
 */
export class Settings {
  readonly #keys: Map<string, KeyAtRelease>;

  constructor(
    readonly catalogue: Catalogue,
    readonly version: Name,
    readonly explicit: ByName<Traced<Value>>,
    readonly unread: Names = new Set<Name>(),
    /** The tables that are there, with the place where each begins. */
    readonly tables: ByName<Location> = new Map<Name, Location>(),
    /** What the file holds besides, which the program does not take at this release or never reads. */
    readonly ignored: Names = new Set<Name>(),
  ) {
    this.#keys = keysAt(catalogue, version);
  }

  static of(catalogue: Catalogue, version: Name, reading: HeldReading): Settings {
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
    const known = this.#known(key);
    if ("always" in known) return known.always;
    const state = known.states.find((one) => this.#inVariant(one));
    if (state === undefined || state.whenTableAbsent === state.fallback) return state?.fallback;
    return this.hasTable(tableOf(key)) ? state.fallback : state.whenTableAbsent;
  }

  /** Of a secret there is none: what this gives may be said. */
  text(key: string): Traced<Sayable> | undefined {
    const found = this.get(key);
    return typeof found?.value === "string" && !this.#known(key).secret
      ? (found as Traced<Sayable>)
      : undefined;
  }

  integer(key: string): Traced<number> | undefined {
    const found = this.get(key);
    return typeof found?.value === "number" ? (found as Traced<number>) : undefined;
  }

  boolean(key: string): Traced<boolean> | undefined {
    const found = this.get(key);
    return typeof found?.value === "boolean" ? (found as Traced<boolean>) : undefined;
  }

  /** Nor are there any of one that is a list. */
  texts(key: string): Traced<readonly Sayable[]> | undefined {
    const found = this.get(key);
    const isList = Array.isArray(found?.value) && found.value.every((item) => typeof item === "string");
    return isList && !this.#known(key).secret ? (found as Traced<readonly Sayable[]>) : undefined;
  }

  /** Whether the file holds the table or a key in it. */
  hasTable(table: string): boolean {
    if (this.tables.has(table)) return true;
    const beginning = `${table}.`;
    for (const key of this.explicit.keys()) if (key.startsWith(beginning)) return true;
    return false;
  }

  #known(key: string): KeyAtRelease {
    let known = this.#keys.get(key);
    if (known === undefined) {
      known = keyAtRelease(this.catalogue, this.version, key);
      this.#keys.set(key, known);
    }
    return known;
  }

  #inVariant({ variant }: StateAtRelease): boolean {
    return variant === undefined || this.text(variant.key)?.value === variant.is;
  }
}

/** Whether nothing is known of a key: of a table that could not be read none is, and `""` is the table of all. */
export function isUnread(key: string, unread: ReadonlySet<string>): boolean {
  if (unread.size === 0) return false;
  for (let part = key; part !== ""; part = tableOf(part)) if (unread.has(part)) return true;
  return unread.has("");
}

/** What rules ask of a key, once for all instances of a release: there are many of both. */
interface KeyAtRelease {
  readonly secret: boolean;
  /** One for each variant of its table in which the release reads it. */
  readonly states: readonly StateAtRelease[];
  /** The default, if nothing else that a file holds has a say in it. */
  readonly always?: Traced<Value> | undefined;
}

interface StateAtRelease {
  readonly variant: KeyEntry["variant"];
  readonly fallback: Traced<Value> | undefined;
  readonly whenTableAbsent: Traced<Value> | undefined;
}

const keysAt = onceAtRelease(() => new Map<string, KeyAtRelease>());

function keyAtRelease(catalogue: Catalogue, version: string, key: string): KeyAtRelease {
  const entries = entriesOf(catalogue, key);
  const states = entries.flatMap((entry) => {
    const state = stateAt(entry, version);
    if (state === undefined) return [];
    const { defaultWhenTableAbsent: absent } = state;
    const fallback = byDefault(key, state.default);
    const whenTableAbsent = absent === undefined ? fallback : byDefault(key, absent);
    return [{ variant: entry.variant, fallback, whenTableAbsent }];
  });
  // What a key without an entry holds, nobody knows.
  const secret = entries.length === 0 || entries.some((one) => one.secret);
  const [only] = states;
  const isAlways = only?.variant === undefined && only?.whenTableAbsent === only?.fallback;
  return isAlways && states.length < 2 ? { secret, states, always: only?.fallback } : { secret, states };
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
