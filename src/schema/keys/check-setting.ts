/** Checks a setting that cfgc derives against what the release takes, before it is written anywhere. */

import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { type Name, say } from "../../diagnostics/message.ts";
import { entriesOf, type KeyEntry } from "../catalogue.ts";
import { keyNotInVersion } from "../codes/key-codes.ts";
import { wrongType } from "../codes/value-codes.ts";
import { sinceFor, stateAt, takesValue } from "../key-state.ts";
import { quotedValue, textOfValue } from "../secrets/sayable-value.ts";
import { plainOf, type Traced, type Value } from "../value.ts";
import { otherRelease, wanted } from "../values/value-words.ts";
import type { KeyCheck } from "./key-check.ts";

/** Reports a key that the release does not have, or a value that it does not take, at the line that it comes from. */
export function checkSetting(key: Name, setting: Traced<Value>, at: Location, check: KeyCheck): void {
  const right = lastRight(check);
  if (right.get(key) === setting.value) return;
  const isLong = mayTakeTime(setting.value);
  if (isLong && isKnown(key, setting, check)) return;
  const inVariant = ({ variant }: KeyEntry) =>
    variant === undefined || (check.tags?.get(variant.key) ?? variant.is) === variant.is;
  const entry = entriesOf(check.catalogue, key).find(
    (one) => inVariant(one) && stateAt(one, check.version) !== undefined,
  );
  const state = entry && stateAt(entry, check.version);
  const plain = plainOf(setting.value);
  const isYoung = entry && typeof plain === "string" && !takesValue(entry, plain, check.version);
  if (state !== undefined && !isYoung && check.isValid(state.shape, plain)) {
    right.set(key, setting.value);
    return;
  }
  if (!isLong && isKnown(key, setting, check)) return;
  // Under a tag that the release does not take, the tag is what is wrong.
  if (entry === undefined || state === undefined) {
    const isOfAll = ({ variant }: KeyEntry) => variant === undefined;
    if (entriesOf(check.catalogue, key).filter(inVariant).every(isOfAll)) reportNotInRelease(key, at, check);
    return;
  }
  const text = quotedValue(entry, setting) ?? say`something else`;
  check.bag.report(wrongType, {
    at,
    key,
    message: say`${check.program} takes ${wanted(state)} as "${entry.key}", and this gives ${text}`,
    help:
      otherRelease(entry, state, textOfValue(entry, setting), check.version) ??
      advice`use another release, or write something that it takes`,
  });
}

/** The last value of each key that was right: the instances of a range have most of theirs in common. */
function lastRight(check: KeyCheck): Map<string, Value> {
  let values = rightValues.get(check);
  if (values === undefined) {
    values = new Map();
    rightValues.set(check, values);
  }
  return values;
}

const rightValues = new WeakMap<KeyCheck, Map<string, Value>>();

/** A list, a table or a text may be long and that of many instances; of anything else the check takes no time. */
function mayTakeTime(value: Value): boolean {
  return typeof value === "object" || (typeof value === "string" && value.length > 100);
}

const checked = new WeakMap<Traced<Value>, Set<string>>();

/** Whether a value that instances share was looked at before, for the same key and release. */
function isKnown(key: string, setting: Traced<Value>, check: KeyCheck): boolean {
  const known = checked.get(setting) ?? new Set();
  checked.set(setting, known);
  const name = `${check.program} ${key}`;
  return known.size === known.add(name).size;
}

export function reportNotInRelease(key: Name, at: Location, check: KeyCheck): void {
  const entry = entriesOf(check.catalogue, key)[0];
  if (entry === undefined) return;
  const since = sinceFor(entry, check.version);
  check.bag.report(keyNotInVersion, {
    at,
    key,
    message: say`this needs the key "${entry.key}", which ${check.program} does not have; it came with ${since}`,
    help: advice`upgrade to ${since} or later, or leave it out`,
  });
}
