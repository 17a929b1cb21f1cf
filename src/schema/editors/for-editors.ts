/**
 * A schema in the keywords that editors know: what cfgc knows of a key as its hover, formats as patterns, keys that the
 * program does not know marked, keys without effect as deprecated.
 */
import { formats } from "../formats/formats.ts";
import { schema as secret } from "../generated/editor/secret.ts";
import { formatPatterns } from "./format-patterns.ts";
import { hoverOf, type Telling, withoutEffectSince } from "./hover.ts";
import {
  branchesIn,
  escaped,
  inAnyCase,
  type JsonSchema,
  propertiesIn,
  tagOf,
  textIn,
  withParts,
} from "./json-schema.ts";
import { withOtherSpellings } from "./other-spellings.ts";

export interface EditorContext extends Telling {
  /** The release by name, for what is said of keys without effect. */
  readonly program?: string;
  /** A document of cfgc, a program's own file, or keys under `config` of a cluster.yaml. */
  readonly setIn: "document" | "file" | "config";
  /** The program takes keys in any case. */
  readonly anyKeyCase?: boolean;
  /** Values are texts without a type. */
  readonly isUntyped?: boolean;
  readonly emptyIsAbsent?: boolean;
  /** Keys that the program does not know, it rejects or ignores, and both is worth a mark. */
  readonly closes?: boolean;
}

/** The context that a program's schema says itself. */
export function contextOf(
  root: JsonSchema,
  context: Pick<EditorContext, "setIn" | "version" | "oldest" | "program">,
): EditorContext {
  return {
    ...context,
    // Of every table in it.
    anyKeyCase: root["x-key-case"] === "insensitive",
    isUntyped: root["x-untyped-values"] === true,
    emptyIsAbsent: root["x-empty-values"] === "absent",
    closes: root["x-unknown-keys"] !== undefined,
  };
}

/** In place of a key that is there and must not be written. */
export function notToBeWritten(why: string): JsonSchema {
  return { doNotSuggest: true, deprecationMessage: why };
}

export function forEditors(schema: JsonSchema, context: EditorContext): JsonSchema {
  const required = (schema.required ?? []) as readonly string[];
  const parts = withParts(schema, (part, keyword, name) => {
    const isOptional = keyword === "properties" && !required.includes(name);
    return forEditors(part, isOptional ? context : { ...context, emptyIsAbsent: false });
  });
  // A skeleton would hold every key that has a default, and the text of the hover says it as well.
  const isLeftOut = (keyword: string) =>
    keyword.startsWith("x-") ||
    keyword === "discriminator" ||
    keyword === "$schema" ||
    (keyword === "default" && context.setIn !== "file");
  const standard = {
    ...Object.fromEntries(Object.entries(parts).filter(([keyword]) => !isLeftOut(keyword))),
    ...examplesOf(schema, context),
  };
  const whole = {
    ...tableOf(standard, schema, context),
    ...syntaxOf(schema),
    ...hoverOf(schema, context),
    ...deprecation(schema, context),
    ...namesOf(schema),
    ...titleOf(schema),
    ...(schema["x-snippet"] === undefined ? {} : { defaultSnippets: [schema["x-snippet"]] }),
  };
  return withOtherSpellings(whole, schema, context, references);
}

/** The tables by which a secret names where it is kept. */
function references(context: EditorContext): readonly JsonSchema[] {
  const forms = (secret.anyOf ?? []) as readonly JsonSchema[];
  return forms
    .filter(({ type }) => type === "object")
    .map((form) => forEditors(form, { ...context, setIn: "document" }));
}

/** Values that an editor offers: the default first, where no list of values says what there is. */
function examplesOf(schema: JsonSchema, { setIn }: EditorContext): JsonSchema {
  const { default: usual, examples = [], enum: values, type } = schema;
  const isOffered = usual === undefined || usual === null || values !== undefined || type === "boolean";
  if (isOffered || setIn === "file" || typeof usual === "object") return {};
  return { examples: [usual, ...(examples as readonly unknown[]).filter((one) => one !== usual)] };
}

