/** Turns a program's schema into the flat list of keys that `src/schema/catalogue.ts` describes. */
import type { KeyEntry, OldName, PastState } from "../../src/schema/catalogue.ts";
import type { KeyProse } from "../../src/schema/prose.ts";
import type { Schema } from "./load-schema.ts";
import { membersOf } from "./members.ts";
import type { Shapes } from "./shapes.ts";

export interface FlatKey {
  readonly entry: KeyEntry;
  readonly prose: KeyProse;
}

interface Place {
  readonly key: string;
  readonly required: boolean;
  readonly variant?: { key: string; is: string };
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly source: readonly string[];
}

export function flatten(root: Schema, shapes: Shapes): FlatKey[] {
  const keys: FlatKey[] = [];
  addChildren(root, { key: "", required: false, source: [] }, shapes, keys);
  return keys;
}

function addChildren(table: Schema, place: Place, shapes: Shapes, keys: FlatKey[]): void {
  addProperties(table, place, shapes, keys);
  const tag = table.discriminator?.propertyName;
  for (const branch of tag === undefined ? [] : (table.oneOf ?? [])) {
    const is = String((branch.properties?.[tag ?? ""] as { const?: unknown } | undefined)?.const);
    const { [tag ?? ""]: _, ...own } = branch.properties ?? {};
    const inner = {
      ...place,
      variant: { key: join(place.key, tag ?? ""), is },
      since: text(branch["x-since"]) ?? place.since,
      until: text(branch["x-until"]) ?? place.until,
    };
    addProperties({ ...branch, properties: own }, inner, shapes, keys);
  }
}

function addProperties(table: Schema, place: Place, shapes: Shapes, keys: FlatKey[]): void {
  for (const [name, schema] of Object.entries(table.properties ?? {})) {
    add(
      schema,
      {
        ...place,
        key: join(place.key, name),
        required: table.required?.includes(name) ?? false,
        since: text(schema["x-since"]) ?? place.since,
        until: text(schema["x-until"]) ?? place.until,
        source: texts(schema["x-source"]) ?? place.source,
      },
      shapes,
      keys,
    );
  }
}

function add(schema: Schema, place: Place, shapes: Shapes, keys: FlatKey[]): void {
  const types = typesOf(schema);
  const itemTable = schema.items !== undefined && isTable(schema.items) ? schema.items : undefined;
  const table = isTable(schema) || itemTable !== undefined;
  keys.push({ entry: entryOf(schema, place, table, types, shapes), prose: proseOf(schema, place) });
  if (isTable(schema)) addChildren(schema, place, shapes, keys);
  else addPastChildren(schema, place, shapes, keys);
  if (itemTable !== undefined) addChildren(itemTable, { ...place, key: `${place.key}[]` }, shapes, keys);
}

/** The keys of a value that was a table in earlier releases. */
function addPastChildren(schema: Schema, place: Place, shapes: Shapes, keys: FlatKey[]): void {
  for (const past of (schema["x-history"] ?? []) as Schema[]) {
    if (past.properties === undefined) continue;
    const then = { until: text(past.until), source: texts(past["x-source"]) ?? place.source };
    addChildren(past, { ...place, ...then }, shapes, keys);
  }
}

function isTable(schema: Schema): boolean {
  return (
    typesOf(schema).includes("object") && (schema.properties !== undefined || schema.oneOf !== undefined)
  );
}

function typesOf(schema: Schema): KeyEntry["types"] {
  if (schema.anyOf) return [...new Set(schema.anyOf.flatMap((branch) => typesOf(branch)))];
  const { type } = schema;
  if (type === undefined) throw new Error(`a key without a type: ${JSON.stringify(schema).slice(0, 200)}`);
  return (Array.isArray(type) ? type : [type]) as KeyEntry["types"];
}

function entryOf(
  schema: Schema,
  place: Place,
  table: boolean,
  types: KeyEntry["types"],
  shapes: Shapes,
): KeyEntry {
  const history = (schema["x-history"] as Record<string, unknown>[] | undefined)?.map((past) =>
    pastState(schema, past, types, shapes),
  );
  const unknownKeys = schema["x-unknown-keys"];
  return compact({
    key: place.key,
    types,
    members: membersOf(schema),
    shape: shapes.indexOf(schema),
    format: schema.format,
    values: schema.enum,
    minimum: schema.minimum,
    exclusiveMinimum: schema.exclusiveMinimum,
    maximum: schema.maximum,
    except: (schema.not as { const?: unknown } | undefined)?.const,
    outOfBounds: schema["x-out-of-bounds"],
    default: schema.default ?? undefined,
    required: place.required || undefined,
    table: table || undefined,
    variant: place.variant,
    since: place.since ?? fail(`${place.key} lacks x-since`),
    until: place.until,
    history: history?.length ? history : undefined,
    renamedFrom: (schema["x-renamed-from"] as OldName[] | undefined)?.map(
      ({ key, until, endangers, unless }) => compact({ key, until, endangers, unless }),
    ),
    env: schema["x-env"],
    unit: schema["x-unit"],
    scope: schema["x-scope"],
    secret: schema["x-secret"] || undefined,
    deadSince: schema["x-dead-since"],
    applied: schema["x-applied"],
    locatesData: schema["x-locates-data"] || undefined,
    deadInferred: texts(schema["x-inferred"])?.includes("x-dead-since") || undefined,
    sinceByLine: schema["x-since-by-line"],
    deadSinceByLine: schema["x-dead-since-by-line"],
    sinceUnknown: schema["x-since-unknown"] || undefined,
    valueSince: schema["x-value-since"],
    likelyMinimum: schema["x-likely-minimum"],
    likelyMaximum: schema["x-likely-maximum"],
    spellings: schema["x-values"],
    aliasOf: schema["x-alias-of"],
    seenAs: schema["x-seen-as"],
    qualifier: schema["x-qualifier"],
    declares: schema["x-declares"],
    refers: schema["x-refers"],
    nameAt: schema["x-name-at"],
    ...nodeKindsOf(schema),
    commandLineOnly: schema["x-command-line-only"] || undefined,
    filesSeen: schema["x-files-seen"],
    aliasMacro: schema["x-alias-macro"],
    defaultText: schema["x-default-text"],
    appliesWhen: schema["x-applies-when"],
    defaultWhenTableAbsent: schema["x-default-when-table-absent"],
    unknownKeys: unknownKeys === undefined ? undefined : unknownKeys,
    valueTablesSince: schema["x-value-tables-since"],
    caseInsensitive: schema["x-case-insensitive"] || undefined,
    acceptQuoted: schema["x-accept-quoted"] || undefined,
    documentedForm: schema["x-documented-form"],
    nativeType: schema["x-native-type"],
    wrongValues: schema["x-wrong-values"],
  }) as unknown as KeyEntry;
}

