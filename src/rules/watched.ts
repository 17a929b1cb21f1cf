/** An instance that notes what it is asked for, of what differs among those that are alike. */
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
  const values = watchedValues(explicit, alike, fixed, asked);
  const instance = { ...first, settings: new Settings(catalogue, version, values, unread, tables, ignored) };
  for (const part of alike.parts) if (part !== "settings") watch(instance, part, first, asked);
  return instance;
}

function watchedValues(
  values: Settings["explicit"],
  alike: Alike,
  fixed: ReadonlySet<string>,
  asked: Asked,
): Settings["explicit"] {
  const get = (key: string): Traced<Value> | undefined => {
    const setting = values.get(key);
    const differs = alike.values.has(key);
    if (setting === undefined || !(differs || alike.places.has(key))) return setting;
    if (differs && !fixed.has(key)) asked.values.add(key);
    else if (!isPlain(setting)) return setting;
    return { value: setting.value, origin: watchedOrigin(setting.origin, asked) };
  };
  return new Proxy(values, {
    get(map, name) {
      if (name === "get") return get;
      // Which keys there are is the same in all.
      if (!/^(?:has|keys|size)$/.test(String(name))) asked.isBeyond = true;
      const part: unknown = Reflect.get(map, name, map);
      return typeof part === "function" ? part.bind(map) : part;
    },
  });
}

/** Its kind is the same in all; where it is differs. */
function watchedOrigin(origin: Origin, asked: Asked): Origin {
  const own = { ...origin };
  for (const part of ["at", "keyAt", "how", "from", "of"]) watch(own, part as keyof Origin, origin, asked);
  return own;
}

function watch<T extends object>(copy: T, part: keyof T, of: T, asked: Asked): void {
  Object.defineProperty(copy, part, {
    enumerable: true,
    get() {
      asked.isBeyond = true;
      return of[part];
    },
  });
}
