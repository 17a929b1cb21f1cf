/** The keys that may stand in a table, those that are there included. */
import { type KeyEntry, type KeyState, lookupBy } from "../../schema/catalogue.ts";
import type { ProseSchema } from "../../schema/documents/document-keys.ts";
import { lastSegment, tableOf } from "../../schema/key-path.ts";
import { isDead, stateAt } from "../../schema/key-state.ts";
import type { Part } from "../places/outline.ts";
import { propertiesAt, requiredAt } from "./document-part.ts";
import type { DocumentSubject, ProgramFile, ProgramSubject, Subject } from "./subject.ts";

export interface KeyOffer {
  readonly name: string;
  readonly subject: Subject;
  /** `tables`: a list of them. */
  readonly shape: "value" | "table" | "list" | "tables";
  readonly isRequired: boolean;
  /** The release takes the key, and it has no effect any more. */
  readonly isDead: boolean;
}

export function keysAt(subject: Subject, part: Part | undefined): readonly KeyOffer[] {
  return subject.of === "document" ? ofDocument(subject, part) : ofProgram(subject);
}

function ofDocument(subject: DocumentSubject, part: Part | undefined): KeyOffer[] {
  const { schema, program, key, keys } = subject;
  const required = requiredAt(schema, part);
  return [...propertiesAt(schema, part)].map(([name, one]) => ({
    name,
    shape: shapeOf(one),
    isRequired: required.has(name),
    isDead: false,
    subject: {
      of: "document",
      schema: one,
      program: one["x-program"] ?? program,
      key: key === "" ? name : `${key}.${name}`,
      keys,
    },
  }));
}

export function shapeOf({
  type,
  properties,
  oneOf,
  additionalProperties,
  items,
}: ProseSchema): KeyOffer["shape"] {
  if (items !== undefined && type !== "object" && (type === "array" || properties === undefined))
    return shapeOf(items) === "table" ? "tables" : "list";
  const isTable =
    type === "object" ||
    properties !== undefined ||
    oneOf !== undefined ||
    additionalProperties !== undefined;
  return isTable ? "table" : "value";
}

function ofProgram({ file, key }: ProgramSubject): KeyOffer[] {
  const { version } = file;
  const { catalogue } = file.reference;
  const known = new Map<string, KeyOffer>();
  const entries = entriesOfTable(catalogue, key).filter((entry) => mayStand(entry, file));
  const living = new Set(entries.filter((entry) => !isDead(entry, version)).map((entry) => entry.key));
  for (const entry of entries) {
    const state = stateAt(entry, version);
    const dead = isDead(entry, version);
    if (state === undefined || known.has(entry.key) || (dead && living.has(entry.key))) continue;
    known.set(entry.key, {
      name: lastSegment(entry.key),
      subject: { of: "program", file, key: entry.key },
      shape: shapeOfKey(state),
      isRequired: state.required === true && !file.isConfig && !dead,
      isDead: dead,
    });
  }
  return [...known.values()];
}

/** Whether a key may be written there, at the release of the file. */
export function mayStand(entry: KeyEntry, file: ProgramFile): boolean {
  const { variant } = entry;
  const tag = variant && file.tag(variant.key);
  return (
    (variant === undefined || tag === undefined || tag === variant.is) &&
    (file.nodeKind === undefined || (entry.nodeKinds?.some((one) => one === file.nodeKind) ?? true)) &&
    entry.commandLineOnly === undefined &&
    entry.aliasOf === undefined &&
    !file.isDerived(entry.key)
  );
}

export function shapeOfKey({ types, table }: KeyState): KeyOffer["shape"] {
  if (types.includes("array")) return table === true ? "tables" : "list";
  return table === true || (types.length === 1 && types[0] === "object") ? "table" : "value";
}

const entriesOfTable = lookupBy(({ key }) => [tableOf(key)]);

/** Of a key: the entries that may count there. */
export function entriesAt({ file, key }: ProgramSubject): readonly KeyEntry[] {
  const all = entriesOfTable(file.reference.catalogue, tableOf(key)).filter(
    (entry) => entry.key === key && stateAt(entry, file.version) !== undefined,
  );
  const here = all.filter((entry) => mayStand(entry, file));
  const living = here.filter((entry) => !isDead(entry, file.version));
  return [living, here, all].find((some) => some.length > 0) ?? [];
}
