/** Instances of a cluster.yaml whose files hold the same keys, as those of one range do, and what differs among them. */

import { once } from "../diagnostics/once.ts";
import type { Instance } from "../model/model.ts";
import type { Traced, Value } from "../schema/value.ts";

export interface Alike {
  readonly instances: readonly Instance[];
  /** What is not the same in all, apart from the settings. */
  readonly parts: ReadonlySet<keyof Instance>;
  /** Keys that do not hold the same in all, and those that hold the same by way of another line. */
  readonly values: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/** Each instance is held against so many others; where they all differ nothing is to be gained. */
const mostKinds = 8;

interface Kinds {
  readonly kinds: readonly Alike[];
  /** Those that none is like, in their order. */
  readonly others: readonly Instance[];
}

export const kindsAmong = once((instances: readonly Instance[]): Kinds => {
  const found: Growing[] = [];
  const others = new Set(instances);
  for (const instance of instances) {
    // Files that were written by hand share nothing but defaults.
    if (instance.site === undefined) continue;
    const known = found.find(({ first }) => holdSameKeys(first, instance));
    if (known !== undefined) {
      add(instance, known);
      others.delete(known.first);
      others.delete(instance);
    } else if (found.length < mostKinds) {
      found.push({
        first: instance,
        instances: [instance],
        parts: new Set(),
        values: new Set(),
        places: new Set(),
      });
    }
  }
  return { kinds: found.filter((one) => one.instances.length > 1), others: [...others] };
});

/** Equal for settings that hold the same, wherever it comes from; where there is more to one it is equal to itself alone. */
export function sameness(setting: Traced<Value>): unknown {
  return isPlain(setting) ? `${setting.origin.kind} ${typeof setting.value} ${setting.value}` : setting;
}

/** Whether there is no more to it than a scalar and where it comes from. */
export function isPlain({ value, parts, template }: Traced<Value>): boolean {
  return typeof value !== "object" && parts === undefined && template === undefined;
}

interface Growing {
  readonly first: Instance;
  readonly instances: Instance[];
  readonly parts: Set<keyof Instance>;
  readonly values: Set<string>;
  readonly places: Set<string>;
}

function holdSameKeys({ settings: a }: Instance, { settings: b }: Instance): boolean {
  const isShared = a.catalogue === b.catalogue && a.version === b.version && a.tables === b.tables;
  const lost = a.unread.size + b.unread.size + a.ignored.size + b.ignored.size;
  if (!isShared || lost > 0 || a.explicit.size !== b.explicit.size) return false;
  const keys = b.explicit.keys();
  for (const key of a.explicit.keys()) if (keys.next().value !== key) return false;
  return true;
}

function add(instance: Instance, { first, instances, parts, values, places }: Growing): void {
  instances.push(instance);
  for (const part of Object.keys({ ...first, ...instance }) as (keyof Instance)[])
    if (first[part] !== instance[part]) parts.add(part);
  for (const [key, setting] of instance.settings.explicit) {
    const other = first.settings.explicit.get(key);
    if (other !== setting && other !== undefined && !values.has(key))
      (sameness(other) === sameness(setting) ? places : values).add(key);
  }
}
