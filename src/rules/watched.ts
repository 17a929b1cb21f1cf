/** An instance that notes what it is asked for, of what differs among those that are alike. */
import type { ByName, Name } from "../diagnostics/message.ts";
import type { Instance } from "../model/model.ts";
import { Settings } from "../model/settings.ts";
import type { Origin, Traced, Value } from "../schema/value.ts";
import { type Alike, isPlain } from "./alike.ts";

export interface Asked {
  /** Keys whose values differ. */
  readonly values: Set<string>;
  /** Anything else that differs. */
  isBeyond: boolean;
}

/**
 * Of keys in `fixed` the value is taken to be the same. A new one for each judgement: what is derived from it is
 * remembered with it, and would not be asked for again.
 */
export function watched(first: Instance, alike: Alike, fixed: ReadonlySet<string>, asked: Asked): Instance {
  const { catalogue, version, explicit, unread, tables, ignored } = first.settings;
  const values = new WatchedValues(explicit, alike, fixed, asked);
  const instance = { ...first, settings: new Settings(catalogue, version, values, unread, tables, ignored) };
  for (const part of alike.parts) if (part !== "settings") watch(instance, part, first, asked);
  return instance;
}

/** The keys are the same in all, and so free to ask for. */
class WatchedValues extends Map<Name, Traced<Value>> implements ByName<Traced<Value>> {
  readonly #alike: Alike;
  readonly #fixed: ReadonlySet<string>;
  readonly #asked: Asked;

  constructor(values: ByName<Traced<Value>>, alike: Alike, fixed: ReadonlySet<string>, asked: Asked) {
    super(values);
    this.#alike = alike;
    this.#fixed = fixed;
    this.#asked = asked;
  }

  override get(key: Name): Traced<Value> | undefined {
    const setting = super.get(key);
    const { values, places } = this.#alike;
    const differs = values.has(key);
    if (setting === undefined || !(differs || places.has(key))) return setting;
    if (differs && !this.#fixed.has(key)) this.#asked.values.add(key);
    else if (!isPlain(setting)) return setting;
    return { value: setting.value, origin: watchedOrigin(setting.origin, this.#asked) };
  }

  override values(): MapIterator<Traced<Value>> {
    this.#asked.isBeyond = true;
    return super.values();
  }

  override entries(): MapIterator<[Name, Traced<Value>]> {
    this.#asked.isBeyond = true;
    return super.entries();
  }

  override [Symbol.iterator](): MapIterator<[Name, Traced<Value>]> {
    return this.entries();
  }

  override forEach(each: (value: Traced<Value>, key: Name, map: Map<Name, Traced<Value>>) => void): void {
    this.#asked.isBeyond = true;
    super.forEach(each);
  }
}

/** Its kind is the same in all; where it is differs. */
function watchedOrigin(origin: Origin, asked: Asked): Origin {
  const own = { ...origin };
  for (const part of partsOf[origin.kind]) watch(own, part as keyof Origin, origin, asked);
  return own;
}

const partsOf = { source: ["at", "keyAt"], default: ["of"], derived: ["how", "from"] };

function watch<T extends object>(copy: T, part: keyof T, of: T, asked: Asked): void {
  Object.defineProperty(copy, part, {
    enumerable: true,
    get() {
      asked.isBeyond = true;
      return of[part];
    },
  });
}
