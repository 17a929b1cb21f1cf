/** Finds out what somebody meant by a key that the program does not know at this release. */

import { conceal } from "../diagnostics/conceal.ts";
import { deleteEntry, type Fix, renameKey, writeAround } from "../diagnostics/fix.ts";
import { advice, certain, type Help, offer } from "../diagnostics/help.ts";
import { joined, type Message, type Name, quoted, say } from "../diagnostics/message.ts";
import { type Entry, type MapNode, nodeAt } from "../source/tree.ts";
import { type Catalogue, entriesOf, isDead, type KeyEntry, sinceFor, stateAt } from "./catalogue.ts";
import { keyNotInVersion, keyRemoved, keyRenamed, misplacedKey, unknownKey } from "./codes.ts";
import { hasType } from "./has-type.ts";
import type { KeyCheck } from "./key-check.ts";
import { lastSegment, tableOf } from "./key-path.ts";
import { concealLikelySecrets } from "./likely-secrets.ts";
import { distance, nearest } from "./nearest.ts";
import { respelling } from "./respelt.ts";
import { compareVersions } from "./versions.ts";

/** Reports a key that no release has at this place. `root` is the whole tree that it stands in. */
export function reportUnknownKey(
  { root, table, prefix }: { root: MapNode; table: MapNode; prefix: Message },
  entry: Entry,
  check: KeyCheck,
): void {
  const key = join(prefix, entry.key);
  concealLikelySecrets(entry, check.catalogue);
  const renamed = newNamesOf(check, key);
  const below = renamedBelow(check, key, entry);
  // The table as a whole where losing it does harm, else the first of its tables that has a new home.
  if (below !== undefined && harmOf(renamed, key, root, check) === undefined) {
    return reportRenamed(below.to, below.key, below.entry, root, check);
  }
  if (renamed.length > 0) return reportRenamed(renamed, key, entry, root, check);
  const fate = fateOf(prefix, check);
  const elsewhere = misplaced(table, prefix, entry, check);
  if (elsewhere !== undefined) {
    check.bag.report(misplacedKey, {
      at: entry.keyAt,
      key,
      message: say`"${entry.key}" belongs ${whereIs(elsewhere)}, here it is "${key}" and ${check.program} ${fate.does}`,
      help: advice`move it ${whereIs(elsewhere)}`,
      ...fate.severity,
    });
    return;
  }
  const names = siblingsAt(check, prefix);
  const absent = names.filter((name) => !table.entries.has(name));
  const twin = names.find((name) => table.entries.has(name) && distance(name, entry.key, 1) === 0);
  const meant = seenMisspelt(check, key) ?? nearest(entry.key, absent);
  const treated = check.bag.treatedReleaseAt(entry.keyAt);
  check.bag.report(unknownKey, {
    at: entry.keyAt,
    key,
    message: say`${check.program}${treated === undefined ? say`` : say`, as which ${treated} is treated,`} has no key "${key}" and ${fate.does}`,
    help:
      twin !== undefined
        ? offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it: "${twin}" is there already`)
        : meant === undefined
          ? deletion(entry, treated)
          : meantHelp(entry, table, prefix, meant, names, check),
    ...fate.severity,
  });
}

/** Under `config` a key that cfgc derives is refused as well, so the help leads past it. */
function meantHelp(
  entry: Entry,
  table: MapNode,
  prefix: Message,
  meant: Name,
  names: readonly Name[],
  { door, derivedKeys }: KeyCheck,
): Help {
  const key = join(prefix, meant);
  const instead = door === "config" ? derivedKeys?.[key] : undefined;
  return instead === undefined
    ? respelling(entry, table, meant, names)
    : advice`${instead}, if "${key}" is meant, which cfgc derives`;
}

/** A release that is treated as an older one may have got the key meanwhile. */
function deletion({ keyAt, value }: Entry, treated: Message | undefined): Help {
  return treated === undefined
    ? offer(deleteEntry(keyAt, value.at), say`delete it`)
    : advice`see whether ${treated} has it, and delete it if not`;
}

/** Reports a key that some release has, but not this one. */
export function reportAbsentKey(
  known: readonly KeyEntry[],
  entry: Entry,
  root: MapNode,
  check: KeyCheck,
): void {
  const one = known[0];
  if (one === undefined) return;
  const fate = fateOf(tableOf(one.key), check);
  const later = known.find(
    (candidate) => compareVersions(check.version, sinceFor(candidate, check.version)) < 0,
  );
  if (later !== undefined) {
    const since = sinceFor(later, check.version);
    check.bag.report(keyNotInVersion, {
      at: entry.keyAt,
      key: one.key,
      message: say`"${one.key}" came with ${since}; ${check.program} ${fate.does}`,
      help: offer(deleteEntry(entry.keyAt, entry.value.at), say`upgrade to ${since} or later, or delete it`),
      ...fate.severity,
    });
    return;
  }
  const renamed = newNamesOf(check, one.key);
  if (renamed.length > 0) return reportRenamed(renamed, one.key, entry, root, check);
  check.bag.report(keyRemoved, {
    at: entry.keyAt,
    key: one.key,
    message: say`"${one.key}" was last ${check.catalogue.knownFrom === "documentation" ? "documented for" : "read by"} ${one.until ?? say`an earlier release`}; ${check.program} ${fate.does}`,
    help: offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it`),
    ...fate.severity,
  });
}

