/** The keys of a document such as cluster.yaml as a flat list, for `explain` and the key reference. */
import { type Constant, isText } from "../../diagnostics/message.ts";
import { type DocumentSchema, expectation } from "../document-schema.ts";

/** A schema with its prose, as editors get it. */
export interface ProseSchema extends DocumentSchema {
  readonly description?: string;
  readonly default?: Constant;
  readonly properties?: Readonly<Record<string, ProseSchema>>;
  readonly additionalProperties?: boolean | ProseSchema;
  readonly items?: ProseSchema;
  readonly oneOf?: readonly ProseSchema[];
  /** What the names stand for in a table that has one entry for each, such as `number`. */
  readonly "x-names"?: string;
  /** The keys of the programs' files that this one becomes: `program:key`. */
  readonly "x-writes"?: readonly string[];
  /** Its text is the path of a file: from the folder of this one, or from where the build runs. */
  readonly "x-file"?: "beside" | "run";
  /** The kind of nodes whose keys stand there, where their file serves several kinds. */
  readonly "x-node-kind"?: string;
}

export interface DocumentKey {
  /** Dotted from the top; `[]` stands behind a list, `<name>` for a name that the user chooses. */
  readonly key: string;
  readonly description: string;
  /** In words; reads on after "must be". */
  readonly type: string;
  /** A table, or a list of tables, whose keys have entries of their own. */
  readonly hasKeys: boolean;
  readonly required: boolean;
  readonly secret: boolean;
  readonly default?: unknown;
  /** A value that may stand there: the first example, else the default, else the first of those that it takes. */
  readonly example?: unknown;
  /** The values of a tag beside it, one of which it takes for the table to have this key. */
  readonly onlyWith?: { readonly key: string; readonly is: readonly string[] };
  readonly writes: readonly string[];
}

export function documentKeys(schema: ProseSchema): readonly DocumentKey[] {
  const keys: DocumentKey[] = [];
  addKeysOf(schema, "", keys);
  return merged(keys);
}

type Tag = DocumentKey["onlyWith"];

function addKeysOf(table: ProseSchema, path: string, keys: DocumentKey[], onlyWith?: Tag): void {
  for (const [name, schema] of Object.entries(table.properties ?? {})) {
    const required = table.required?.some((one) => one === name) ?? false;
    add(schema, join(path, name), required, keys, onlyWith);
  }
  addBranches(table, path, keys);
  if (typeof table.additionalProperties === "object") {
    const name = `<${table["x-names"] ?? "name"}>`;
    add(table.additionalProperties, join(path, name), false, keys, onlyWith);
  }
}

function add(schema: ProseSchema, key: string, required: boolean, keys: DocumentKey[], onlyWith?: Tag): void {
  keys.push(keyOf(schema, key, required, onlyWith));
  addKeysOf(schema, key, keys);
  if (schema.items !== undefined && hasKeys(schema.items)) addKeysOf(schema.items, `${key}[]`, keys);
}

/** A table that changes its keys with a tag: the tag once, then the keys of each branch. */
function addBranches(table: ProseSchema, path: string, keys: DocumentKey[]): void {
  const tag = table.discriminator?.propertyName;
  if (tag === undefined || table.oneOf === undefined) return;
  const tags = table.oneOf.map((branch) => branch.properties?.[tag]);
  const [first] = tags;
  if (first === undefined) return;
  const { const: _, ...said } = first;
  const values = tags.map((one) => one?.const ?? null).filter(isText);
  add({ ...said, enum: values }, join(path, tag), true, keys);
  for (const [index, branch] of table.oneOf.entries()) {
    const { [tag]: __, ...own } = branch.properties ?? {};
    const onlyWith = { key: join(path, tag), is: [values[index] ?? ""] };
    addKeysOf({ ...branch, properties: own }, path, keys, onlyWith);
  }
}

function keyOf(schema: ProseSchema, key: string, required: boolean, onlyWith: Tag): DocumentKey {
  const example = schema.examples?.[0] ?? schema.default ?? schema.const ?? schema.enum?.[0];
  return {
    key,
    description: schema.description ?? "",
    type: typeOf(schema),
    hasKeys: hasKeys(schema) || (schema.items !== undefined && hasKeys(schema.items)),
    required,
    secret: schema["x-secret"] === true,
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(example === undefined ? {} : { example }),
    ...(onlyWith === undefined ? {} : { onlyWith }),
    writes: schema["x-writes"] ?? [],
  };
}

function typeOf(schema: ProseSchema): string {
  const { items, minItems } = schema;
  if (schema["x-expected"] !== undefined || schema.type !== "array" || items === undefined)
    return expectation(schema);
  const some = minItems === undefined ? "a list" : "a list that is not empty";
  return hasKeys(items) ? `${some}, of tables` : `${some}; each item is ${expectation(items)}`;
}

/** Whether it is a table whose keys are known, and not one of a program's own keys. */
function hasKeys(schema: ProseSchema): boolean {
  return (
    schema.properties !== undefined ||
    schema.oneOf !== undefined ||
    typeof schema.additionalProperties === "object"
  );
}

/** The same key of several branches is one, where nothing else differs. */
function merged(keys: readonly DocumentKey[]): DocumentKey[] {
  const known = new Map<string, DocumentKey>();
  for (const one of keys) {
    const { onlyWith, ...rest } = one;
    const same = JSON.stringify(rest);
    const before = known.get(same);
    const both =
      before?.onlyWith === undefined || onlyWith === undefined
        ? one
        : { ...rest, onlyWith: { ...onlyWith, is: [...before.onlyWith.is, ...onlyWith.is] } };
    known.set(same, both);
  }
  return [...known.values()];
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
