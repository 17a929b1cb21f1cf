/** What is said of a key that has another name in this release. */

import { deleteEntry, type Fix, renameKey, writeAround } from "../../diagnostics/fix.ts";
import { certain, type Help, offer } from "../../diagnostics/help.ts";
import { joined, type Message, quoted, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import type { Entry, MapNode } from "../../source/tree.ts";
import { entriesOf, type KeyEntry, lookupBy } from "../catalogue.ts";
import { keyRenamed } from "../codes/key-codes.ts";
import { lastSegment, tableOf } from "../key-path.ts";
import { isDead, stateAt } from "../key-state.ts";
import { nearest } from "../nearest.ts";
import { hasType } from "../values/has-type.ts";
import { nodeIn } from "./entry-in.ts";
import type { KeyCheck } from "./key-check.ts";
import { unknownKeyPolicy } from "./unknown-key-policy.ts";

/** Reports an old name, with the keys that took its place. */
export function reportRenamed(
  to: readonly KeyEntry[],
  key: Message,
  entry: Entry,
  root: MapNode,
  check: KeyCheck,
): void {
  if (to.some((one) => one.secret) && entry.value.kind !== "map") redact(entry.value.at);
  const policy = unknownKeyPolicy(tableOf(key), check);
  const names = joined(
    to.map((one) => quoted(one.key)),
    " and ",
  );
  const neverReal = to.every((one) => oldNameOf(one, key)?.until === "never");
  const harm = harmOf(to, key, root, check);
  const message = neverReal
    ? say`"${key}" was never a key of ${check.program}, which ${policy.does}; the key is called ${names}`
    : say`"${key}" ${to.length > 1 ? "was split into" : "is called"} ${names}${isListNow(to, entry, check) ? ", a list now," : ""} in ${check.program}, which ${policy.does.replace("it", "the old name")}`;
  check.bag.report(keyRenamed, {
    at: entry.keyAt,
    key,
    message: harm === undefined ? message : say`${message}, so ${harm}`,
    help: () => renamedHelp(to, names, key, entry, neverReal, root, check),
    ...(harm === undefined ? policy.severity : { severity: "error" as const }),
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
  if (to.every((one) => holds(root, one.key, check))) return remove(say`delete it: the file has ${names}`);
  if (!to.some((one) => mayBeRead(one, root, check)))
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
  if (tableOf(one.key) !== tableOf(key) || holds(root, one.key, check) || !mayBeRead(one, root, check))
    return undefined;
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
export function harmOf(
  to: readonly KeyEntry[],
  key: string,
  root: MapNode,
  check: KeyCheck,
): Message | undefined {
  // Under `config` cluster.yaml decides these elsewhere, and the old name is an error anyway.
  if (check.setIn === "config") return undefined;
  const lost = to.filter((one) => !holds(root, one.key, check) && mayBeRead(one, root, check));
  const old = lost.map((one) => oldNameOf(one, key)).find((one) => one?.endangers !== undefined);
  const isHarmless = Object.entries(old?.unless ?? {}).some(
    ([name, value]) => textAt(root, `${key}.${name}`, check) === value,
  );
  return isHarmless ? undefined : old?.endangers;
}

function oldNameOf(entry: KeyEntry, key: string) {
  return entry.renamedFrom?.find((old) => old.key === key);
}

function mayBeRead({ variant }: KeyEntry, root: MapNode, check: KeyCheck): boolean {
  if (variant === undefined || !holds(root, variant.key, check)) return true;
  return textAt(root, variant.key, check) === variant.is;
}

function textAt(root: MapNode, key: string, { catalogue }: KeyCheck): unknown {
  const node = nodeIn(catalogue, root, key);
  return node?.kind === "scalar" ? node.value : undefined;
}

function holds(root: MapNode, key: string, { catalogue }: KeyCheck): boolean {
  return nodeIn(catalogue, root, key) !== undefined;
}

/** By the names that earlier releases or documents had. */
export const onceCalled = lookupBy(({ renamedFrom = [] }) => renamedFrom.map((old) => old.key));

/** The keys that took the place of an old name, as far as this release has them. */
export function newNamesOf(check: KeyCheck, key: string): readonly KeyEntry[] {
  const found = onceCalled(check.catalogue, key).filter(
    (entry) => stateAt(entry, check.version) !== undefined,
  );
  // A key of several variants stands in the catalogue once for each.
  return found.filter((entry, index) => found.findIndex((other) => other.key === entry.key) === index);
}
