/**
 * Every place of cluster.yaml that takes a text, from the schemas themselves, so that a key which comes later is one
 * without being named anywhere.
 */
import type { DocumentSchema } from "../../src/schema/document-schema.ts";
import { schema as clusterSchema } from "../../src/schema/generated/documents/cluster.schema.ts";
import { products } from "./run.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** `*` stands for the items of a list and for the members of a table whose keys are free; `#` for such a key itself. */
export interface StringPlace {
  readonly path: readonly string[];
  /** Tags of the tables around it: `wal` is of the type `Kafka`. */
  readonly tags: Readonly<Record<string, string>>;
  readonly isPath: boolean;
}

/** Of cluster.yaml and of every section; below `config` the strings of the programs' own keys. */
export function stringPlaces(): StringPlace[] {
  return [
    ...placesIn(clusterSchema, [], {}),
    ...products.flatMap(({ name, section }) => [...placesIn(section.schema, [name], {})]),
  ];
}

/** The texts below `config`: the keys of the programs' own files that take one. */
export function configPlaces(): StringPlace[] {
  const folders: Readonly<Record<string, readonly string[]>> = {
    horaemeta: ["horaedb", "meta", "config"],
    horaedb: ["horaedb", "nodes", "config"],
    "dolphindb-controller": ["dolphindb", "config", "controller"],
    "dolphindb-agent": ["dolphindb", "config", "agent"],
    "dolphindb-cluster": ["dolphindb", "config", "cluster"],
    oms: ["oms", "config"],
  };
  return products
    .flatMap(({ programs }) => programs)
    .flatMap(({ kind, catalogue }) => {
      const folder = folders[kind];
      if (folder === undefined) return [];
      const keys = catalogue.keys.filter(({ key, types }) => types.includes("string") && !key.includes("[]"));
      return [...new Set(keys.map(({ key }) => key))].map((key) => ({
        path: [...folder, ...(kind === "oms" ? [key] : key.split("."))],
        tags: {},
        isPath: false,
      }));
    });
}

function* placesIn(
  schema: DocumentSchema,
  path: readonly string[],
  tags: StringPlace["tags"],
): Generator<StringPlace> {
  const types = [schema.type ?? []].flat();
  if (types.includes("string")) yield { path, tags, isPath: schema.format === "absolute-path" };
  for (const branch of schema.anyOf ?? []) yield* placesIn(branch, path, tags);
  const tag = schema.discriminator?.propertyName;
  for (const branch of schema.oneOf ?? []) {
    const is = tag === undefined ? undefined : branch.properties?.[tag]?.const;
    yield* placesIn(
      branch,
      path,
      is === undefined ? tags : { ...tags, [[...path, tag].join(".")]: String(is) },
    );
  }
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    yield* placesIn(member, [...path, name], tags);
  if (typeof schema.additionalProperties === "object") {
    yield { path: [...path, "#"], tags, isPath: false };
    yield* placesIn(schema.additionalProperties, [...path, "*"], tags);
  }
  if (schema.items) yield* placesIn(schema.items, [...path, "*"], tags);
}

/** The documents with a text put there; none if no document has the tables around the place. */
export function putInto(documents: readonly Json[], place: StringPlace, text: string): Json[] {
  return documents
    .filter((document) => hasTags(document, place.tags))
    .flatMap((document) => put(document, place.path, text) ?? []);
}

/** Tables of a program's own keys need not be there. */
function put(
  node: Json,
  [step, ...rest]: readonly string[],
  text: string,
  inConfig = false,
): Json | undefined {
  if (step === undefined) return text;
  const isConfig = inConfig || step === "config";
  if (step === "*") {
    if (Array.isArray(node)) {
      const first = put(node[0] ?? null, rest, text);
      return first === undefined ? undefined : [first, ...node.slice(1)];
    }
    if (!isTable(node)) return undefined;
    const [key] = Object.keys(node);
    const member = key === undefined ? undefined : put(node[key] ?? null, rest, text);
    return key === undefined || member === undefined ? undefined : { ...node, [key]: member };
  }
  if (!isTable(node)) return undefined;
  if (step === "#") {
    const [first, ...others] = Object.entries(node);
    return first && Object.fromEntries([[text, first[1]], ...others]);
  }
  const known = node[step];
  if (rest.length > 0 && known === undefined && !isConfig) return undefined;
  const member = put(known ?? (isConfig && rest.length > 0 ? {} : null), rest, text, isConfig);
  return member === undefined ? undefined : { ...node, [step]: member };
}

function hasTags(document: Json, tags: StringPlace["tags"]): boolean {
  return Object.entries(tags).every(([path, is]) => {
    const at = path
      .split(".")
      .reduce<Json>((node, step) => (isTable(node) ? (node[step] ?? null) : null), document);
    return at === is;
  });
}

export function isTable(node: Json): node is { readonly [key: string]: Json } {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** As YAML in which every character beyond ASCII is escaped, half characters included. */
export function yamlOf(document: Json): string {
  const hex = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(document).replace(/[^\x20-\x7e]/g, hex)}\n`;
}
