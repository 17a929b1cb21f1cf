/** The section of one product in the schema of cluster.yaml, with the keys of its programs for the release that it says. */
import { newestOf, releasesOf } from "../../products/known-releases.ts";
import type { EditorSchema, Product, Program } from "../../products/product.ts";
import { productName } from "../../schema/catalogue.ts";
import { type ConfigKeys, configKeys } from "../../schema/editors/config-keys.ts";
import { forEditors } from "../../schema/editors/for-editors.ts";
import {
  escaped,
  type JsonSchema,
  partsIn,
  propertiesIn,
  textIn,
  withParts,
} from "../../schema/editors/json-schema.ts";
import { compareVersions } from "../../schema/versions.ts";

/** A part of the schema of cluster.yaml that refers to definitions. */
export interface SectionSchema {
  readonly schema: JsonSchema;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

export async function sectionForEditors(product: Product): Promise<SectionSchema | undefined> {
  const schemas = await product.editorSchemas();
  const section = schemas.section;
  if (section === undefined) return undefined;
  const definitions: Record<string, JsonSchema> = {};
  const keys = new Map<string, ConfigKeys>();
  for (const program of programsIn(section, product)) {
    const own = keysOf(program, schemas[program.kind] ?? {}, product);
    keys.set(program.kind, own);
    definitions[nameOf(program.kind)] = own.always;
    for (const [index, { keys: ofRelease }] of own.byRelease.entries())
      definitions[nameOf(program.kind, index)] = ofRelease;
  }
  const plain = withConfig(forEditors(section, { setIn: "document" }), section, keys);
  return { schema: withReleases(plain, section, product, keys), definitions };
}

function programsIn(section: EditorSchema, product: Product): readonly Program[] {
  const kinds = new Set<string>();
  const visit = (schema: JsonSchema): void => {
    const kind = programOf(schema);
    if (kind !== undefined) kinds.add(kind);
    for (const part of partsIn(schema)) visit(part);
  };
  visit(section);
  return product.programs.filter(({ kind }) => kinds.has(kind));
}

/** The kind of the program whose keys a table holds that has none of its own. */
function programOf(schema: JsonSchema): string | undefined {
  const isFree = schema.type === "object" && schema.properties === undefined;
  return isFree ? textIn(schema, "x-program") : undefined;
}

function keysOf(program: Program, schema: EditorSchema, product: Product): ConfigKeys {
  const { catalogue, kind, releasePattern, hasRelease } = program;
  return configKeys({
    schema,
    versions: catalogue.releases.map(({ version }) => version),
    ...(releasePattern === undefined ? {} : { hasRelease }),
    title: productName(catalogue, newestOf(catalogue)),
    oldest: catalogue.oldestCompared,
    derivedKeys: product.derivedKeys[kind] ?? {},
  });
}

function nameOf(kind: string, index?: number): string {
  return index === undefined ? `${kind}-config` : `${kind}-config-${index + 1}`;
}

const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** Each `config` with the keys that are the same in every release. */
function withConfig(
  schema: JsonSchema,
  section: JsonSchema,
  keys: ReadonlyMap<string, ConfigKeys>,
): JsonSchema {
  const originals = partsByName(section);
  return withParts(schema, (part, keyword, name) => {
    const original = originals(keyword, name);
    const kind = original && programOf(original);
    if (kind === undefined || !keys.has(kind)) return original ? withConfig(part, original, keys) : part;
    return { ...part, type: "object", allOf: [reference(nameOf(kind))] };
  });
}

/** The part of the section as it is in `schemas/`, beside one of what was made of it. */
function partsByName(section: JsonSchema) {
  return (keyword: string, name: string): JsonSchema | undefined => {
    const member = section[keyword] as JsonSchema | undefined;
    if (keyword === "properties") return member?.[name] as JsonSchema | undefined;
    return keyword === "items" || keyword === "additionalProperties" ? member : undefined;
  };
}

/** What depends on `version`: in the section for all, in an entry that has its own for that one. */
function withReleases(
  schema: JsonSchema,
  section: JsonSchema,
  product: Product,
  keys: ReadonlyMap<string, ConfigKeys>,
): JsonSchema {
  const programs = product.programs.filter(({ kind }) => keys.has(kind));
  const conditions = programs.flatMap(({ kind }) =>
    (keys.get(kind)?.byRelease ?? []).map(({ pattern }, index) => ({
      if: ofRelease(pattern),
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: below(section, kind, index) ?? {},
    })),
  );
  const withOwn = withParts(schema, (part, keyword, name) =>
    entriesWithReleases(part, partsByName(section)(keyword, name), product, keys),
  );
  return versioned({ ...withOwn, allOf: conditions }, programs);
}

function entriesWithReleases(
  part: JsonSchema,
  original: JsonSchema | undefined,
  product: Product,
  keys: ReadonlyMap<string, ConfigKeys>,
): JsonSchema {
  if (original === undefined) return part;
  const config = propertiesIn(original).config;
  const kind = config && programOf(config);
  const program = product.programs.find((one) => one.kind === kind);
  if (kind !== undefined && program !== undefined && propertiesIn(original).version !== undefined) {
    const conditions = (keys.get(kind)?.byRelease ?? []).map(({ pattern }, index) => ({
      if: ofRelease(pattern),
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: { properties: { config: reference(nameOf(kind, index)) } },
    }));
    return versioned({ ...part, allOf: conditions }, [program]);
  }
  return withParts(part, (inner, keyword, name) =>
    entriesWithReleases(inner, partsByName(original)(keyword, name), product, keys),
  );
}

/** The release says itself what it takes, or `treat_as` says whose knowledge counts. */
function ofRelease(pattern: string): JsonSchema {
  const is = { type: "string", pattern: `^[vV]?(?:${pattern})$` };
  return {
    anyOf: [
      { properties: { treat_as: is }, required: ["treat_as"] },
      { properties: { version: is }, required: ["version"], not: { required: ["treat_as"] } },
    ],
  };
}

/** The way down to every `config` of the program, past entries that say a release of their own. */
function below(original: JsonSchema, kind: string, index: number): JsonSchema | undefined {
  if (programOf(original) === kind) return reference(nameOf(kind, index));
  const properties = Object.entries(propertiesIn(original)).flatMap(([name, part]) => {
    const inner = below(part, kind, index);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  if (properties.length > 0) return { properties: Object.fromEntries(properties) };
  if (typeof original.items !== "object") return undefined;
  const item = original.items as JsonSchema;
  const inner = below(item, kind, index);
  if (inner === undefined) return undefined;
  const hasOwn = propertiesIn(item).version !== undefined;
  return { items: hasOwn ? { if: { required: ["version"] }, else: inner } : inner };
}

/** Releases to choose from; one that cfgc does not know needs `treat_as` beside it. */
function versioned(schema: JsonSchema, programs: readonly Program[]): JsonSchema {
  const [first, ...others] = programs;
  const properties = propertiesIn(schema);
  if (first === undefined || properties.version === undefined) return schema;
  const listed = [...releasesOf(first, others).listed].sort((one, other) => compareVersions(other, one));
  const known = {
    pattern: `^[vV]?(?:${knownPattern(first, listed)})$`,
    patternErrorMessage: unknownRelease(first),
  };
  // As examples they would fill the hover.
  const offer = {
    examples: listed.slice(0, 1),
    defaultSnippets: listed.map((one) => ({ label: one, body: one })),
  };
  const offered = Object.fromEntries(
    ["version", "treat_as", "upgrading_from"].flatMap((name) => {
      const property = properties[name];
      return property === undefined ? [] : [[name, { ...property, ...offer }]];
    }),
  );
  return {
    ...schema,
    properties: { ...properties, ...offered },
    allOf: [
      ...((schema.allOf ?? []) as readonly JsonSchema[]),
      {
        if: { required: ["treat_as"] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
        then: { properties: { treat_as: known } },
        else: {
          properties: { version: known, ...(properties.upgrading_from ? { upgrading_from: known } : {}) },
        },
      },
    ],
  };
}

function knownPattern({ releasePattern }: Program, listed: readonly string[]): string {
  if (releasePattern === undefined) return listed.map(escaped).join("|");
  const lines = new Set(listed.map((version) => version.split(".").slice(0, 2).join(".")));
  return `(?:${[...lines].map(escaped).join("|")})(?:\\.\\d{1,4}){0,2}`;
}

function unknownRelease({ releasePattern }: Program): string {
  return `cfgc knows no such release; ${releasePattern ?? "write one that is offered"}, or beside a newer one an older one of the same major line as \`treat_as\``;
}
