/** Finds out what somebody meant by a key that the program does not know at this release. */

import { deleteEntry, renameKey, writeAround } from "../../diagnostics/fix.ts";
import { advice, advising, certain, type Help, offer } from "../../diagnostics/help.ts";
import { joined, type Message, type Name, quoted, say } from "../../diagnostics/message.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import { entriesOf, type KeyEntry, lookupBy } from "../catalogue.ts";
import { keyNotInVersion, keyRemoved, misplacedKey, unknownKey } from "../codes/key-codes.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { sinceFor, stateAt } from "../key-state.ts";
import { distance, nearest } from "../nearest.ts";
import { redactLikelySecrets } from "../secrets/likely-secrets.ts";
import { spellingHelp } from "../spelling-help.ts";
import { compareVersions } from "../versions.ts";
import { entryIn } from "./entry-in.ts";
import type { KeyCheck } from "./key-check.ts";
import { demandedOf, keysLost } from "./lost-keys.ts";
import { endingHelp, meantByContent, namesEndingIn } from "./meant-by-content.ts";
import { harmOf, newNamesOf, reportRenamed } from "./renamed-key.ts";
import { siblingsAt } from "./siblings.ts";
import { unknownKeyPolicy } from "./unknown-key-policy.ts";

/** Where a key stands; `root` is the whole tree. */
interface KeyPlace {
  readonly root: MapNode;
  readonly table: MapNode;
  readonly prefix: Message;
}

