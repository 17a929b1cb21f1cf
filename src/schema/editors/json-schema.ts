/** A JSON Schema as data, with or without the keywords of schemas/README.md. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const maps = ["properties", "patternProperties", "definitions"];
const lists = ["oneOf", "anyOf", "allOf"];
const schemas = ["items", "additionalProperties", "propertyNames", "not", "if", "then", "else"];

/** The schema with other parts, which may be left out; names of keys and values that are data are none. */
export function withParts(
  schema: JsonSchema,
  change: (part: JsonSchema, keyword: string, name: string) => JsonSchema | undefined,
): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const [keyword, member] of Object.entries(schema)) {
    if (maps.includes(keyword)) {
      const parts = Object.entries(member as Readonly<Record<string, JsonSchema>>).flatMap(([name, part]) => {
        const changed = change(part, keyword, name);
        return changed === undefined ? [] : [[name, changed]];
      });
      result[keyword] = Object.fromEntries(parts);
    } else if (lists.includes(keyword)) {
      result[keyword] = (member as readonly JsonSchema[]).flatMap((part) => change(part, keyword, "") ?? []);
    } else if (schemas.includes(keyword) && typeof member === "object") {
      result[keyword] = change(member as JsonSchema, keyword, "") ?? {};
    } else result[keyword] = member;
  }
  return result;
}

/** Every part directly below. */
export function partsIn(schema: JsonSchema): readonly JsonSchema[] {
  const found: JsonSchema[] = [];
  withParts(schema, (part) => {
    found.push(part);
    return part;
  });
  return found;
}

export function propertiesIn(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
}

export function branchesIn(schema: JsonSchema): readonly JsonSchema[] {
  return (schema.oneOf ?? []) as readonly JsonSchema[];
}

/** The key whose value chooses the branch of a table. */
export function tagOf(schema: JsonSchema): string | undefined {
  return (schema.discriminator as { readonly propertyName: string } | undefined)?.propertyName;
}

export function textIn(schema: JsonSchema, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === "string" ? value : undefined;
}

/** A regular expression for the text as it stands, in the dialects that JavaScript and Rust share. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** A regular expression for the text in any case. */
export function inAnyCase(text: string): string {
  return text.replace(/[A-Za-z]|[^A-Za-z]+/g, (part) =>
    /^[A-Za-z]$/.test(part) ? `[${part.toUpperCase()}${part.toLowerCase()}]` : escaped(part),
  );
}
