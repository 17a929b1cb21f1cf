/** Validators, resolved schemas and types of cluster.yaml and of the products' sections in it. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";
import { header, programs } from "./catalogues.ts";
import { loadSchema, type Schema } from "./load-schema.ts";
import { compileValidators } from "./validators.ts";

const out = "src/schema/generated";

export async function documentFiles(): Promise<[string, string][]> {
  const files: [string, string][] = [];
  for (const { name, path } of documents()) {
    const schema = loadSchema(path);
    const validator = compileValidators(
      new Map([["validate", withoutOwn(withoutProse(chooseByTag(schema))) as Schema]]),
      true,
      "../..",
    );
    files.push([`${out}/documents/${name}.validator.ts`, `${header(path)}// @ts-nocheck\n${validator}`]);
    files.push([
      `${out}/documents/${name}.schema.ts`,
      `${header(path)}import type { DocumentSchema } from "../../document-schema.ts";\n\nexport const schema = ${JSON.stringify(withoutProse(withRequiredExamples(schema), exampleOf), null, 1)} as unknown as DocumentSchema;\n`,
    ]);
    files.push([`${out}/types/${name}.ts`, await typesOf(path, schema)]);
    files.push(editorFile(name, path, schema));
  }
  const common = "schemas/common.schema.json";
  files.push(editorFile("secret", common, loadSchema(`${common}#/definitions/secret`)));
  for (const { path, schema, program } of programs()) {
    files.push([`${out}/types/${program}.ts`, await typesOf(path, schema)]);
    files.push(editorFile(program, path, schema));
  }
  return files;
}

function documents(): { name: string; path: string }[] {
  const sections = readdirSync("schemas", { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((folder) => ({
      name: `${folder.name}-section`,
      path: join("schemas", folder.name, "section.schema.json"),
    }))
    .filter(({ path }) => existsSync(path));
  return [
    { name: "cluster", path: "schemas/cluster.schema.json" },
    { name: "lint", path: "schemas/lint.schema.json" },
    ...sections,
  ];
}

/** The schema with its prose, for `cfgc schema` and editors. */
function editorFile(name: string, path: string, schema: Schema): [string, string] {
  const text = JSON.stringify(schema, null, 1);
  return [
    `${out}/editor/${name}.ts`,
    `${header(path)}export const schema: Record<string, unknown> = ${text};\n`,
  ];
}

async function typesOf(path: string, schema: Schema): Promise<string> {
  const title = String(schema["x-type-name"] ?? schema.title).replace(/[^A-Za-z0-9]+/g, "");
  return compile(forTypes(schema) as never, title, {
    bannerComment: header(path).trimEnd(),
    additionalProperties: false,
    declareExternallyReferenced: true,
    format: true,
  });
}

/** The type generator makes tuples of minItems, and names types after titles, which are words for people. */
function forTypes(node: unknown, isNames = false): unknown {
  if (Array.isArray(node)) return node.map((item) => forTypes(item));
  if (typeof node !== "object" || node === null) return node;
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(node)) {
    // A key may be called like a keyword: `default` of an OMS region.
    if (
      !isNames &&
      (name.startsWith("x-") || ["minItems", "discriminator", "default", "examples"].includes(name))
    )
      continue;
    kept[name] = forTypes(member, name === "properties" && !isNames);
  }
  const typeName = (node as Schema)["x-type-name"];
  if (!isNames && typeName !== undefined) kept.title = typeName;
  return kept;
}

/** `oneOf` by a tag becomes `if`/`then`, so that only the branch that the tag chooses reports errors. */
function chooseByTag(node: unknown): Schema {
  return mapSchema(node, (schema) => {
    const tag = (schema.discriminator as { propertyName: string } | undefined)?.propertyName;
    if (tag === undefined || !Array.isArray(schema.oneOf)) return schema;
    const { oneOf, discriminator: _, ...rest } = schema as Schema & { oneOf: Schema[] };
    const values = oneOf.map(
      (branch) => (branch.properties?.[tag] as { const?: unknown } | undefined)?.const,
    );
    return {
      ...rest,
      required: [...((rest.required as string[] | undefined) ?? []), tag],
      properties: { ...(rest.properties as object | undefined), [tag]: { enum: values } },
      allOf: oneOf.map((branch, index) => ({
        if: { properties: { [tag]: { const: values[index] } }, required: [tag] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
        then: branch,
      })),
    };
  }) as Schema;
}

const prose = new Set([
  "description",
  "title",
  "$schema",
  "default",
  "examples",
  "x-writes",
  "x-names",
  "x-pattern",
  "x-file",
  "x-node-kind",
  "x-type-name",
  "x-snippet",
]);

function withoutProse(
  node: unknown,
  kept: (schema: Record<string, unknown>) => [string, unknown][] = () => [],
): unknown {
  // Of the places that values come from, messages look at releases alone.
  const isLeftOut = ([keyword, value]: [string, unknown]) =>
    prose.has(keyword) || (keyword === "x-one-of" && value !== "releases");
  return mapSchema(node, (schema) =>
    Object.fromEntries([...Object.entries(schema).filter((entry) => !isLeftOut(entry)), ...kept(schema)]),
  );
}

/** Validators hold a copy of their schema, and look at no keyword of ours. */
function withoutOwn(node: unknown): unknown {
  return mapSchema(node, (schema) =>
    Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keyword.startsWith("x-"))),
  );
}

/** A help shows what to add where a key is missing. */
function withRequiredExamples(node: unknown): unknown {
  return mapSchema(node, (schema) => {
    const { required = [], properties } = schema as {
      required?: string[];
      properties?: Record<string, Schema>;
    };
    if (properties === undefined) return schema;
    const members = Object.entries(properties).map(([name, member]) => {
      const [example] = Array.isArray(member.examples) ? member.examples : [];
      return [
        name,
        required.includes(name) && example !== undefined ? { ...member, "x-example": example } : member,
      ];
    });
    return { ...schema, properties: Object.fromEntries(members) };
  });
}

/** A help shows one where a type alone does not say what is taken. */
function exampleOf(schema: Record<string, unknown>): [string, unknown][] {
  const [example] = Array.isArray(schema.examples) ? schema.examples : [];
  const isBound = ["format", "minimum", "maximum", "pattern"].some((keyword) => keyword in schema);
  const isShown = isBound && (typeof example === "string" || typeof example === "number");
  return isShown ? [["examples", [example]]] : [];
}

/** Applies a function to every schema in a schema, innermost first; maps of names are not schemas. */
function mapSchema(
  node: unknown,
  change: (schema: Record<string, unknown>) => unknown,
  isNames = false,
): unknown {
  if (Array.isArray(node)) return node.map((item) => mapSchema(item, change));
  if (typeof node !== "object" || node === null) return node;
  const mapped: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(node)) {
    mapped[name] =
      name === "enum" || name === "const" || name === "examples"
        ? member
        : mapSchema(member, change, name === "properties" && !isNames);
  }
  return isNames ? mapped : change(mapped);
}
