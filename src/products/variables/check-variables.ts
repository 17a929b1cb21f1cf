/**
 * Environment files against the programs that would read them: which variables nobody reads, which hold what the
 * program cannot read, and what the others set instead of a key in its file.
 */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { deleteLine } from "../../diagnostics/fix.ts";
import { advice, offer } from "../../diagnostics/help.ts";
import { type SourceFile, wholeOf } from "../../diagnostics/location.ts";
import { joined, type Message, type Name, quoted, type Sayable, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { displayName, entriesOf, type KeyEntry } from "../../schema/catalogue.ts";
import { surprisingValue } from "../../schema/codes/value-codes.ts";
import {
  envNotExportable,
  envShared,
  variableOverrides,
  variableStopsStart,
  variableWithoutEffect,
} from "../../schema/codes/variable-codes.ts";
import { isDead, stateAt, variablesOf } from "../../schema/key-state.ts";
import { textOfValue } from "../../schema/secrets/sayable-value.ts";
import { plainOf, read, type Traced, type Value } from "../../schema/value.ts";
import { isExportable, variablesReadAt } from "../../schema/variables.ts";
import { duplicateKey } from "../../source/codes.ts";
import type { EnvVariable } from "../../source/env/read-env.ts";
import { type Node, nodeAt } from "../../source/tree.ts";
import type { Program, UpstreamFile } from "../product.ts";
import { reportUnread } from "./unread-variable.ts";
import { type EnvironmentFile, type Reader, readersOf } from "./variable-readers.ts";
import { isOfFormat, isTaken, nodeFor, plainIn, shortened, valueFor } from "./variable-value.ts";

/** The files, each with what the environment files beside them say instead. */
export function applyVariables<F extends { readonly file: UpstreamFile }>(
  environments: readonly EnvironmentFile[],
  files: readonly F[],
  programs: readonly Program[],
  bag: DiagnosticBag,
): F[] {
  const overrides = new Map<UpstreamFile, Map<Name, Traced<Value> | undefined>>();
  for (const environment of environments) {
    const readers = readersOf(
      environment,
      files.map(({ file }) => file),
      environments.length,
      programs,
    );
    const premise = readers.find(({ file }) => file?.premise !== undefined)?.file?.premise;
    if (environment.version === undefined && premise !== undefined)
      bag.restsOn(wholeOf(environment.source), premise);
    checkEnvironment(environment, readers, overrides, bag);
  }
  return files.map((one) => {
    const own = overrides.get(one.file);
    return own === undefined ? one : { ...one, file: { ...one.file, overrides: own } };
  });
}

function checkEnvironment(
  { source, variables }: EnvironmentFile,
  readers: readonly Reader[],
  overrides: Map<UpstreamFile, Map<Name, Traced<Value> | undefined>>,
  bag: DiagnosticBag,
): void {
  const last = new Map(variables.map((variable) => [variable.name, variable]));
  for (const variable of variables) {
    const counts = last.get(variable.name);
    if (counts !== undefined && counts !== variable) reportRepeated(variable, counts, bag);
  }
  const taken = new Set(last.keys());
  const byName = new Map<string, EnvVariable[]>();
  for (const variable of variables) {
    const alike = byName.get(variable.name);
    if (alike === undefined) byName.set(variable.name, [variable]);
    else alike.push(variable);
  }
  for (const variable of last.values()) {
    const knowing = readers.filter(({ program: { catalogue }, version }) =>
      variablesReadAt(catalogue, version).some(({ name }) => name === variable.name),
    );
    if (knowing.length === 0) {
      const alike = byName.get(variable.name) ?? [];
      reportUnread(variable, readers, { taken, alike }, bag);
    }
    for (const reader of knowing) {
      const settings = checkVariable(variable, reader, source, last, bag);
      if (reader.file === undefined || settings.length === 0) continue;
      const own = overrides.get(reader.file) ?? new Map<Name, Traced<Value> | undefined>();
      overrides.set(reader.file, own);
      for (const { key, setting } of settings) own.set(key, setting);
    }
  }
}

function reportRepeated(variable: EnvVariable, last: EnvVariable, bag: DiagnosticBag): void {
  bag.report(duplicateKey, {
    at: variable.nameAt,
    message: say`${variable.name} is set again further down, and the last one counts`,
    related: [{ at: last.nameAt, message: say`this one counts` }],
    help: advice`keep the one that is meant`,
    severity: "warning",
  });
}

interface Override {
  readonly key: Name;
  /** Undefined if the program cannot read the text or nobody knows it: the key is unknown then, whatever the file says. */
  readonly setting: Traced<Value> | undefined;
}

/** What the variable sets; it is one that the program reads. */
function checkVariable(
  variable: EnvVariable,
  reader: Reader,
  source: SourceFile,
  all: ReadonlyMap<string, EnvVariable>,
  bag: DiagnosticBag,
): Override[] {
  const { program, version, file } = reader;
  const { catalogue } = program;
  const title = displayName(catalogue, version);
  // Empty is the same as unset for all of them.
  if (variable.value === "") return [];
  const own = catalogue.environment.find(({ name }) => name === variable.name);
  if (own !== undefined) checkOwnVariable(variable, own, title, bag);
  if (variable.exported && !isExportable(variable.name))
    bag.report(envNotExportable, {
      at: variable.nameAt,
      message: say`a shell cannot export ${variable.name}, so ${title} does not get it`,
      help: advice`set the key in its file, or the variable by docker -e, Kubernetes or env(1)`,
    });
  const keys = variablesReadAt(catalogue, version)
    .filter(({ name, key }) => name === variable.name && key !== undefined)
    .map(({ key = say`` }) => key);
  const unique = [...new Set(keys)];
  if (unique.length > 1)
    bag.report(envShared, {
      at: variable.nameAt,
      message: say`${variable.name} sets ${joined(
        unique.map((key) => quoted(key)),
        " and ",
      )} of ${title} together`,
      help: advice`set the keys in the file where they are to differ`,
    });
  return unique.flatMap((key): Override[] => {
    const entry = entriesOf(catalogue, key).find((one) => stateAt(one, version) !== undefined);
    const state = entry && stateAt(entry, version);
    if (entry === undefined || state === undefined) return [];
    if (entry.secret) redact(variable.valueAt);
    // Every variable is parsed, also one whose value goes nowhere.
    const value = valueFor(variable, entry, state, reader, bag);
    const useless = isDead(entry, version)
      ? say`${title} accepts ${variable.name} and never reads it`
      : conditionUnmet(entry, variable, reader, all);
    if (useless !== undefined) {
      bag.report(variableWithoutEffect, {
        at: variable.nameAt,
        key,
        message: useless,
        help: offer(deleteLine(variable.nameAt, variable.valueAt), say`delete it`),
      });
      return [];
    }
    if (file !== undefined && !isRead(entry, file)) {
      reportWithoutEffect(variable, entry, file, title, bag);
      return [];
    }
    if (value === undefined) return [{ key, setting: undefined }];
    const setting = read(value, { ...variable.valueAt, file: source }, variable.nameAt);
    const inFile = file && nodeAt(file.tree, key);
    // What the program cannot take from the file is said there, and is no setting that anything overrides.
    if (inFile !== undefined && isTaken(inFile, entry, state, reader))
      reportOverride(variable, key, value, entry, inFile, title, bag);
    return [{ key, setting }];
  });
}

function checkOwnVariable(
  { name, nameAt, valueAt, value }: EnvVariable,
  own: Program["catalogue"]["environment"][number],
  title: Message,
  bag: DiagnosticBag,
): void {
  if (own.stopsStart) {
    bag.report(variableStopsStart, {
      at: nameAt,
      message: say`${title} does not start while ${name} holds any text`,
      help: offer(deleteLine(nameAt, valueAt), say`delete the line`),
    });
    return;
  }
  if (value === undefined) return;
  const isRight =
    own.values?.some((one) => one === value) ?? (own.format === undefined || isOfFormat(own.format, value));
  if (isRight) return;
  bag.report(surprisingValue, {
    at: valueAt,
    message: say`${title} does not know this text for ${name}: ${lastSentence(own.effect)}`,
    help:
      own.values === undefined
        ? advice`write a size such as "1200MB"`
        : advice`write ${joined(own.values, " or ")}`,
  });
}

/** Keys that are read only while another key has a certain value, which a variable or the file says. */
function conditionUnmet(
  { appliesWhen }: KeyEntry,
  { name }: EnvVariable,
  { program: { catalogue }, version, file }: Reader,
  all: ReadonlyMap<string, EnvVariable>,
): Message | undefined {
  const other = appliesWhen && entriesOf(catalogue, appliesWhen.key)[0];
  const state = other && stateAt(other, version);
  if (appliesWhen === undefined || other === undefined || state === undefined) return undefined;
  const set = variablesOf(other, version)
    .map((one) => all.get(one))
    .find((one) => one !== undefined);
  if (set !== undefined && set.value !== "") {
    const node = set.value === undefined ? undefined : nodeFor(set.value, set.valueAt, state);
    if (node === undefined || plainIn(node) === appliesWhen.is) return undefined;
  } else {
    const node = file && nodeAt(file.tree, appliesWhen.key);
    const present = node === undefined ? state.default : plainIn(node);
    if (present === undefined || present === appliesWhen.is) return undefined;
  }
  const title = displayName(catalogue, version);
  return say`${title} reads ${name} only with ${appliesWhen.key} = ${quoted(appliesWhen.is)}`;
}

/** A key of a variant is overridden only where the file has chosen the variant. */
function isRead({ variant }: KeyEntry, { tree }: UpstreamFile): boolean {
  if (variant === undefined) return true;
  const tag = nodeAt(tree, variant.key);
  return (
    tag?.kind === "unread" || (tag?.kind === "scalar" && tag.value === variant.is) || tree.damaged === true
  );
}

function reportWithoutEffect(
  { name, nameAt }: EnvVariable,
  { variant }: KeyEntry,
  { tree, source }: UpstreamFile,
  title: Message,
  bag: DiagnosticBag,
): void {
  if (variant === undefined) return;
  const tag = nodeAt(tree, variant.key);
  bag.report(variableWithoutEffect, {
    at: nameAt,
    message: say`${title} reads ${name} only with ${variant.key} = ${quoted(variant.is)}`,
    related: [
      tag === undefined
        ? { at: { file: source, start: 0, end: 0 }, message: say`this file does not set it` }
        : { at: tag.at, message: say`here it is something else` },
    ],
    help: advice`delete the variable, or set the mode in the file`,
  });
}

/** In the midst of a sentence. */
function lastSentence(text: Sayable): Sayable {
  const last = (text.split(". ").at(-1) ?? text).replace(/\.$/, "");
  return say`${last.charAt(0).toLowerCase()}${last.slice(1)}`;
}

function reportOverride(
  { name, nameAt }: EnvVariable,
  key: Message,
  value: Value,
  entry: KeyEntry,
  node: Node,
  title: Message,
  bag: DiagnosticBag,
): void {
  if (JSON.stringify(plainOf(value)) === JSON.stringify(plainIn(node))) return;
  const text = textOfValue(entry, { value });
  const held = text === undefined ? "" : say` with ${quoted(shortened(text))}`;
  bag.report(variableOverrides, {
    at: nameAt,
    key,
    message: say`${name} overrides "${key}" of ${title}${held}`,
    related: [{ at: node.at, message: say`this does not count` }],
    help: advice`keep the setting in one place`,
  });
}