function reportRenamed(
  to: readonly KeyEntry[],
  key: Message,
  entry: Entry,
  root: MapNode,
  check: KeyCheck,
): void {
  if (to.some((one) => one.secret) && entry.value.kind !== "map") conceal(entry.value.at);
  const fate = fateOf(tableOf(key), check);
  const names = joined(
    to.map((one) => quoted(one.key)),
    " and ",
  );
  const neverReal = to.every((one) => oldNameOf(one, key)?.until === "never");
  const harm = harmOf(to, key, root, check);
  const message = neverReal
    ? say`"${key}" was never a key of ${check.program}, which ${fate.does}; the key is called ${names}`
    : say`"${key}" ${to.length > 1 ? "was split into" : "is called"} ${names}${isListNow(to, entry, check) ? ", a list now," : ""} in ${check.program}, which ${fate.does.replace("it", "the old name")}`;
  check.bag.report(keyRenamed, {
    at: entry.keyAt,
    key,
    message: harm === undefined ? message : say`${message}, so ${harm}`,
    help: renamedHelp(to, names, key, entry, neverReal, root, check),
    ...(harm === undefined ? fate.severity : { severity: "error" as const }),
  });
}

function isListNow(to: readonly KeyEntry[], entry: Entry, check: KeyCheck): boolean {
  return (
    entry.value.kind === "scalar" && to.some((one) => stateAt(one, check.version)?.types.includes("array"))
  );
}

function renamedHelp(
  to: readonly KeyEntry[],
  names: Message,
  key: string,
  entry: Entry,
  neverReal: boolean,
  root: MapNode,
  check: KeyCheck,
): Help {
  const remove = (words: Message) => offer(deleteEntry(entry.keyAt, entry.value.at), words);
  if (to.every((one) => holds(root, one.key))) return remove(say`delete it: the file has ${names}`);
  if (!to.some((one) => mayBeRead(one, root)))
    return remove(say`delete it: ${names} is not read here either`);
  if (to.every((one) => isDead(one, check.version)))
    return remove(say`delete it: ${names} has no effect either`);
  // An invented key may hold anything; only a misspelt one surely holds what the real one takes.
  const misspelt = to.some((one) => nearest(key, [one.key]) !== undefined);
  return neverReal && !misspelt
    ? remove(say`delete it`)
    : certain(renamed(to, key, entry, root, check), say`write ${names}`);
}

/** Only within one table, and only a value that the new key takes as it is or as the only item of its list. */
function renamed(
  to: readonly KeyEntry[],
  key: string,
  { keyAt, value }: Entry,
  root: MapNode,
  check: KeyCheck,
): Fix | undefined {
  const [one, another] = to;
  const state = one && stateAt(one, check.version);
  if (one === undefined || state === undefined || another !== undefined) return undefined;
  if (tableOf(one.key) !== tableOf(key) || holds(root, one.key) || !mayBeRead(one, root)) return undefined;
  if (isDead(one, check.version) || value.kind === "map" || value.kind === "unread") return undefined;
  if (!isSameUnit(one, key, check)) return undefined;
  const rename = renameKey(keyAt, lastSegment(one.key));
  if (state.types.some((type) => hasType(type, value))) return rename;
  const isItem = state.types.includes("array") && value.kind === "scalar" && value.type === "string";
  return isItem ? [...rename, ...writeAround(value.at, say`[`, say`]`)] : undefined;
}

/** What the old name counted in is known where a release had it, or where the name says it. */
function isSameUnit(one: KeyEntry, key: string, { catalogue }: KeyCheck): boolean {
  if (one.unit === undefined) return true;
  const old = entriesOf(catalogue, key)[0];
  if (old !== undefined) return old.unit === one.unit;
  const suffix = (name: string) => /[-_](?:ms|sec|secs|bytes|kb|mb|gb)$/i.exec(name)?.[0];
  return suffix(key) !== undefined && suffix(key) === suffix(one.key);
}

