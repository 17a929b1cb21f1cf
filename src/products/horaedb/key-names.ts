import type { Message } from "../../diagnostics/message.ts";
import type { Settings } from "../../model/settings.ts";
import { type Catalogue, entriesOf } from "../../schema/catalogue.ts";
import { onceAtRelease, stateAt } from "../../schema/key-state.ts";

/**
 * The name that a key has in the release of the settings: `http-port` is `default-http-port` before 1.2.7. Undefined
 * if that release has no such key under any name.
 */
export function keyAt(
  { catalogue, version }: Pick<Settings, "catalogue" | "version">,
  newest: string,
): Message | undefined {
  const names = namesAt(catalogue, version);
  let found = names.get(newest);
  if (found === undefined) {
    found = { name: nameAt(catalogue, version, newest) };
    names.set(newest, found);
  }
  return found.name;
}

/** Asked for every key of every instance. */
const namesAt = onceAtRelease(() => new Map<string, { readonly name: Message | undefined }>());

function nameAt(catalogue: Catalogue, version: string, newest: string): Message | undefined {
  const entries = entriesOf(catalogue, newest);
  if (isRead(catalogue, newest, version)) return entries[0]?.key;
  const older = entries.flatMap((entry) => entry.renamedFrom ?? []);
  return older.map((old) => old.key).find((key) => isRead(catalogue, key, version));
}

function isRead(catalogue: Catalogue, key: string, version: string): boolean {
  return entriesOf(catalogue, key).some((entry) => stateAt(entry, version) !== undefined);
}