/** Reports a key that no release has at this place, and says which ones are lost by that, as it was to be those. */
export function reportUnknownKey(place: KeyPlace, entry: Entry, check: KeyCheck): readonly Name[] {
  const { root, table, prefix } = place;
  const key = join(prefix, entry.key);
  redactLikelySecrets(entry, check.catalogue);
  const renamed = newNamesOf(check, key);
  const below = renamedBelow(check, key, entry);
  // The table as a whole where losing it does harm, else the first of its tables that has a new home.
  if (below !== undefined && harmOf(renamed, key, root, check) === undefined) {
    reportRenamed(below.to, below.key, below.entry, root, check);
    return [];
  }
  if (renamed.length > 0) {
    reportRenamed(renamed, key, entry, root, check);
    return [];
  }
  const policy = unknownKeyPolicy(prefix, check);
  const elsewhere = misplaced(table, prefix, entry, check);
  // Behind a broken header a key may only seem to stand in the table before.
  if (elsewhere !== undefined && root.damaged) return [];
  if (elsewhere !== undefined) {
    check.bag.report(misplacedKey, {
      at: entry.keyAt,
      key,
      message: say`"${entry.key}" belongs ${whereIs(elsewhere)}, here it is "${key}" and ${check.program} ${policy.does}`,
      help: advice`move it ${whereIs(elsewhere)}`,
      ...policy.severity,
    });
    return [];
  }
  const { names, absent, present } = namesAt(check, prefix, table);
  const lostAs = (name: Name) =>
    keysLost(check.catalogue, join(prefix, name), entry.value, entryIn(check.catalogue, table, name)?.value);
  const empty = present.filter((name) => lostAs(name).length > 0);
  const open =
    empty.length === 0 ? absent : names.filter((name) => absent.includes(name) || empty.includes(name));
  const twin = present.find((name) => !empty.includes(name) && distance(name, entry.key, 1) === 0);
  const near = nearest(entry.key, open) ?? meantByContent(entry.value, names, open, prefix, check);
  const seen = seenMisspelt(check, key);
  const meant = seen ?? near;
  const endings = meant === undefined ? namesEndingIn(entry.key, absent) : [];
  const lost =
    twin !== undefined
      ? []
      : meant === undefined
        ? endings.flatMap(lostAs)
        : seen === undefined
          ? lostAs(meant)
          : [seen];
  const demanded = demandedOf(lost, place, check);
  const treated = check.bag.treatedReleaseAt(entry.keyAt);
  check.bag.report(unknownKey, {
    at: entry.keyAt,
    key,
    message: say`${check.program}${treated === undefined ? say`` : say`, as which ${treated} is treated,`} has no key "${key}" and ${policy.does}${demanded.length === 0 ? "" : say`; it demands ${joined(demanded.map(quoted), ", ")}`}`,
    help: () =>
      nestedHelp(entry, table, key, check) ??
      (twin !== undefined
        ? offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it: "${twin}" is there already`)
        : meant === undefined
          ? (endingHelp(endings) ?? deletion(entry, treated))
          : meantHelp(entry, table, prefix, meant, names, check)),
    ...policy.severity,
    ...(demanded.length > 0 && check.setIn === "file" ? { severity: "error" as const } : {}),
  });
  return lost;
}

/** `wal.type: Local` in YAML, where a dot is a letter of the name as any other. */
function nestedHelp(
  { key: written, keyAt, value }: Entry,
  table: MapNode,
  key: Message,
  { catalogue, version, derivedKeys }: KeyCheck,
): Help | undefined {
  const [first, ...inner] = written.split(".");
  const isReal = entriesOf(catalogue, key).some((one) => stateAt(one, version) !== undefined);
  if (first === undefined || inner.length === 0 || !isReal) return undefined;
  const instead = derivedKeys?.[key];
  if (instead !== undefined) return advising(instead);
  const words = say`nest it: \`${first}: { ${joined(inner, ": { ")}: ... ${joined(
    inner.map(() => say`}`),
    " ",
  )}\``;
  const isAlone = [...table.entries.keys()].filter((one) => one.split(".")[0] === first).length === 1;
  if (!isAlone || value.kind !== "scalar") return advising(words);
  return certain(
    [
      ...renameKey(keyAt, first),
      ...writeAround(
        value.at,
        say`{ ${joined(inner, ": { ")}: `,
        joined(
          inner.map(() => say` }`),
          "",
        ),
      ),
    ],
    words,
    say`nest it`,
  );
}

/** Under `config` a key that cfgc derives is refused as well, so the help leads past it. */
function meantHelp(
  entry: Entry,
  table: MapNode,
  prefix: Message,
  meant: Name,
  names: readonly Name[],
  { setIn, derivedKeys }: KeyCheck,
): Help {
  const key = join(prefix, meant);
  const instead = setIn === "config" ? derivedKeys?.[key] : undefined;
  return instead === undefined
    ? spellingHelp(entry, table, meant, names)
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
  const policy = unknownKeyPolicy(tableOf(one.key), check);
  const later = known.find(
    (candidate) => compareVersions(check.version, sinceFor(candidate, check.version)) < 0,
  );
  if (later !== undefined) {
    const since = sinceFor(later, check.version);
    check.bag.report(keyNotInVersion, {
      at: entry.keyAt,
      key: one.key,
      message: say`"${one.key}" came with ${since}; ${check.program} ${policy.does}`,
      help: () =>
        offer(deleteEntry(entry.keyAt, entry.value.at), say`upgrade to ${since} or later, or delete it`),
      ...policy.severity,
    });
    return;
  }
  const renamed = newNamesOf(check, one.key);
  if (renamed.length > 0) return reportRenamed(renamed, one.key, entry, root, check);
  check.bag.report(keyRemoved, {
    at: entry.keyAt,
    key: one.key,
    message: say`"${one.key}" was last ${check.catalogue.knownFrom === "documentation" ? "documented for" : "read by"} ${one.until ?? say`an earlier release`}; ${check.program} ${policy.does}`,
    help: () => offer(deleteEntry(entry.keyAt, entry.value.at), say`delete it`),
    ...policy.severity,
  });
}

/** By what documents and files are known to write. */
export const misspeltAs = lookupBy(({ seenAs = [] }) => seenAs);

/** The key that documents and files are known to misspell like this. */
function seenMisspelt(check: KeyCheck, key: Message): Message | undefined {
  const [found] = misspeltAs(check.catalogue, key);
  return found && stateAt(found, check.version) && found.key;
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

/** By the name alone, wherever in the file. */
export const called = lookupBy(({ key }) => (key.includes("[]") ? [] : [lastSegment(key)]));

/** The real key of the same name at the top level or in a table beside, if there is just one. */
function misplaced(table: MapNode, prefix: Message, entry: Entry, check: KeyCheck): KeyEntry | undefined {
  if (entry.value.kind === "map" && prefix === "") return undefined;
  if (entry.value.kind === "map") {
    // Its keys say more than a name that another table has a key of.
    const { names, absent } = namesAt(check, prefix, table);
    if (meantByContent(entry.value, names, absent, prefix, check)) return undefined;
  }
  const sameName = called(check.catalogue, entry.key).filter(
    (one) => stateAt(one, check.version) !== undefined,
  );
  // Its own name in a table below this one says more than a name like it.
  const inside = sameName.filter((one) => one.key.startsWith(`${prefix}.`));
  const below = onlyOne(inside.filter((one) => tableOf(tableOf(one.key)) === prefix)) ?? onlyOne(inside);
  if (below !== undefined) return below;
  const only = onlyOne(sameName);
  if (only === undefined) return undefined;
  const { absent } = namesAt(check, prefix, table);
  return (nearest(entry.key, absent) ?? namesEndingIn(entry.key, absent)[0]) ? undefined : only;
}

function onlyOne(entries: readonly KeyEntry[]): KeyEntry | undefined {
  return new Set(entries.map(({ key }) => key)).size === 1 ? entries[0] : undefined;
}

function whereIs(entry: KeyEntry): Message {
  const table = tableOf(entry.key);
  return table === "" ? say`to the top level` : say`to [${table}]`;
}

interface NamesAt {
  readonly names: readonly Name[];
  /** Those that the table has not, and those that it has. */
  readonly absent: readonly Name[];
  readonly present: readonly Name[];
}

const namesOfTables = new WeakMap<MapNode, NamesAt>();

/** The same for all unknown keys of a table at one release. */
function namesAt(check: KeyCheck, prefix: string, table: MapNode): NamesAt {
  const names = siblingsAt(check, prefix);
  const known = namesOfTables.get(table);
  if (known?.names === names) return known;
  const isThere = (name: Name) => entryIn(check.catalogue, table, name) !== undefined;
  const absent = names.filter((name) => !isThere(name));
  const present = names.filter(isThere);
  const found = { names, absent, present };
  namesOfTables.set(table, found);
  return found;
}

export function join(prefix: Message, key: Message): Message {
  return prefix === "" ? key : say`${prefix}.${key}`;
}
