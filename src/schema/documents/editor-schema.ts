/** Turns a program's schema, which describes every release at once, into the schema of one release for an editor. */
import { forLine } from "../key-state.ts";
import { compareVersions } from "../versions.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Exactly the keys that the release reads, as they are in it; cfgc's own keywords stay out. */
export function schemaForRelease(schema: Schema, version: string): Schema | undefined {
  if (isOutside(schema, version)) return undefined;
  const state = stateFor(schema, version);
  if (state === undefined) return undefined;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(state)) {
    if (name.startsWith("x-") || name === "discriminator") continue;
    if (name === "properties") result.properties = propertiesFor(member as Record<string, Schema>, version);
    else if (name === "oneOf" || name === "anyOf")
      result[name] = (member as Schema[]).flatMap((one) => schemaForRelease(one, version) ?? []);
    else if (name === "items") result.items = schemaForRelease(member as Schema, version) ?? {};
    else if (name !== "required") result[name] = member;
  }
  const required = requiredFor(state, version);
  if (required.length > 0) result.required = required;
  return state["x-accept-quoted"] === true ? orQuoted(result) : result;
}

/** A number or a boolean that may stand in quotes. */
function orQuoted({ type, description, default: byDefault, ...rest }: Record<string, unknown>): Schema {
  const pattern = type === "boolean" ? "^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$" : "^[+-]?[0-9]{1,15}$";
  const about = Object.fromEntries(
    Object.entries({ description, default: byDefault }).filter(([, one]) => one !== undefined),
  );
  return {
    ...about,
    anyOf: [
      { type, ...rest },
      { type: "string", pattern },
    ],
  };
}

function isOutside(schema: Schema, version: string): boolean {
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

function pastFor(schema: Schema, version: string): (Past & Schema) | undefined {
  const history = (schema["x-history"] ?? []) as readonly (Past & Schema)[];
  return history.find(({ until, "x-before": before }) =>
    before === undefined ? compareVersions(version, until) <= 0 : compareVersions(version, before) < 0,
  );
}

function stateFor(schema: Schema, version: string): Schema | undefined {
  const past = pastFor(schema, version);
  if (past === undefined) return schema;
  if (past.absent) return undefined;
  const { until: _, required, note: __, ...members } = past;
  const state: Record<string, unknown> = { ...schema };
  if (typeof required === "object") state.required = required;
  for (const [name, member] of Object.entries(members)) {
    if (member === null) delete state[name];
    else state[name] = member;
  }
  return state;
}

function propertiesFor(properties: Record<string, Schema>, version: string): Record<string, Schema> {
  const kept: Record<string, Schema> = {};
  for (const [name, property] of Object.entries(properties)) {
    const one = schemaForRelease(property, version);
    if (one !== undefined) kept[name] = one;
  }
  return kept;
}

function requiredFor(schema: Schema, version: string): string[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const now = new Set((schema.required ?? []) as string[]);
  return Object.entries(properties).flatMap(([name, property]) => {
    if (schemaForRelease(property, version) === undefined) return [];
    const past = pastFor(property, version)?.required;
    return (typeof past === "boolean" ? past : now.has(name)) ? [name] : [];
  });
}
