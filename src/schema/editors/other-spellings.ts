/** What stands for a value besides the value itself: in quotes, in another case, as a table, by reference, as nothing. */
import { compareVersions } from "../versions.ts";
import type { EditorContext } from "./for-editors.ts";
import { inAnyCase, type JsonSchema, textIn } from "./json-schema.ts";

/** The schema, or another of what the key takes; `schema` has the keywords of editors, `own` cfgc's; `references` are those to a secret. */
export function withOtherSpellings(
  schema: JsonSchema,
  own: JsonSchema,
  context: EditorContext,
  references: (context: EditorContext) => readonly JsonSchema[],
): JsonSchema {
  const isKey = own["x-since"] !== undefined;
  const isNullable =
    isKey && (context.setIn === "config" || (context.emptyIsAbsent === true && context.setIn === "file"));
  const untyped = context.isUntyped === true && context.setIn === "config" ? asText(schema) : schema;
  const wider = own["x-accept-quoted"] === true ? asText(untyped) : untyped;
  const others = [
    ...(own["x-case-insensitive"] === true ? [anyCase(schema)] : []),
    ...valueTables(own, context),
    ...(own["x-secret"] === true && context.setIn === "config" ? references(context) : []),
  ];
  const [first] = others;
  if (first === undefined) return isNullable ? orNothing(wider) : wider;
  const kept = Object.entries(wider).filter(([keyword]) => about.includes(keyword));
  const rest = Object.entries(wider).filter(([keyword]) => !about.includes(keyword));
  const nothing = isNullable ? [{ type: "null" }] : [];
  return { ...Object.fromEntries(kept), anyOf: [Object.fromEntries(rest), ...others, ...nothing] };
}

const about = [
  "title",
  "description",
  "markdownDescription",
  "default",
  "examples",
  "deprecated",
  "deprecationMessage",
];

function orNothing(schema: JsonSchema): JsonSchema {
  const { type, enum: values, oneOf, anyOf } = schema;
  if (anyOf !== undefined)
    return { ...schema, anyOf: [...(anyOf as readonly JsonSchema[]), { type: "null" }] };
  if (type === undefined || oneOf !== undefined) return schema;
  return {
    ...schema,
    type: [type, "null"].flat(),
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  };
}

/** The value as a text as well, as 1 and "1" are the same where a file knows no types; bounds are those of numbers alone. */
function asText(schema: JsonSchema): JsonSchema {
  const { type, enum: values, pattern } = schema;
  if (Array.isArray(values)) {
    const numbers = values.map(Number).filter((one, index) => String(one) === String(values[index]));
    const all = [...values, ...(type === "string" ? numbers : values.map(String))];
    const { type: _, ...rest } = schema;
    return { ...rest, enum: [...new Set(all)] };
  }
  const words = (must: string) => ({ patternErrorMessage: `must be ${must}` });
  if (type === "boolean") {
    const types = ["boolean", "integer", "string"];
    return {
      ...schema,
      type: types,
      minimum: 0,
      maximum: 1,
      pattern: truth,
      ...words("true, false, 1 or 0"),
    };
  }
  if (type === "integer")
    return { ...schema, type: ["integer", "string"], pattern: "^[+-]?\\d{1,15}$", ...words("an integer") };
  if (type === "number")
    return { ...schema, type: ["number", "string"], pattern: decimal, ...words("a number") };
  return type === "string" && pattern === undefined
    ? { ...schema, type: ["string", "number", "boolean"] }
    : schema;
}

const decimal = "^[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$";
const truth = `^(?:${inAnyCase("true")}|${inAnyCase("false")}|0|1)$`;

function anyCase({ enum: values }: JsonSchema): JsonSchema {
  const names = ((values ?? []) as readonly unknown[]).map((one) => inAnyCase(String(one)));
  return { type: "string", pattern: `^(?:${names.join("|")})$` };
}

/** `{ Append = {} }` for `"Append"`. */
function valueTables(schema: JsonSchema, { version }: EditorContext): readonly JsonSchema[] {
  const since = textIn(schema, "x-value-tables-since");
  if (since === undefined || version === undefined || compareVersions(version, since) < 0) return [];
  if (!Array.isArray(schema.enum)) return [];
  const empty = { type: "object", maxProperties: 0 };
  return [
    {
      type: "object",
      properties: Object.fromEntries(schema.enum.map((one) => [String(one), empty])),
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
    },
  ];
}
