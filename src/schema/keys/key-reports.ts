/** What is said of a key that is there and counts for nothing. */
import { deleteEntry } from "../../diagnostics/fix.ts";
import { advice, advising, offer } from "../../diagnostics/help.ts";
import { joined, type Message, quoted, say } from "../../diagnostics/message.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import { entriesOf, type KeyEntry } from "../catalogue.ts";
import { derivedKey, keyWithoutEffect, unknownKey } from "../codes/key-codes.ts";
import { emptyValue, wrongType } from "../codes/value-codes.ts";
import { stateAt } from "../key-state.ts";
import { lostValue } from "../values/check-value.ts";
import type { KeyCheck, Reading } from "./key-check.ts";
import { newNamesOf } from "./renamed-key.ts";

export function reportEmpty(known: KeyEntry, entry: Entry, check: KeyCheck): void {
  check.bag.report(emptyValue, {
    at: entry.keyAt,
    key: known.key,
    message: say`"${known.key}" has no value, which ${check.program} takes for a key that is left out (inferred)`,
    help:
      lostValue(entry.value) ??
      offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it, or write a value`, say`delete it`),
  });
}

export function reportDerived(known: KeyEntry, entry: Entry, instead: Message, check: KeyCheck): void {
  check.bag.report(derivedKey, {
    at: entry.keyAt,
    key: known.key,
    message: say`"${known.key}" is derived by cfgc and cannot be set under config`,
    help: advising(instead),
  });
}

export function reportDead(known: KeyEntry, entry: Entry, check: KeyCheck): void {
  const newer = newNamesOf(check, known.key).map((one) => quoted(one.key));
  const isRenamed = newer.length > 0;
  const inferred = isRenamed
    ? say`"${known.key}" was renamed, and by inference ${check.program} does not read the old name`
    : say`${check.program} probably does not read "${known.key}" any more`;
  check.bag.report(keyWithoutEffect, {
    at: entry.keyAt,
    key: known.key,
    message: known.deadInferred ? inferred : say`${check.program} accepts "${known.key}" and never reads it`,
    help: !isRenamed
      ? offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it`)
      : known.deadInferred
        ? advice`write ${joined(newer, " and ")}`
        : offer(
            deleteEntry(entry.keyAt, entry.value.at),
            say`delete it; ${joined(newer, " and ")} took its place`,
            say`delete it`,
          ),
    // That a name was renamed is stated; of the others nobody says what becomes of them.
    ...(known.deadInferred && !isRenamed ? { severity: "info" as const } : {}),
  });
}

/** Names in a table that is one value which are none of it. */
export function reportUnreadMembers(
  known: KeyEntry,
  members: readonly string[],
  table: MapNode,
  check: KeyCheck,
  prefix = say``,
): void {
  for (const { key, keyAt, value } of table.entries.values()) {
    const name = say`${prefix}${key}`;
    if (!members.includes(name)) {
      check.bag.report(unknownKey, {
        at: keyAt,
        key: `${known.key}.${name}`,
        message: say`${check.program} has no key "${known.key}.${name}" and ignores it in silence`,
        help: offer(deleteEntry(keyAt, value.at), say`delete it`),
      });
    } else if (value.kind === "map") {
      reportUnreadMembers(known, members, value, check, say`${name}.`);
    }
  }
}

/** Keys that are read only while another key has a certain value, which is known after the walk. */
export function reportInapplicable(reading: Reading, check: KeyCheck): void {
  for (const [key, setting] of reading.settings) {
    const known = entriesOf(check.catalogue, key)[0];
    const condition = known?.appliesWhen;
    if (known === undefined || condition === undefined || setting.origin.kind !== "source") continue;
    if (reading.unread.has(condition.key)) continue;
    const other = entriesOf(check.catalogue, condition.key)[0];
    const state = other && stateAt(other, check.version);
    const present = reading.settings.get(condition.key)?.value ?? (state ? state.default : condition.before);
    if (present === condition.is || present === undefined) continue;
    const isRefused = condition.otherwise === "refused";
    const only = say`only with ${condition.key} = ${quoted(condition.is)}`;
    check.bag.report(isRefused ? wrongType : keyWithoutEffect, {
      at: setting.origin.keyAt ?? setting.origin.at,
      key,
      message: isRefused
        ? say`"${known.key}" can be there ${only}; ${check.program} does not start with it`
        : say`${check.program} reads "${known.key}" ${only}`,
      help: offer(
        setting.origin.keyAt && deleteEntry(setting.origin.keyAt, setting.origin.at),
        say`delete it`,
      ),
    });
    reading.settings.delete(key);
  }
}
