/** Checks a cluster.yaml, or a section of it, against its JSON Schema with a precompiled validator. */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { joined, type Name, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import type { MapNode, Node } from "../../source/tree.ts";
import { missingKey, unknownKey } from "../codes/key-codes.ts";
import { wrongType } from "../codes/value-codes.ts";
import {
  type DocumentSchema,
  expectation,
  type Found,
  findAt,
  isForm,
  namesAt,
  schemaOfProperty,
  secretNames,
} from "../document-schema.ts";
import { nearest } from "../nearest.ts";
import type { ReleaseNames } from "../release-meant.ts";
import { spellingHelp } from "../spelling-help.ts";
import { given } from "../values/value-words.ts";
import { lackingToo, missingHelp, strayHelp, valueHelp } from "./document-helps.ts";
import { KnownPart } from "./known-part.ts";
import { isMeant, meantByValue } from "./meant-by-value.ts";
import { reportTexts } from "./unfit-texts.ts";

/** What a generated validator is: a function that leaves its errors on itself. */
export type Validator = ((value: unknown) => boolean) & { errors?: readonly ValidationError[] | null };

/** What is used of an error of ajv; declared here, for who imports this library has no ajv. */
export interface ValidationError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly additionalProperty?: string; readonly missingProperty?: Name };
}

export interface DocumentCheck {
  readonly schema: DocumentSchema;
  readonly validate: Validator;
  /** What messages call the file; cluster.yaml if nothing is said. */
  readonly document?: Name;
  /** The path of the map in the file, for messages: empty for the whole file. */
  readonly path: readonly Name[];
  /** Keys that somebody else checks. */
  readonly except?: ReadonlySet<string>;
  /** Those that `version`, `treat_as` and `upgrading_from` may name. */
  readonly releases?: () => ReleaseNames;
  /** Is told of everything that is not in its place. */
  readonly onMisfit?: ((misfit: DocumentMisfit) => void) | undefined;
}

/** A key that the map does not have, one that it lacks, or something else than a map or list where one belongs. */
export type DocumentMisfit = { readonly at: Location } & (
  | { readonly unknown: Name; readonly value: Node }
  | { readonly lacks: string }
  | { readonly isForm: boolean; readonly isText?: true }
);

/** Reports what is wrong with a tree, and gives what is known of it. */
export function checkDocument(root: MapNode, check: DocumentCheck, bag: DiagnosticBag): MapNode {
  const known = new KnownPart();
  const checking: Checking = { ...check, root, known, bag };
  reportTexts(root, check.schema, { ...check, known, bag, keyOf: (path) => dotted(check, path) });
  const errors = check.validate(plain(root, check.except)) ? [] : (check.validate.errors ?? []);
  const unions = new Set(
    errors.filter((error) => error.keyword === "anyOf").map((error) => error.instancePath),
  );
  const reported = new Set<string>();
  // Misspelt keys first: what they were to be is not missing.
  const unknownFirst = (error: ValidationError) => (error.keyword === "additionalProperties" ? 0 : 1);
  for (const error of [...errors].sort((a, b) => unknownFirst(a) - unknownFirst(b))) {
    // A union says it once, for itself; what each of its branches misses is noise.
    if (error.keyword !== "anyOf" && isWithin(unions, error.instancePath)) continue;
    const path = error.instancePath.split("/").slice(1);
    const found = findAt(root, check.schema, path.map(unescapePointer));
    if (found === undefined || found.node.kind === "unread" || known.isRefused(found.node)) continue;
    if (error.keyword === "additionalProperties")
      reportUnknown(error.params.additionalProperty ?? "", found, checking);
    else if (error.keyword === "required")
      reportMissing(error.params.missingProperty ?? say``, found, checking);
    else if (error.keyword !== "if" && !reported.has(error.instancePath)) {
      reported.add(error.instancePath);
      reportWrong(found, checking);
    }
  }
  return known.of(root);
}

/** Whether one of the places is this one, or one that it is in. */
function isWithin(places: ReadonlySet<string>, path: string): boolean {
  for (let place = path; place !== ""; place = place.slice(0, place.lastIndexOf("/")))
    if (places.has(place)) return true;
  return places.has("");
}

interface Checking extends DocumentCheck {
  readonly root: MapNode;
  readonly known: KnownPart;
  readonly bag: DiagnosticBag;
}

