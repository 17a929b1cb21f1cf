/** The way through the schema of a document beside the outline of a text. */
import type { ProseSchema } from "../../schema/documents/document-keys.ts";
import { type Part, textIn } from "../places/outline.ts";

/** Whether its keys are left to somebody else, such as those of a program. */
export function isFree({ type, properties, oneOf, additionalProperties }: ProseSchema): boolean {
  return type === "object" && (properties ?? oneOf ?? additionalProperties) === undefined;
}

/** The branches of a tagged union that may count: the one that the tag says, else all. */
export function branchesAt(schema: ProseSchema, part: Part | undefined): readonly ProseSchema[] {
  const branches = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])] as readonly ProseSchema[];
  const tag = schema.discriminator?.propertyName;
  if (tag === undefined || part?.kind !== "table") return branches;
  const is = textIn(part.entries.find(({ key }) => key === tag)?.value);
  const chosen = branches.filter((branch) => branch.properties?.[tag]?.const === is);
  return chosen.length > 0 ? chosen : branches;
}

/** The keys that a table may have by name, with what is known of each. */
export function propertiesAt(schema: ProseSchema, part: Part | undefined): Map<string, ProseSchema> {
  const known = new Map<string, ProseSchema>(Object.entries(schema.properties ?? {}));
  const tag = schema.discriminator?.propertyName;
  for (const branch of branchesAt(schema, part))
    for (const [name, property] of Object.entries(branch.properties ?? {}))
      if (!known.has(name)) known.set(name, name === tag ? tagOf(schema, tag) : property);
  return known;
}

/** The tag takes the values of all branches. */
function tagOf(schema: ProseSchema, tag: string): ProseSchema {
  const tags = (schema.oneOf ?? []).flatMap((branch) => branch.properties?.[tag] ?? []);
  const { const: _, ...said } = tags[0] ?? {};
  return { ...said, type: "string", enum: tags.flatMap((one) => one.const ?? []) };
}

export function propertyOf(
  schema: ProseSchema,
  part: Part | undefined,
  name: string,
): ProseSchema | undefined {
  const known = propertiesAt(schema, part).get(name);
  if (known !== undefined) return known;
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** What must be there once the table is. */
export function requiredAt(schema: ProseSchema, part: Part | undefined): ReadonlySet<string> {
  const branches = branchesAt(schema, part);
  const [only] = branches;
  const own = branches.length === 1 && only !== undefined ? (only.required ?? []) : [];
  const tag = schema.discriminator?.propertyName;
  return new Set<string>([...(schema.required ?? []), ...own, ...(tag === undefined ? [] : [tag])]);
}