/** Patterns stand beside each other in `allOf`, as a schema has room for one. */
function syntaxOf(schema: JsonSchema): JsonSchema {
  const format = textIn(schema, "format");
  const pattern = format === undefined ? undefined : formatPatterns[format];
  const own = textIn(schema, "x-pattern") ?? textIn(schema, "pattern");
  const expected = textIn(schema, "x-expected");
  const words = (must: string | undefined) =>
    must === undefined ? {} : { patternErrorMessage: `must be ${must}` };
  if (pattern === undefined) return own === undefined ? {} : { pattern: own, ...words(expected) };
  const ofFormat = { pattern, ...words(formats[format ?? ""]?.description) };
  return own === undefined ? ofFormat : { ...words(expected), allOf: [ofFormat] };
}

/** A table that stands beside other forms of a value is offered by its only key, as it is written. */
function titleOf(schema: JsonSchema): JsonSchema {
  const [only, another] = Object.keys(propertiesIn(schema));
  const isForm = only !== undefined && another === undefined && schema.title === undefined;
  return isForm ? { title: `{ ${only} }` } : {};
}

/** An editor has something to fill in where the names are for whoever writes the file. */
function namesOf({ additionalProperties, "x-names": names = "name" }: JsonSchema): JsonSchema {
  return typeof additionalProperties === "object" ? { propertyNames: { title: names } } : {};
}

function deprecation(schema: JsonSchema, context: EditorContext): JsonSchema {
  const dead = withoutEffectSince(schema, context);
  if (dead === undefined) return {};
  const { program = "the program" } = context;
  return {
    deprecated: true,
    ...(dead.isInferred
      ? {}
      : { deprecationMessage: `${program} takes the key and never reads it, since ${dead.since}` }),
  };
}

/** A table with its branches; what is not among its keys is marked where nothing takes it. */
function tableOf(standard: JsonSchema, schema: JsonSchema, context: EditorContext): JsonSchema {
  const tag = tagOf(schema);
  if (tag !== undefined && standard.oneOf !== undefined) return withBranches(standard, tag, context);
  const isTable = standard.properties !== undefined && standard.additionalProperties === undefined;
  return isTable && context.closes ? { ...standard, ...closing([standard], schema, context) } : standard;
}

/** Marks what is none of the keys of these tables. */
export function closing(
  tables: readonly JsonSchema[],
  schema: JsonSchema,
  context: EditorContext,
): JsonSchema {
  const names = tables.flatMap((table) => Object.keys(propertiesIn(table)));
  const qualifier = schema["x-qualifier"] as { readonly patterns?: boolean } | undefined;
  const others = [
    ...(context.anyKeyCase ? [`^(?:${names.map(inAnyCase).join("|")})$`] : []),
    ...(qualifier === undefined || context.setIn !== "file"
      ? []
      : [`^[^.]+\\.(?:${names.map(escaped).join("|")})$`]),
  ];
  return {
    additionalProperties: false,
    ...(others.length === 0
      ? {}
      : {
          patternProperties: Object.fromEntries(
            others.map((pattern) => [pattern, { additionalProperties: true }]),
          ),
        }),
  };
}

/** The tag as a key of its own beside the branches, and in each branch the keys that all of them share. */
function withBranches(standard: JsonSchema, tag: string, context: EditorContext): JsonSchema {
  const { [tag]: own, ...shared } = propertiesIn(standard);
  const branches = branchesIn(standard);
  const tags = branches.map((branch) => propertiesIn(branch)[tag] ?? {});
  const values = tags.flatMap((one) => one.const ?? []);
  const [first = {}] = tags;
  const { const: _, ...said } = first;
  const { description, markdownDescription } = { ...first, ...own };
  const words = { ...(description === undefined ? {} : { description, markdownDescription }) };
  const { additionalProperties: __, oneOf: ___, ...open } = standard;
  // Another layer of `config` may say the tag.
  const either = context.setIn === "config" ? "anyOf" : "oneOf";
  return {
    ...open,
    properties: { [tag]: own ?? { type: "string", ...said, enum: values }, ...shared },
    [either]: branches.map((branch) => {
      const { [tag]: ofTag = {}, ...others } = propertiesIn(branch);
      const properties = { [tag]: { ...words, ...ofTag }, ...shared, ...others };
      const isOpen = branch.additionalProperties === undefined && !context.closes;
      return {
        ...branch,
        type: "object",
        properties,
        ...(isOpen ? {} : closing([{ properties }], {}, context)),
      };
    }),
  };
}
