/** The layers of `config`: the role's, the group's, the instance's. Maps merge deeply, lists replace, null resets. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Message, type Name, say } from "../diagnostics/message.ts";
import type { Catalogue } from "../schema/catalogue.ts";
import { displayName } from "../schema/catalogue.ts";
import { mapOf, type View, viewOf } from "../schema/documents/view.ts";
import { checkComplete } from "../schema/keys/check-complete.ts";
import { checkKeys } from "../schema/keys/check-keys.ts";
import { emptyReading, type KeyCheck, type Reading } from "../schema/keys/key-check.ts";
import type { Site } from "./model.ts";
import { referenceInstead } from "./reference-instead.ts";
import { type SecretEntry, secretOf } from "./secrets.ts";

export interface ConfigCheck {
  readonly catalogue: Catalogue;
  readonly version: Name;
  readonly isValid: KeyCheck["isValid"];
  readonly derivedKeys: Readonly<Record<string, Message>>;
  /** Tags of tables that cluster.yaml decides elsewhere. */
  readonly tags: ReadonlyMap<string, string | undefined>;
  /** Where to report keys that the top level has to hold. */
  readonly root?: Location;
  readonly bag: DiagnosticBag;
  readonly site: Site;
  /** What the layer is called, where several may hold different secrets under one key; by default `config`. */
  readonly path?: Name;
}

/** Checks one layer of `config` and reads it; an absent one is empty. */
export function readLayer(config: View<object> | undefined, check: ConfigCheck): Reading {
  const tree = mapOf(config);
  if (tree === undefined) {
    const nothing = emptyReading();
    // Any key may stand in what could not be read.
    if (config !== undefined) nothing.unread.add(say``);
    return nothing;
  }
  const reading = checkKeys(tree, keyCheckOf(check));
  for (const [key, node] of reading.secrets) {
    const secret = secretOf(
      viewOf<SecretEntry>(node),
      say`${check.path ?? "config"}.${key}`,
      check.site,
      check.bag,
    );
    if (secret !== undefined) reading.settings.set(key, secret);
  }
  return reading;
}

/** Later layers win. The result is checked for tables that are still incomplete. */
export function mergeLayers(layers: readonly Reading[], check: ConfigCheck): Reading {
  const merged = emptyReading();
  for (const layer of layers) {
    for (const key of layer.resets) {
      drop(merged, key);
      merged.resets.add(key);
    }
    for (const [key, value] of layer.settings) {
      merged.settings.set(key, value);
      merged.unread.delete(key);
      merged.resets.delete(key);
    }
    for (const key of layer.unread) {
      merged.settings.delete(key);
      merged.unread.add(key);
    }
    for (const [key, at] of layer.tables) merged.tables.set(key, at);
  }
  checkComplete(merged, keyCheckOf(check));
  return merged;
}

function drop(reading: Reading, key: string): void {
  for (const map of [reading.settings, reading.tables]) {
    for (const name of map.keys()) if (name === key || name.startsWith(`${key}.`)) map.delete(name);
  }
}

const keyChecks = new WeakMap<ConfigCheck, KeyCheck>();

export function keyCheckOf(check: ConfigCheck): KeyCheck {
  let known = keyChecks.get(check);
  if (known === undefined) {
    const program = displayName(check.catalogue, check.version);
    const { path } = check;
    const secretInstead = (at: Location, key: Name) =>
      referenceInstead(at, path === undefined ? key : say`${path}.${key}`);
    known = { ...check, program, setIn: "config", secretInstead };
    keyChecks.set(check, known);
  }
  return known;
}