/** What becomes of the data when the program drops this old name, unless the file says the same under the new one. */
function harmOf(to: readonly KeyEntry[], key: string, root: MapNode, check: KeyCheck): Message | undefined {
  // Under `config` cluster.yaml decides these elsewhere, and the old name is an error anyway.
  if (check.door === "config") return undefined;
  const lost = to.filter((one) => !holds(root, one.key) && mayBeRead(one, root));
  const old = lost.map((one) => oldNameOf(one, key)).find((one) => one?.endangers !== undefined);
  const isHarmless = Object.entries(old?.unless ?? {}).some(
    ([name, value]) => textAt(root, `${key}.${name}`) === value,
  );
  return isHarmless ? undefined : old?.endangers;
}

function oldNameOf(entry: KeyEntry, key: string) {
  return entry.renamedFrom?.find((old) => old.key === key);
}

function mayBeRead({ variant }: KeyEntry, root: MapNode): boolean {
  return variant === undefined || !holds(root, variant.key) || textAt(root, variant.key) === variant.is;
}

function textAt(root: MapNode, key: string): unknown {
  const node = nodeAt(root, key);
  return node?.kind === "scalar" ? node.value : undefined;
}

function holds(root: MapNode, key: string): boolean {
  return nodeAt(root, key) !== undefined;
}

/** The key that documents and files are known to misspell like this. */
function seenMisspelt(check: KeyCheck, key: Message): Message | undefined {
  const found = check.catalogue.keys.find((entry) => entry.seenAs?.includes(key));
  return found && stateAt(found, check.version) && found.key;
}

/** What the program does with a key that it does not know, and how bad that is. */
function fateOf(table: string, check: KeyCheck): { does: Message; severity: { severity?: "error" } } {
  const rejects = unknownKeysOf(check.catalogue, table) === "reject";
  if (check.door === "config") {
    const does = rejects
      ? say`would reject the file for it`
      : say`would ignore it${certainty(check.catalogue)}`;
    return { does, severity: {} };
  }
  return rejects
    ? { does: say`rejects the file for it`, severity: { severity: "error" } }
    : { does: say`ignores it${certainty(check.catalogue)}`, severity: {} };
}

function certainty({ knownFrom }: Catalogue): Message {
  return knownFrom === "documentation" ? say`, as far as is known` : say` in silence`;
}

function unknownKeysOf(catalogue: Catalogue, table: string): "reject" | "ignore" {
  for (let name = table; name !== ""; name = tableOf(name)) {
    const own = catalogue.keys.find((entry) => entry.key === name)?.unknownKeys;
    if (own !== undefined) return own;
  }
  return catalogue.unknownKeys;
}

/** The keys that took the place of an old name, as far as this release has them. */
export function newNamesOf(check: KeyCheck, key: string): readonly KeyEntry[] {
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
  key: Message,
  entry: Entry,
): { to: readonly KeyEntry[]; key: Name; entry: Entry } | undefined {
  if (entry.value.kind !== "map") return undefined;
  for (const below of entry.value.entries.values()) {
    const to = newNamesOf(check, join(key, below.key));
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

function whereIs(entry: KeyEntry): Message {
  const table = tableOf(entry.key);
  return table === "" ? say`to the top level` : say`to [${table}]`;
}

const siblings = new WeakMap<Catalogue, Map<string, readonly Name[]>>();

/** Names that the table has at this release; found once, as a file may hold any number of others. */
function siblingsAt({ catalogue, version }: KeyCheck, prefix: string): readonly Name[] {
  const known = siblings.get(catalogue) ?? new Map<string, readonly Name[]>();
  siblings.set(catalogue, known);
  const place = `${version} ${prefix}`;
  const names = known.get(place) ?? namesIn(catalogue, version, prefix);
  // A table that no release has may have any name.
  if (names.length > 0) known.set(place, names);
  return names;
}

function namesIn(catalogue: Catalogue, version: string, prefix: string): Name[] {
  const start = prefix === "" ? "" : `${prefix}.`;
  const names = new Set<Name>();
  for (const entry of catalogue.keys) {
    if (!entry.key.startsWith(start) || entry.key.indexOf(".", start.length) !== -1) continue;
    if (stateAt(entry, version) !== undefined) names.add(entry.key.slice(start.length).replace("[]", ""));
  }
  return [...names];
}

function join(prefix: Message, key: Message): Message {
  return prefix === "" ? key : say`${prefix}.${key}`;
}
