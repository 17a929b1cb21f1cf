/** What is said of a key that is there and counts for nothing, whatever its value. */
import type { Entry, MapNode } from "../source/tree.ts";
import type { KeyEntry } from "./catalogue.ts";
import { lostValue } from "./check-value.ts";
import { derivedKey, emptyValue, keyWithoutEffect, unknownKey } from "./codes.ts";
import type { KeyCheck } from "./key-check.ts";
import { newNamesOf } from "./unknown-key.ts";

export function reportEmpty(known: KeyEntry, entry: Entry, check: KeyCheck): void {
  check.bag.report(emptyValue, {
    at: entry.keyAt,
    key: known.key,
    message: `"${known.key}" has no value, which ${check.program} takes for a key that is left out (inferred)`,
    help: lostValue(entry.value) ?? "delete it, or write a value",
  });
}

export function reportDerived(known: KeyEntry, entry: Entry, instead: string, check: KeyCheck): void {
  check.bag.report(derivedKey, {
    at: entry.keyAt,
    key: known.key,
    message: `"${known.key}" is derived by cfgc and cannot be set under config`,
    help: instead,
  });
}

export function reportDead(known: KeyEntry, entry: Entry, check: KeyCheck): void {
  const newer = newNamesOf(check, known.key).map((one) => JSON.stringify(one.key));
  const isRenamed = newer.length > 0;
  const inferred = isRenamed
    ? `"${known.key}" was renamed, and by inference ${check.program} does not read the old name`
    : `${check.program} probably does not read "${known.key}" any more`;
  check.bag.report(keyWithoutEffect, {
    at: entry.keyAt,
    key: known.key,
    message: known.deadInferred ? inferred : `${check.program} accepts "${known.key}" and never reads it`,
    help: !isRenamed
      ? "delete it"
      : known.deadInferred
        ? `write ${newer.join(" and ")}`
        : `delete it; ${newer.join(" and ")} took its place`,
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
  prefix = "",
): void {
  for (const { key, keyAt, value } of table.entries.values()) {
    const name = `${prefix}${key}`;
    if (!members.includes(name)) {
      check.bag.report(unknownKey, {
        at: keyAt,
        key: `${known.key}.${name}`,
        message: `${check.program} has no key "${known.key}.${name}" and ignores it in silence`,
        help: "delete it",
      });
    } else if (value.kind === "map") {
      reportUnreadMembers(known, members, value, check, `${name}.`);
    }
  }
}
