/**
 * Walks a tree of upstream keys, reports what the program would not do with each, and returns what it says. Used
 * for the programs' own files and for `config:` in a cluster.yaml alike.
 */

import { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advice } from "../../diagnostics/help.ts";
import { joined, type Message, type Name, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { type Entry, isEmptyHeader, type ListNode, type MapNode, type Node } from "../../source/tree.ts";
import type { KeyEntry, KeyState } from "../catalogue.ts";
import { unknownKey } from "../codes/key-codes.ts";
import { surprisingValue } from "../codes/value-codes.ts";
import { isDead, stateAt } from "../key-state.ts";
import { redactLikelySecrets } from "../secrets/likely-secrets.ts";
import { partsOf, read } from "../value.ts";
import { checkUnusedValue, checkValue, isSecretReference } from "../values/check-value.ts";
import { checkComplete } from "./check-complete.ts";
import { leaveOpen } from "./damaged-text.ts";
import { emptyReading, type KeyCheck, type Reading } from "./key-check.ts";
import {
  reportDead,
  reportDerived,
  reportEmpty,
  reportInapplicable,
  reportUnreadMembers,
} from "./key-reports.ts";
import { type KnownName, type NamesAtRelease, namesAtRelease, type PlainKey } from "./known-names.ts";
import { hasTablesAt, tableMeant } from "./list-as-table.ts";
import { keysMeantBy, loseKeys } from "./lost-keys.ts";
import { withoutStrangers } from "./strangers.ts";
import { reportAbsentKey, reportUnknownKey } from "./unknown-key.ts";
import { unknownKeyPolicy } from "./unknown-key-policy.ts";
import { inVariant, isRealTag, reportOtherVariant, Tags } from "./variants.ts";

export function checkKeys(root: MapNode, check: KeyCheck): Reading {
  const reading = emptyReading();
  const names = namesAtRelease(check.catalogue, check.version);
  walk(root, say``, { check, reading, tags: new Tags(root, check), names });
  reportInapplicable(reading, check);
  if (root.damaged) leaveOpen(root, reading, check);
  if (check.setIn === "file") checkComplete(reading, check);
  for (const [key, setting] of check.overrides ?? []) {
    if (setting === undefined) {
      reading.settings.delete(key);
      reading.unread.add(key);
    } else {
      reading.settings.set(key, setting);
      reading.unread.delete(key);
    }
  }
  return reading;
}

interface Walk {
  readonly check: KeyCheck;
  readonly reading: Reading;
  readonly tags: Tags;
  readonly names: NamesAtRelease;
}

function walk(table: MapNode, prefix: Name, walking: Walk): void {
  const entries = walking.check.bag.isTrial
    ? tallyStrangers(table, prefix, walking)
    : [...table.entries.values()];
  const namesOf = walking.names(prefix);
  const known = entries.map(({ key }) => namesOf(key));
  // Unknown names first: what they were to be is not known of the tables beside them.
  for (const [index, entry] of entries.entries())
    if (known[index]?.entries.length === 0) walkUnknown(table, prefix, entry, walking);
  for (const [index, entry] of entries.entries()) {
    const name = known[index];
    if (name !== undefined && name.entries.length > 0) walkKnown(prefix, entry, name, walking);
  }
}

/** All but those of which every release says the same: of a trial only the number counts. */
function tallyStrangers(table: MapNode, prefix: Name, { check, reading, tags }: Walk): readonly Entry[] {
  const isDamaged = tags.root.damaged === true;
  const { strangers, others } = withoutStrangers(table, prefix, isDamaged, check.catalogue);
  check.bag.tally(unknownKey, strangers.length, unknownKeyPolicy(prefix, check).severity);
  for (const key of strangers) reading.ignored.add(key);
  return others;
}

function walkUnknown(table: MapNode, prefix: Name, entry: Entry, walking: Walk): void {
  const { check, reading, tags } = walking;
  reading.ignored.add(dotted(prefix, entry.key));
  // In a damaged text what is wrong with the line is told, and it may be half of another one.
  if (entry.isHalf || (entry.value.kind === "unread" && tags.root.damaged === true)) {
    const meant = keysMeantBy(entry.key, prefix, check);
    const missing = meant.filter((key) => !reading.settings.has(key));
    loseKeys(missing, reading, check);
    return redactLikelySecrets(entry, check.catalogue);
  }
  loseKeys(reportUnknownKey({ root: tags.root, table, prefix }, entry, check), reading, check);
}

function walkKnown(prefix: Name, entry: Entry, { entries: known, plain }: KnownName, walking: Walk): void {
  if (plain !== undefined) return takePlain(plain, prefix, entry, walking);
  const { check, reading, tags } = walking;
  const ofVariant = known.filter((one) => inVariant(one, tags));
  const current = ofVariant.find((one) => stateAt(one, check.version) !== undefined);
  const state = current && stateAt(current, check.version);
  if (current === undefined || state === undefined) {
    reading.ignored.add(dotted(prefix, entry.key));
    redactLikelySecrets(entry, check.catalogue);
  }
  if (ofVariant.length === 0) return reportOtherVariant(known, entry, tags, check);
  if (current === undefined || state === undefined) {
    // Under a tag that this release does not take, the tag is what is wrong.
    if (ofVariant.every((one) => one.variant !== undefined && !isRealTag(one.variant, check))) return;
    return reportAbsentKey(ofVariant, entry, tags.root, check);
  }
  takeEntry(current, state, prefix, entry, walking);
}

function dotted(table: Name, name: Name): Name {
  return table === "" ? name : joined([table, name], ".");
}

/** Takes a value at once of which another file has shown that nothing is to be said. */
function takePlain(
  { entry: known, state, accepted }: PlainKey,
  prefix: Name,
  entry: Entry,
  walking: Walk,
): void {
  const { check, reading } = walking;
  const { value: node, keyAt } = entry;
  if (
    accepted === undefined ||
    node.kind !== "scalar" ||
    check.setIn !== "file" ||
    reading.unread.has(known.key)
  )
    return takeEntry(known, state, prefix, entry, walking);
  const value = accepted.get(node);
  if (value !== undefined) {
    reading.settings.set(known.key, read(value, node.at, keyAt));
    return;
  }
  const { file } = node.at;
  const [findings, marks] = [check.bag.size, file.secrets?.length];
  takeEntry(known, state, prefix, entry, walking);
  const setting = reading.settings.get(known.key);
  const isQuiet = check.bag.size === findings && file.secrets?.length === marks;
  if (setting !== undefined && isQuiet) accepted.add(node, setting.value);
}

/** Checks a key that this release reads; one whose value could not be read is unknown, not absent. */
function takeEntry(current: KeyEntry, state: KeyState, prefix: Name, entry: Entry, walking: Walk): void {
  const { check, reading } = walking;
  if (isDead(current, check.version)) reading.ignored.add(dotted(prefix, entry.key));
  const isLost = reading.unread.has(current.key);
  // Where the first header of a list is misspelt or broken, what belongs to its table makes it seem one.
  const isDoubtful = isLost || walking.tags.root.damaged === true;
  if (isDoubtful && entry.value.kind === "map" && !state.types.includes("object")) {
    reading.settings.delete(current.key);
    reading.unread.add(current.key);
    redactLikelySecrets(entry, check.catalogue);
    return;
  }
  checkEntry(current, state, entry, walking);
  // More of it stands under a misspelt name.
  if (isLost) reading.settings.delete(current.key);
  if (reading.settings.has(current.key) || reading.secrets.has(current.key)) return;
  const isWalked = state.table && isOnlyTable(state);
  if (!isWalked && !reading.resets.has(current.key)) reading.unread.add(current.key);
}

function isOnlyTable({ types }: KeyState): boolean {
  return types.length === 1 && types[0] === "object";
}

function checkEntry(known: KeyEntry, state: KeyState, entry: Entry, walking: Walk): void {
  const { check, reading } = walking;
  const node = entry.value;
  if (check.setIn === "config") {
    const instead = check.derivedKeys?.[known.key];
    if (instead !== undefined) return reportDerived(known, entry, instead, check);
    if (node.kind === "scalar" && node.type === "null") {
      reading.resets.add(known.key);
      return;
    }
  }
  if (isDead(known, check.version)) {
    reportDead(known, entry, check);
    if (!known.deadInferred) return checkDead(known, state, node, check);
  }
  if (state.table && isOnlyTable(state)) {
    if (node.kind === "map") {
      reading.tables.set(known.key, node.at);
      walk(node, known.key, walking);
      return;
    }
    if (!isTakenForTable(node, known.key, walking)) checkValue(known, state, node, check);
    reading.unread.add(known.key);
    for (const { key } of check.catalogue.keys)
      if (key.startsWith(`${known.key}.`) && !key.includes("[]")) reading.unread.add(key);
    return;
  }
  if (
    isEmpty(node) &&
    !state.required &&
    check.setIn === "file" &&
    check.catalogue.emptyValues === "absent"
  ) {
    reading.resets.add(known.key);
    return reportEmpty(known, entry, check);
  }
  if (isEmptyHeader(node) && !state.types.includes("object") && check.catalogue.emptyHeaders === "ignored") {
    check.bag.report(surprisingValue, {
      at: node.at,
      key: known.key,
      message: say`"${known.key}" is the header of a table with nothing below it, which sets nothing`,
      help: advice`delete it`,
    });
    return;
  }
  if (isSecretReference(known, node) && check.setIn === "config") {
    reading.secrets.set(known.key, node);
    return;
  }
  if (node.kind === "list" && known.table && !walkItems(node, known, walking)) return;
  const value = checkValue(known, state, node, check);
  if (value === undefined) return;
  if (node.kind === "map" && state.members !== undefined)
    reportUnreadMembers(known, state.members, node, check);
  const parts = partsOf(node);
  const setting = read(value, node.at, entry.keyAt);
  reading.settings.set(known.key, parts === undefined ? setting : { ...setting, parts });
}

/** Under `config` the key is not emitted, and where only documents tell what is read, nobody knows what is refused. */
function checkDead(known: KeyEntry, state: KeyState, node: Node, check: KeyCheck): void {
  if (known.secret && node.kind !== "map") redact(node.at);
  if (check.setIn === "file" && check.catalogue.knownFrom !== "documentation")
    checkUnusedValue(known, state, node, check);
}

function isEmpty(node: Entry["value"]): boolean {
  return node.kind === "scalar" && (node.value === null || node.value === "");
}

/** Checks the tables of a list; false if something in them could not be read or is missing. */
function walkItems(list: ListNode, known: KeyEntry, walking: Walk): boolean {
  let whole = true;
  const { root: _, ...inItem } = walking.check;
  // Before its items were tables a list held words, and the list as a whole is wrong.
  if (!hasTablesAt(known, walking.check)) return true;
  const prefix = say`${known.key}[]`;
  for (const item of list.items) {
    if (item.kind !== "map") {
      if (isTakenForTable(item, prefix, walking)) whole = false;
      continue;
    }
    const reading = emptyReading();
    reading.tables.set(prefix, item.at);
    walk(item, prefix, { ...walking, reading });
    const isComplete = checkComplete(reading, inItem, (key) => walking.tags.of(key));
    reportInapplicable(reading, inItem);
    if (!isComplete || reading.unread.size > 0) whole = false;
  }
  return whole;
}

/** Whether the program makes a table of what is none and takes all that is in it; that is reported. */
function isTakenForTable(node: Node, table: Message, { check, tags, names }: Walk): boolean {
  if (check.setIn === "config") return false;
  const meant = tableMeant(node, table, check, (entry) => inVariant(entry, tags));
  if (meant === undefined) return false;
  const { root: _, ...rest } = check;
  const trial = {
    check: { ...rest, bag: new DiagnosticBag("file", true) },
    reading: emptyReading(),
    tags,
    names,
  };
  trial.reading.tables.set(table, node.at);
  walk(meant, table, trial);
  checkComplete(trial.reading, trial.check, (key) => tags.of(key));
  reportInapplicable(trial.reading, trial.check);
  if (trial.check.bag.hasErrors()) return false;
  const taken =
    node.kind === "list"
      ? say`is a list, and ${check.program} takes its items for the values of the table's keys, in the order of its source`
      : say`is a date, which ${check.program} takes for a table without any of its keys`;
  check.bag.report(surprisingValue, {
    at: node.at,
    key: table,
    message: say`"${table}" ${taken}`,
    help: advice`write a table`,
  });
  return true;
}
