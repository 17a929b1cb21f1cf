/** The environment variables that a program reads at a release. */
import type { Message } from "../diagnostics/message.ts";
import { lookupBy } from "./catalogue.ts";
import { inForce, onceAtRelease, stateAt } from "./key-state.ts";

export interface Variable {
  readonly name: Message;
  /** The key that it overrides; undefined for a variable that belongs to none. */
  readonly key: Message | undefined;
  /** The syntax of the variable, where it is not that of the key. */
  readonly format: string | undefined;
  /** What a variable without a key does, as a sentence. */
  readonly effect: string | undefined;
}

/** In the order of the keys; the variables without a key come last. Asked for every instance. */
export const variablesReadAt = onceAtRelease((catalogue, version): readonly Variable[] => {
  const ofKeys = catalogue.keys.flatMap((entry) =>
    stateAt(entry, version) === undefined
      ? []
      : (entry.env ?? [])
          .filter((one) => inForce(one, version))
          .map(({ name, format }) => ({ name, key: entry.key, format, effect: undefined })),
  );
  const others = catalogue.environment
    .filter((one) => inForce(one, version))
    .map(({ name, format, effect }) => ({ name, key: undefined, format, effect }));
  return [...ofKeys, ...others];
});

/** Whether a shell can export the name; others reach a program through env(1) only. */
export function isExportable(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** The keys whose variable would have this name if all were named after their keys. */
export const keysByRule = lookupBy((entry) => (entry.table ? [] : [nameByRule(entry.key)]));

/** The name that a key would have if the program named all variables after their keys. */
export function nameByRule(key: string): string {
  return key.replaceAll(/[.-]/g, "_").toUpperCase();
}
