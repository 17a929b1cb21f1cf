/**
 * What a key of an unknown name was meant to be, by what it holds. A wrong word that is not misspelt says nothing itself,
 * but of the keys that its table does not have yet only few take such a value.
 */
import { greatest } from "../../diagnostics/long-lists.ts";
import type { Name } from "../../diagnostics/message.ts";
import type { MapNode, Node, ScalarNode } from "../../source/tree.ts";
import type { JsonType } from "../catalogue.ts";
import { branchOf, type DocumentSchema, type Found, namesAt, schemaOfProperty } from "../document-schema.ts";
import { formats } from "../formats/formats.ts";
import { hasType } from "../values/has-type.ts";

export interface Meant {
  /** Those that the value fits best. */
  readonly likely: readonly Name[];
  /** The one that it is by all that can be known: the value would not fit it by chance, or it has to be there. */
  readonly surely: Name | undefined;
  /** Those that have to be there, of all that it fits. */
  readonly required: readonly Name[];
  /** One of them holds a secret. */
  readonly isSecret: boolean;
}

/** The keys that a table lacks and that take a value. */
export function meantByValue(value: Node, table: MapNode, schema: DocumentSchema): Meant {
  const branch = branchOf(schema, table);
  const tag = branch.discriminator?.propertyName;
  const fitting = namesAt(schema, table).flatMap((name) => {
    const property = table.entries.has(name) ? undefined : schemaOfProperty(schema, table, name);
    const fit = property === undefined ? 0 : fitOf(value, property);
    const isRequired = name === tag || (branch.required ?? []).includes(name);
    return fit < enough ? [] : [{ name, fit, isRequired, isSecret: property?.["x-secret"] === true }];
  });
  const most = greatest(fitting.map(({ fit }) => fit));
  const likely = fitting.filter(({ fit }) => fit === most).map(({ name }) => name);
  const required = fitting.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  const [only, other] = required.length > 0 ? required : most > says.anyText ? likely : [];
  return {
    likely,
    surely: other === undefined ? only : undefined,
    required,
    isSecret: fitting.some(({ isSecret }) => isSecret),
  };
}

/** Whether a key of the table can only be one that it lacks. */
export function isMeant(key: Name, name: Name, { node, schema = {} }: Found): boolean {
  const value = node.kind === "map" ? node.entries.get(key)?.value : undefined;
  return value !== undefined && node.kind === "map" && meantByValue(value, node, schema).surely === name;
}

/** Of a value that fits at all; half of what is in a table is enough to tell which it is. */
const enough = 0.3;

/** How much a value says by its form, from 0, which does not fit, to 1: one word of a few fits no other key by chance. */
const says = { anyText: 0.5, anyForm: 0.3, number: 0.6, boolean: 0.8, syntax: 0.9, word: 1 };

function fitOf(value: Node, schema: DocumentSchema): number {
  if (schema.anyOf !== undefined) return greatest(schema.anyOf.map((form) => fitOf(value, form)));
  if (value.kind === "scalar") return fitOfScalar(value, schema);
  if (value.kind === "map") return fitOfTable(value, schema);
  if (value.kind === "unread" || !takes("array", schema)) return 0;
  const { items } = schema;
  return items === undefined ? says.anyForm : mean(value.items.map((item) => fitOf(item, items)));
}

/** The share of its keys that belong there. */
function fitOfTable(table: MapNode, schema: DocumentSchema): number {
  if (!takes("object", schema) && schema.oneOf === undefined) return 0;
  const branch = branchOf(schema, table);
  const { properties, additionalProperties: named } = branch;
  if (branch === schema && schema.oneOf !== undefined)
    return greatest(schema.oneOf.map((one) => fitOfTable(table, one)));
  if (properties === undefined && typeof named !== "object") return says.anyForm;
  return mean(
    [...table.entries.values()].map(({ key, value }) => {
      const property = properties?.[key];
      if (property !== undefined) return fitOf(value, property) > 0 ? 1 : says.anyForm;
      return typeof named === "object" ? fitOf(value, named) : 0;
    }),
  );
}

function fitOfScalar(node: ScalarNode, schema: DocumentSchema): number {
  const { value } = node;
  if (schema["x-one-of"] === "releases") return /^v?\d+\.\d+/.test(String(value)) ? says.syntax : 0;
  const words = schema.const === undefined ? schema.enum : [schema.const];
  if (words !== undefined) return words.some((word) => word === value) ? says.word : 0;
  if (value === null || !typesOf(schema).some((type) => hasType(type, node))) return 0;
  if (typeof value === "boolean") return says.boolean;
  if (typeof value !== "string") {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return minimum <= value && value <= maximum ? says.number : 0;
  }
  // A pattern is one word, or leaves out what no text has.
  const word = /^\^(\w+)\$$/.exec(schema.pattern ?? "")?.[1];
  if (word !== undefined) return word === value ? says.word : 0;
  if (schema.format === undefined) return says.anyText;
  return formats[schema.format]?.test(value) ? says.syntax : 0;
}

function takes(type: JsonType, schema: DocumentSchema): boolean {
  return typesOf(schema).includes(type);
}

function typesOf({ type = [] }: DocumentSchema): readonly JsonType[] {
  return (typeof type === "string" ? [type] : type) as readonly JsonType[];
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
