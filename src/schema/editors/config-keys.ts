/** The keys of a program that may stand under `config` of a cluster.yaml, by release. */
import { compareVersions } from "../versions.ts";
import { atRelease, releasesNamed } from "./at-release.ts";
import { closing, contextOf, type EditorContext, forEditors, notToBeWritten } from "./for-editors.ts";
import { branchesIn, type JsonSchema, propertiesIn, tagOf, withParts } from "./json-schema.ts";
import { patternOf, type Releases, releasesOfLines } from "./release-ranges.ts";

export interface ConfigProgram {
  readonly schema: JsonSchema;
  readonly versions: readonly string[];
  /** Of a program whose patch releases have no end, so that no list can hold them. */
  readonly hasRelease?: (version: string) => boolean;
  readonly title: string;
  readonly oldest: string;
  /** Keys that follow from the rest of cluster.yaml. */
  readonly derivedKeys: Readonly<Record<string, string>>;
}

export interface ConfigKeys {
  /** The keys that are the same in every release, and of the others no more than that they are keys. */
  readonly always: JsonSchema;
  /** What differs, by a regular expression for the releases in which it is so. */
  readonly byRelease: readonly { readonly pattern: string; readonly keys: JsonSchema }[];
}

export function configKeys(program: ConfigProgram): ConfigKeys {
  const releases = releasesFor(program);
  const context = contextOf(program.schema, {
    oldest: program.oldest,
    program: program.title,
    setIn: "config",
  });
  const always: Record<string, JsonSchema> = {};
  const groups = new Map<
    string,
    { readonly releases: readonly Releases[]; keys: Record<string, JsonSchema> }
  >();
  for (const [name, schema] of Object.entries(propertiesIn(program.schema))) {
    const states = statesOf(name, schema, releases, program, context);
    const [only] = states;
    if (states.every(({ key }) => key === undefined)) continue;
    always[name] = states.length === 1 && only?.key !== undefined ? only.key : { doNotSuggest: true };
    for (const { key, at } of states.length === 1 ? [] : states) {
      const group = groups.get(String(at)) ?? {
        releases: releases.filter((_, index) => at.includes(index)),
        keys: {},
      };
      groups.set(String(at), group);
      group.keys[name] = key ?? absent(name, program);
    }
  }
  return {
    always: closed(always, context),
    byRelease: [...groups.values()].map((group) => ({
      pattern: patternOf(group.releases),
      keys: { properties: group.keys },
    })),
  };
}

interface State {
  /** Undefined where the releases have no such key. */
  readonly key: JsonSchema | undefined;
  /** Indexes of releases. */
  readonly at: number[];
}

/** The different forms of a key. It is the same at two releases of a line with no change of its own between them. */
function statesOf(
  name: string,
  schema: JsonSchema,
  releases: readonly Releases[],
  { derivedKeys }: ConfigProgram,
  context: EditorContext,
): readonly State[] {
  const changes = [...releasesNamed(schema)];
  const known = new Map<string, State>();
  const states = new Map<string | undefined, State>();
  for (const [index, { version, range }] of releases.entries()) {
    const between = changes.map((one) => Math.sign(compareVersions(version, one)));
    const place = `${range?.line} ${between}`;
    let state = known.get(place);
    if (state === undefined) {
      const then = atRelease(schema, version);
      const own = then && withoutDerived(then, name, derivedKeys);
      const key = own && forEditors(own, { ...context, version });
      const text = key && JSON.stringify(key);
      state = states.get(text) ?? { key, at: [] };
      states.set(text, state);
      known.set(place, state);
    }
    state.at.push(index);
  }
  return [...states.values()];
}

function closed(properties: Readonly<Record<string, JsonSchema>>, context: EditorContext): JsonSchema {
  return { type: ["object", "null"], properties, ...closing([{ properties }], {}, context) };
}

/** A key that the release does not have is marked with what is known of it, and not offered. */
function absent(name: string, { schema }: ConfigProgram): JsonSchema {
  const { "x-since": since, "x-until": until } = propertiesIn(schema)[name] ?? {};
  const why = [
    `this release has no key "${name}"`,
    typeof since === "string" ? `; it came with ${since}` : "",
    typeof until === "string" ? ` and was last read by ${until}` : "",
  ].join("");
  return notToBeWritten(why);
}

function releasesFor({ schema, versions, hasRelease }: ConfigProgram): readonly Releases[] {
  if (hasRelease === undefined) return versions.map((version) => ({ version }));
  return releasesOfLines(versions, [...releasesNamed(schema)].filter(hasRelease));
}

/** Layers of `config` lack most keys, so none is required. A table of which nothing is left is not offered either. */
function withoutDerived(
  schema: JsonSchema,
  key: string,
  derivedKeys: Readonly<Record<string, string>>,
): JsonSchema {
  if (Object.hasOwn(derivedKeys, key)) return notToBeWritten(`cfgc derives "${key}": ${derivedKeys[key]}`);
  const tag = tagOf(schema);
  const isTagDerived = tag !== undefined && Object.hasOwn(derivedKeys, `${key}.${tag}`);
  const whole = isTagDerived ? withoutBranches(schema, tag) : schema;
  const isTable = whole.properties !== undefined && whole.additionalProperties !== false;
  const { required: _, ...rest } = whole as Record<string, unknown>;
  const result = withParts(isTable ? rest : whole, (part, keyword, name) => {
    if (keyword === "items") return part;
    return withoutDerived(part, keyword === "properties" ? `${key}.${name}` : key, derivedKeys);
  });
  const inner = Object.values(propertiesIn(result));
  const isEmptied = inner.length > 0 && inner.every(({ doNotSuggest }) => doNotSuggest === true);
  return isEmptied ? { ...result, doNotSuggest: true } : result;
}

/** The tag follows from cluster.yaml, so keys of any branch may be right. */
function withoutBranches(schema: JsonSchema, tag: string): JsonSchema {
  const { oneOf: _, discriminator: __, ...rest } = schema as Record<string, unknown>;
  const properties: Record<string, JsonSchema> = { ...propertiesIn(schema) };
  for (const branch of branchesIn(schema)) {
    for (const [name, key] of Object.entries(propertiesIn(branch))) {
      if (name !== tag) properties[name] = either(properties[name], key);
    }
  }
  return { ...rest, properties };
}

function either(one: JsonSchema | undefined, other: JsonSchema): JsonSchema {
  if (one === undefined || JSON.stringify(one) === JSON.stringify(other)) return other;
  // Tables of two branches are one, with the keys of both.
  if (one.properties !== undefined && other.properties !== undefined) {
    const properties = { ...propertiesIn(one) };
    for (const [name, key] of Object.entries(propertiesIn(other)))
      properties[name] = either(properties[name], key);
    return { ...one, properties };
  }
  return { description: one.description, "x-since": one["x-since"], anyOf: [one, other] };
}