/** The members of an earlier state that differ, in the catalogue's terms. */
function pastState(
  now: Schema,
  past: Record<string, unknown>,
  types: KeyEntry["types"],
  shapes: Shapes,
): PastState {
  const { until, absent, required } = past;
  const before: Record<string, unknown> = { ...now };
  for (const [name, member] of Object.entries(past)) {
    if (member === null) delete before[name];
    else before[name] = member;
  }
  if (past.type !== undefined && past.type !== "object") {
    delete before.properties;
    delete before.oneOf;
  }
  const schema = before as Schema;
  const typesThen = past.type === undefined ? types : typesOf(schema);
  const state: Record<string, unknown> = { until };
  if (past["x-before"] !== undefined) state.before = past["x-before"];
  if (absent) state.absent = true;
  if (String(typesThen) !== String(types)) state.types = typesThen;
  if (past.properties && !isTable(now)) state.table = true;
  const members = membersOf(schema);
  if (String(members) !== String(membersOf(now))) state.members = members ?? null;
  const shape = shapes.indexOf(schema);
  if (shape !== shapes.indexOf(now)) state.shape = shape;
  for (const [name, keyword] of [
    ["format", "format"],
    ["values", "enum"],
    ["minimum", "minimum"],
    ["exclusiveMinimum", "exclusiveMinimum"],
    ["maximum", "maximum"],
    ["default", "default"],
    ["defaultWhenTableAbsent", "x-default-when-table-absent"],
  ] as const) {
    if (JSON.stringify(schema[keyword]) !== JSON.stringify(now[keyword]))
      state[name] = schema[keyword] ?? null;
  }
  if (typeof required === "boolean" || required === null) state.required = required || null;
  return state as PastState;
}

function proseOf(schema: Schema, place: Place): KeyProse {
  const inferred = texts(schema["x-inferred"]);
  const requiredWhen = text(schema["x-required-when"]);
  const notes = notesOf(schema);
  return {
    description: schema.description ?? fail(`${place.key} lacks a description`),
    source: place.source,
    ...(inferred ? { inferred } : {}),
    ...(requiredWhen ? { requiredWhen } : {}),
    ...(Array.isArray(schema.examples) ? { examples: schema.examples } : {}),
    ...(Object.keys(notes).length > 0 ? { notes } : {}),
  };
}

/** What stands in words, by the name under which it is shown. */
function notesOf(schema: Schema): Record<string, string> {
  const undated = schema["x-history-undated"] as Record<string, unknown>[] | undefined;
  const notes = {
    syntax: text(schema["x-syntax"]),
    "lower bound": text(schema["x-min-text"]),
    "upper bound": text(schema["x-max-text"]),
    "earlier, undated": undated?.map(pastInWords).join("; "),
    "read by": nodeKindsInWords(schema),
    online: schema["x-online"] ? "can be changed on a running node, until its next start" : undefined,
  };
  return compact(notes) as Record<string, string>;
}

/** Who says that these kinds of nodes read a key. */
interface NodeKinds {
  readonly kinds: readonly string[];
  readonly source?: string;
  readonly disputed?: true;
  readonly inferred?: true;
}

function nodeKindsOf(schema: Schema): Record<string, unknown> {
  const told = schema["x-node-kinds"] as readonly NodeKinds[] | undefined;
  const kinds = (those: readonly NodeKinds[] = []) => {
    const names = [...new Set(those.flatMap((one) => one.kinds))];
    return names.length > 0 ? names : undefined;
  };
  return {
    nodeKinds: kinds(told?.filter((one) => !one.disputed)),
    inferredKinds: kinds(told?.filter((one) => one.inferred)),
    disputedKinds: kinds(told?.filter((one) => one.disputed)),
  };
}

function nodeKindsInWords(schema: Schema): string | undefined {
  const told = schema["x-node-kinds"] as readonly NodeKinds[] | undefined;
  return told
    ?.map(({ kinds, source, disputed, inferred }) =>
      [
        kinds.join(", "),
        inferred ? " by inference" : "",
        disputed ? " as a page alone has it" : "",
        source === undefined ? "" : ` (${source})`,
      ].join(""),
    )
    .join("; ");
}

function pastInWords(past: Record<string, unknown>): string {
  return Object.entries(past)
    .map(([name, value]) =>
      name === "note" ? String(value) : `${name.replace("x-", "")} ${JSON.stringify(value)}`,
    )
    .join(", ");
}

function compact(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function texts(value: unknown): string[] | undefined {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : undefined;
}

function fail(message: string): never {
  throw new Error(message);
}

function join(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}