function reportUnknown(name: string, found: Found, check: Checking): void {
  if (found.node.kind !== "map") return;
  const entry = found.node.entries.get(name);
  if (entry === undefined) return;
  const table = found.node;
  const names = namesAt(found.schema, table);
  const free = names.filter((one) => !table.entries.has(one));
  // What is wrong with the line is told.
  if (entry.isHalf) {
    check.known.drop(table, name);
    for (const one of free)
      if (one.startsWith(name) || nearest(name, [one])) check.known.lack(table, one, entry.keyAt);
    return;
  }
  const cut = free.find((one) => name.startsWith(one) && /^[\s:：{["']/.test(name.slice(one.length)));
  const meant = cut ?? nearest(name, free);
  // A misspelt secret is one all the same, also where another variant of the table has it.
  if (entry.value.kind !== "map" && nearest(name, secretNames(found.schema)) !== undefined) {
    redact(entry.value.at);
  }
  const strayed = meant === undefined ? tableAround(entry.key, found, check) : undefined;
  if (meant !== undefined) check.known.lack(table, meant, entry.keyAt);
  else check.known.drop(table, name);
  if (strayed !== undefined) check.known.lack(strayed.table, entry.key, entry.keyAt);
  const byValue =
    meant === undefined && strayed === undefined
      ? meantByValue(entry.value, table, found.schema ?? {})
      : undefined;
  for (const one of [...(byValue?.likely ?? []), ...(byValue?.required ?? [])])
    check.known.lack(table, one, entry.keyAt);
  if (byValue?.isSecret && entry.value.kind === "scalar") redact(entry.value.at);
  check.onMisfit?.({ at: entry.keyAt, unknown: entry.key, value: entry.value });
  const key = dotted(check, [...found.path, entry.key]);
  check.bag.report(unknownKey, {
    at: entry.keyAt,
    key,
    message: say`${check.document ?? "cluster.yaml"} has no key "${key}"${lackingToo(byValue, dotted(check, found.path))}`,
    help:
      cut !== undefined
        ? advice`write a colon and a blank behind "${cut}"`
        : strayed !== undefined
          ? advice`write it beside "${strayed.beside}", not in it`
          : meant === undefined
            ? strayHelp(entry, names, byValue)
            : spellingHelp(entry, table, meant, names),
    severity: "error",
  });
}

/** The nearest table around that has such a key and lacks it, and the key of it that this one has strayed into. */
function tableAround(
  name: Name,
  { path }: Found,
  { root, schema, known }: Checking,
): { readonly table: MapNode; readonly beside: Name } | undefined {
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const [around, beside] = [findAt(root, schema, path.slice(0, depth)), path[depth]];
    if (around?.node.kind !== "map" || beside === undefined) continue;
    if (namesAt(around.schema, around.node).includes(name))
      return known.has(around.node, name) ? undefined : { table: around.node, beside };
  }
  return undefined;
}

function reportMissing(name: Name, found: Found, check: Checking): void {
  const { node } = found;
  if (node.kind !== "map" || check.known.has(node, name)) return;
  // As long as the tag of a table is not known, its other keys are not looked at.
  const names = namesAt(found.schema, node);
  const meant = [...node.entries.values()]
    .map(({ key }) => key)
    .find((key) => !names.includes(key) && (nearest(key, [name]) || isMeant(key, name, found)));
  if (meant !== undefined) return reportUnknown(meant, found, check);
  const at = found.entry?.keyAt ?? startOf(node);
  check.known.lack(node, name, at);
  // The line may stand in the part that could not be read, or be the one of which only a word is left.
  if (node.damaged || [...node.entries.values()].some(({ isHalf, key }) => isHalf && name.startsWith(key)))
    return;
  check.onMisfit?.({ at, lacks: name });
  const place = dotted(check, found.path);
  check.bag.report(missingKey, {
    at,
    key: dotted(check, [...found.path, name]),
    message: place === "" ? say`the file lacks "${name}"` : say`"${place}" lacks "${name}"`,
    help: missingHelp(name, found.schema && schemaOfProperty(found.schema, node, name)),
  });
}

function startOf(node: Node): Found["node"]["at"] {
  return { ...node.at, end: Math.min(node.at.end, node.at.start + 1) };
}

function reportWrong(found: Found, check: Checking): void {
  const { node, schema = {} } = found;
  if (node.kind === "unread") return;
  check.known.refuse(node);
  const text = node.kind === "scalar" ? { isText: true as const } : {};
  check.onMisfit?.({ at: node.at, isForm: isForm(schema) || isMisplaced(found), ...text });
  const secret = schema["x-secret"] === true;
  if (secret) redact(node.at);
  const key = dotted(check, found.path);
  check.bag.report(wrongType, {
    at: node.at,
    key,
    message: say`"${key}" must be ${expectation(schema)}, not ${given({ secret }, node)}`,
    help: valueHelp(node, schema, found.path, check.releases),
  });
}

/** Whether a value is there that another line may have brought there. */
function isMisplaced({ node: { at, ...node }, isNamed }: Found): boolean {
  if (node.kind === "scalar") return node.type === "null";
  // What somebody wrote in brackets behind the name of a key was meant to be there.
  return !isNamed || !"[{".includes(at.file.text.charAt(at.start));
}

/** Lists count from 0 in brackets; a key may be a number, too, as those of shards are. */
function dotted(check: DocumentCheck, path: readonly Name[]): Name {
  return [...check.path, ...path].reduce(
    (key, part) =>
      /^\d+$/.test(part) ? joined([key, "[", part, "]"], "") : key === "" ? part : joined([key, part], "."),
    say``,
  );
}

function unescapePointer(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The tree as JSON. Objects have no prototype, so that a key like `__proto__` stays a key. */
function plain(node: Node, except?: ReadonlySet<string>): unknown {
  switch (node.kind) {
    case "map": {
      const object: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.entries.values()) {
        if (!except?.has(key)) object[key] = plain(value);
      }
      return object;
    }
    case "list":
      return node.items.map((item) => plain(item));
    case "scalar":
      return typeof node.value === "bigint" ? Number(node.value) : node.value;
    case "unread":
      return null;
  }
}
