/** Finds out what somebody meant by a key that the program does not know at this release. */
import type { Entry, MapNode } from "../source/tree.ts";
import { type Catalogue, type KeyEntry, stateAt } from "./catalogue.ts";
import { keyNotInVersion, keyRemoved, keyRenamed, misplacedKey, unknownKey } from "./codes.ts";
import type { KeyCheck } from "./key-check.ts";
import { nearest } from "./nearest.ts";
import { compareVersions } from "./versions.ts";

/** Reports a key that no release has at this place. */
export function reportUnknownKey(table: MapNode, prefix: string, entry: Entry, check: KeyCheck): void {
  const key = join(prefix, entry.key);
  const below = renamedBelow(check, key, entry);
  if (below !== undefined) return reportRenamed(below.to, below.key, below.entry, check);
  const renamed = renamedTo(check, key);
  if (renamed.length > 0) return reportRenamed(renamed, key, entry, check);
  const fate = fateOf(prefix, check);
  const elsewhere = misplaced(table, prefix, entry, check);
  if (elsewhere !== undefined) {
    check.bag.report(misplacedKey, {
      at: entry.keyAt,
      key,
      message: `"${entry.key}" belongs ${whereIs(elsewhere)}, and ${check.program} ${fate.does} as "${key}"`,
      help: `move it ${whereIs(elsewhere)}`,
      ...fate.severity,
    });
    return;
  }
  const siblings = siblingsAt(check, prefix).filter((name) => !table.entries.has(name));
  const meant = nearest(entry.key, siblings);
  check.bag.report(unknownKey, {
    at: entry.keyAt,
    key,
    message: `${check.program} has no key "${key}" and ${fate.does}`,
    help: meant === undefined ? "delete it" : `did you mean "${meant}"?`,
    ...fate.severity,
  });
}

/** Reports a key that some release has, but not this one. */
export function reportAbsentKey(known: readonly KeyEntry[], entry: Entry, check: KeyCheck): void {
  const one = known[0];
  if (one === undefined) return;
  const fate = fateOf(one.key.includes(".") ? one.key.slice(0, one.key.lastIndexOf(".")) : "", check);
  const later = known.find((candidate) => compareVersions(check.version, candidate.since) < 0);
  if (later !== undefined) {
    check.bag.report(keyNotInVersion, {
      at: entry.keyAt,
      key: one.key,
      message: `"${one.key}" came with ${later.since}; ${check.program} ${fate.does}`,
      help: `upgrade to ${later.since} or later, or delete it`,
      ...fate.severity,
    });
    return;
  }
  const renamed = renamedTo(check, one.key);
  if (renamed.length > 0) return reportRenamed(renamed, one.key, entry, check);
  check.bag.report(keyRemoved, {
    at: entry.keyAt,
    key: one.key,
    message: `"${one.key}" was last read by ${one.until ?? "an earlier release"}; ${check.program} ${fate.does}`,
    help: "delete it",
    ...fate.severity,
  });
}

function reportRenamed(to: readonly KeyEntry[], key: string, entry: Entry, check: KeyCheck): void {
  const fate = fateOf(key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "", check);
  const names = to.map((one) => JSON.stringify(one.key)).join(" and ");
  const wasScalar = entry.value.kind === "scalar";
  const isList = to.some((one) => stateAt(one, check.version)?.types.includes("array")) && wasScalar;
  check.bag.report(keyRenamed, {
    at: entry.keyAt,
    key,
    message: `"${key}" ${to.length > 1 ? "was split into" : "is called"} ${names}${isList ? ", a list now," : ""} in ${check.program}, which ${fate.does.replace("it", "the old name")}`,
    help: `write ${names}`,
    ...fate.severity,
  });
}

/** What the program does with a key that it does not know, and how bad that is. */
function fateOf(table: string, check: KeyCheck): { does: string; severity: { severity?: "error" } } {
  const rejects = unknownKeysOf(check.catalogue, table) === "reject";
  if (check.door === "config") {
    return { does: rejects ? "would reject the file for it" : "would ignore it in silence", severity: {} };
  }
  return rejects
    ? { does: "rejects the file for it", severity: { severity: "error" } }
    : { does: "ignores it in silence", severity: {} };
}

function unknownKeysOf(catalogue: Catalogue, table: string): "reject" | "ignore" {
  for (let name = table; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const own = catalogue.keys.find((entry) => entry.key === name)?.unknownKeys;
    if (own !== undefined) return own;
  }
  return catalogue.unknownKeys;
}

/** The keys that took the place of an old name, as far as this release has them. */
function renamedTo(check: KeyCheck, key: string): readonly KeyEntry[] {
  const found = check.catalogue.keys.filter(
    (entry) =>
      entry.renamedFrom?.some((old) => old.key === key) && stateAt(entry, check.version) !== undefined,
  );
  // A key of several variants stands in the catalogue once for each.
  return found.filter((entry, index) => found.findIndex((other) => other.key === entry.key) === index);
}

/** For an unknown table: the first of its tables that has a new home, such as [cluster.meta_client]. */
function renamedBelow(
  check: KeyCheck,
  key: string,
  entry: Entry,
): { to: readonly KeyEntry[]; key: string; entry: Entry } | undefined {
  if (entry.value.kind !== "map") return undefined;
  for (const below of entry.value.entries.values()) {
    const to = renamedTo(check, join(key, below.key));
    if (to.length > 0) return { to, key: join(key, below.key), entry: below };
  }
  return undefined;
}

/** The real key of the same name at the top level or in a table beside, if there is just one. */
function misplaced(table: MapNode, prefix: string, entry: Entry, check: KeyCheck): KeyEntry | undefined {
  if (entry.value.kind === "map" && prefix === "") return undefined;
  if (
    nearest(
      entry.key,
      siblingsAt(check, prefix).filter((name) => !table.entries.has(name)),
    ) !== undefined
  ) {
    return undefined;
  }
  const sameName = check.catalogue.keys.filter(
    (one) =>
      lastSegment(one.key) === entry.key &&
      !one.key.includes("[]") &&
      stateAt(one, check.version) !== undefined,
  );
  const places = new Set(sameName.map((one) => one.key));
  return places.size === 1 ? sameName[0] : undefined;
}

function whereIs(entry: KeyEntry): string {
  const at = entry.key.lastIndexOf(".");
  return at === -1 ? "to the top level" : `to [${entry.key.slice(0, at)}]`;
}

/** Names that the table has at this release. */
function siblingsAt(check: KeyCheck, prefix: string): string[] {
  const start = prefix === "" ? "" : `${prefix}.`;
  const names = new Set<string>();
  for (const entry of check.catalogue.keys) {
    if (!entry.key.startsWith(start) || entry.key.indexOf(".", start.length) !== -1) continue;
    if (stateAt(entry, check.version) !== undefined)
      names.add(entry.key.slice(start.length).replace("[]", ""));
  }
  return [...names];
}

function lastSegment(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

function join(prefix: string, key: string): string {
  return prefix === "" ? key : `${prefix}.${key}`;
}
