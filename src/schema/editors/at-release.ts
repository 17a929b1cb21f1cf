/** A program's schema describes every release at once; this is what one of them takes, with cfgc's own keywords. */
import { forLine } from "../key-state.ts";
import { compareVersions } from "../versions.ts";
import { branchesIn, type JsonSchema, propertiesIn, withParts } from "./json-schema.ts";

/** Exactly the keys and values that the release reads, as they are in it; undefined if it does not read the key. */
export function atRelease(schema: JsonSchema, version: string): JsonSchema | undefined {
  if (isOutside(schema, version)) return undefined;
  const state = stateFor(schema, version);
  if (state === undefined) return undefined;
  const result = withParts(state, (part) => atRelease(part, version));
  const { required: _, ...rest } = result as Record<string, unknown>;
  const required = requiredFor(state, version);
  return { ...rest, ...youngValues(state, version), ...(required.length > 0 ? { required } : {}) };
}

function isOutside(schema: JsonSchema, version: string): boolean {
  const { "x-until": until } = schema;
  const lines = schema["x-since-by-line"] as Readonly<Record<string, string>> | undefined;
  const since = forLine(lines, version) ?? schema["x-since"];
  return (
    (typeof since === "string" && compareVersions(version, since) < 0) ||
    (typeof until === "string" && compareVersions(version, until) > 0)
  );
}

interface Past {
  readonly until: string;
  readonly "x-before"?: string;
  readonly absent?: boolean;
  /** Of the key in its table; a list names keys of the table that it was. */
  readonly required?: boolean | readonly string[];
}

function pastFor(schema: JsonSchema, version: string): (Past & JsonSchema) | undefined {
  const history = (schema["x-history"] ?? []) as readonly (Past & JsonSchema)[];
  return history.find(({ until, "x-before": before }) =>
    before === undefined ? compareVersions(version, until) <= 0 : compareVersions(version, before) < 0,
  );
}

function stateFor(schema: JsonSchema, version: string): JsonSchema | undefined {
  const past = pastFor(schema, version);
  if (past === undefined) return schema;
  if (past.absent) return undefined;
  const { until: _, required, note: __, ...members } = past;
  const state: Record<string, unknown> = { ...schema };
  if (typeof required === "object") state.required = required;
  if (members.type !== undefined && members.type !== "object") {
    delete state.properties;
    delete state.oneOf;
  }
  for (const [name, member] of Object.entries(members)) {
    if (member === null) delete state[name];
    else state[name] = member;
  }
  return state;
}

interface ValueSince {
  readonly since: string;
  readonly "by-line"?: Readonly<Record<string, string>>;
}

/** Without the values that came later than their key. */
function youngValues(state: JsonSchema, version: string): JsonSchema {
  const sinces = state["x-value-since"] as Readonly<Record<string, ValueSince>> | undefined;
  if (sinces === undefined || !Array.isArray(state.enum)) return {};
  const isTaken = (value: unknown) => {
    const young = Object.hasOwn(sinces, String(value)) ? sinces[String(value)] : undefined;
    if (young === undefined) return true;
    return compareVersions(version, forLine(young["by-line"], version) ?? young.since) >= 0;
  };
  return { enum: state.enum.filter(isTaken) };
}

function requiredFor(schema: JsonSchema, version: string): string[] {
  const now = new Set((schema.required ?? []) as readonly string[]);
  return Object.entries(propertiesIn(schema)).flatMap(([name, property]) => {
    const past = pastFor(property, version)?.required;
    if (!(typeof past === "boolean" ? past : now.has(name))) return [];
    return atRelease(property, version) === undefined ? [] : [name];
  });
}

/** Every release that the schema names as the first or the last of something. */
export function releasesNamed(schema: JsonSchema): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: unknown) => {
    if (typeof value === "string") found.add(value);
    else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) add(one);
  };
  /** A line may be one of patches, `2.00.9`, which ends with the next. */
  const addLines = (lines: unknown) => {
    for (const [line, since] of Object.entries((lines ?? {}) as Readonly<Record<string, string>>)) {
      const [, minor, patch] = /^(\d+\.\d+)\.(\d+)$/.exec(line) ?? [];
      add([since, ...(minor === undefined ? [] : [line, `${minor}.${Number(patch) + 1}`])]);
    }
  };
  const visit = (node: JsonSchema) => {
    for (const keyword of ["x-since", "x-until", "x-dead-since"]) add(node[keyword]);
    for (const keyword of ["x-since-by-line", "x-dead-since-by-line"]) addLines(node[keyword]);
    for (const value of Object.values((node["x-value-since"] ?? {}) as Record<string, ValueSince>)) {
      add(value.since);
      addLines(value["by-line"]);
    }
    for (const { since, until } of (node["x-env"] ?? []) as readonly JsonSchema[]) add([since, until]);
    for (const past of (node["x-history"] ?? []) as readonly (Past & JsonSchema)[]) {
      add([past.until, past["x-before"]]);
      visit(past);
    }
    for (const part of [...Object.values(propertiesIn(node)), ...branchesIn(node)]) visit(part);
    if (typeof node.items === "object") visit(node.items as JsonSchema);
  };
  visit(schema);
  return found;
}
