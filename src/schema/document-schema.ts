/** A JSON Schema of a document such as cluster.yaml, and the way through it beside a tree. */
import {
  type Constant,
  digits,
  isText,
  joined,
  type Message,
  type Name,
  quoted,
  say,
  writtenName,
} from "../diagnostics/message.ts";
import type { Entry, MapNode, Node } from "../source/tree.ts";
import type { JsonType, KeyState } from "./catalogue.ts";
import { wanted } from "./values/value-words.ts";

/** The part of a JSON Schema that messages are made from. */
export interface DocumentSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly Constant[];
  readonly const?: Constant;
  readonly format?: Name;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly examples?: readonly Constant[];
  readonly required?: readonly Name[];
  readonly properties?: Readonly<Record<string, DocumentSchema>>;
  readonly additionalProperties?: boolean | DocumentSchema;
  readonly items?: DocumentSchema;
  readonly oneOf?: readonly DocumentSchema[];
  readonly anyOf?: readonly DocumentSchema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly "x-expected"?: Message;
  /** Of a key that must be there. */
  readonly "x-example"?: Constant;
  readonly "x-secret"?: boolean;
  readonly "x-free-text"?: boolean;
  /** What its text, or each key of it, is the name of. */
  readonly "x-declares"?: NamedThing;
  /** What the name in its text is declared as elsewhere. */
  readonly "x-refers"?: NamedThing;
  /** The kind of program whose process, instance or keys are there. */
  readonly "x-program"?: Name;
  /** What editors offer there. */
  readonly "x-one-of"?: "releases" | "rules" | "kinds" | "ports" | "zones";
}

/** What cluster.yaml has names for that it uses again. */
export type NamedThing = "host" | "instance" | "region";

/** A node of a document, with the part of the schema that is about it. */
export interface Found {
  readonly node: Node;
  readonly path: readonly Name[];
  readonly entry: Entry | undefined;
  readonly schema: DocumentSchema | undefined;
  /** The key is one that the schema has by name. */
  readonly isNamed?: boolean;
}

export function findAt(root: MapNode, schema: DocumentSchema, path: readonly string[]): Found | undefined {
  let found: Found = { node: root, path: [], entry: undefined, schema };
  for (const segment of path) {
    const { node, schema: at } = found;
    if (node.kind === "map") {
      const entry = node.entries.get(segment);
      if (entry === undefined) return undefined;
      const isNamed = at !== undefined && branchOf(at, node).properties?.[segment] !== undefined;
      found = {
        node: entry.value,
        path: [...found.path, entry.key],
        entry,
        schema: at && schemaOfProperty(at, node, segment),
        isNamed,
      };
    } else if (node.kind === "list") {
      const index = Number(segment);
      const item = node.items[index];
      if (item === undefined) return undefined;
      found = { node: item, path: [...found.path, digits(index, 1)], entry: undefined, schema: at?.items };
    } else return undefined;
  }
  return found;
}

/** The branch of a tagged union that the map's own tag chooses, or the schema itself. */
export function branchOf(schema: DocumentSchema, node: MapNode): DocumentSchema {
  const tag = schema.discriminator?.propertyName;
  if (tag === undefined) return schema;
  const value = node.entries.get(tag)?.value;
  const is = value?.kind === "scalar" ? value.value : undefined;
  return schema.oneOf?.find((branch) => branch.properties?.[tag]?.const === is) ?? schema;
}

export function schemaOfProperty(
  schema: DocumentSchema,
  node: MapNode,
  name: string,
): DocumentSchema | undefined {
  const branch = branchOf(schema, node);
  const own = branch.properties?.[name];
  if (own !== undefined && (own.const === undefined || branch === schema)) return own;
  if (schema.oneOf !== undefined && name === schema.discriminator?.propertyName)
    return tagSchema(schema, name);
  return typeof branch.additionalProperties === "object" ? branch.additionalProperties : undefined;
}

function tagSchema(schema: DocumentSchema, tag: string): DocumentSchema {
  return { enum: schema.oneOf?.map((branch) => branch.properties?.[tag]?.const ?? null) ?? [] };
}

/** The keys that a table may hold; those of all branches as long as nothing tells which it is. */
export function namesAt(schema: DocumentSchema | undefined, table: MapNode): Name[] {
  if (schema === undefined) return [];
  const branch = branchOf(schema, table);
  const branches = branch === schema ? [schema, ...(schema.oneOf ?? [])] : [branch];
  return [...new Set(branches.flatMap(propertiesOf))];
}

/** The keys that a schema has by name. */
export function propertiesOf({ properties = {} }: DocumentSchema): Name[] {
  // A schema is written by us.
  return Object.keys(properties).map(writtenName);
}

export function secretNames(schema: DocumentSchema | undefined): string[] {
  const tables = schema === undefined ? [] : [schema, ...(schema.oneOf ?? [])];
  return tables.flatMap((table) =>
    Object.entries(table.properties ?? {}).flatMap(([name, { "x-secret": secret }]) =>
      secret ? [name] : [],
    ),
  );
}

export interface FreeMap {
  readonly map: MapNode;
  /** The kind of program that its keys are of. */
  readonly program: Name | undefined;
}

/** The maps whose keys the schema leaves to somebody else, such as those of a program. */
export function* freeMapsIn(node: Node, schema: DocumentSchema | undefined): Generator<FreeMap> {
  if (schema === undefined) return;
  if (node.kind === "list") for (const item of node.items) yield* freeMapsIn(item, schema.items);
  if (node.kind !== "map") return;
  const isFree =
    schema.type === "object" &&
    (schema.properties ?? schema.oneOf ?? schema.additionalProperties) === undefined;
  if (isFree) yield { map: node, program: schema["x-program"] };
  else
    for (const { key, value } of node.entries.values())
      yield* freeMapsIn(value, schemaOfProperty(schema, node, key));
}

/** Whether a map or a list belongs there. */
export function isForm({ type, oneOf, properties, items }: DocumentSchema): boolean {
  return type === "object" || type === "array" || (oneOf ?? properties ?? items) !== undefined;
}

/** What a value must be, in words; reads on after "must be". */
export function expectation(schema: DocumentSchema): Message {
  if (schema["x-expected"] !== undefined) return schema["x-expected"];
  if (schema.const !== undefined) return quoted(schema.const);
  if (schema.minItems !== undefined) return say`a list that is not empty`;
  if (schema.oneOf !== undefined) return say`a table`;
  if (schema.enum?.every((value) => typeof value === "number"))
    return say`one of ${joined(schema.enum, ", ")}`;
  return wanted(stateOf(schema));
}

/** What the schema says, in the form that the words of keys are made of. */
export function stateOf(schema: DocumentSchema): KeyState {
  const types =
    schema.type === undefined
      ? [typeof schema.const === "number" ? "integer" : "string"]
      : typeof schema.type === "string"
        ? [schema.type]
        : schema.type;
  return {
    types: types as readonly JsonType[],
    shape: 0,
    ...(schema.enum === undefined
      ? {}
      : { values: schema.enum.map((one) => (isText(one) ? one : quoted(one))) }),
    ...(schema.format === undefined ? {} : { format: schema.format }),
    ...(schema.minimum === undefined ? {} : { minimum: schema.minimum }),
    ...(schema.maximum === undefined ? {} : { maximum: schema.maximum }),
  };
}
