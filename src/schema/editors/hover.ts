/** What an editor says of a key: its description, and what else cfgc knows of it, as text and as Markdown. */
import { forLine } from "../key-state.ts";
import { compareVersions } from "../versions.ts";
import { type JsonSchema, textIn } from "./json-schema.ts";

/** What is said of a key depends on the release; of cluster.yaml there is one alone. */
export interface Telling {
  readonly version?: string;
  /** What has been there since the oldest release that is compared may be older still. */
  readonly oldest?: string;
}

/** Members for a schema; none if there is nothing to say. */
export function hoverOf(schema: JsonSchema, telling: Telling): JsonSchema {
  const description = survivingMarkdown(textIn(schema, "description") ?? "");
  const facts = factsOf(schema, telling);
  if (description === "" && facts.length === 0) return {};
  const sentences = facts.map(([name, fact]) => `${name}: ${fact}.`);
  const points = facts.map(([name, fact]) => `- **${name}:** ${survivingMarkdown(fact)}`);
  return {
    description: [description, ...sentences].filter((part) => part !== "").join(" "),
    markdownDescription: [description, points.join("\n")].filter((part) => part !== "").join("\n\n"),
  };
}

type Fact = readonly [name: string, text: string];

function factsOf(schema: JsonSchema, telling: Telling): readonly Fact[] {
  const facts: [string, string | undefined][] = [
    ["Default", defaultOf(schema)],
    ["Default without the table", valueIn(schema, "x-default-when-table-absent")],
    ["Unit", textIn(schema, "x-unit")],
    ["Syntax", textIn(schema, "x-syntax")],
    ["At least", textIn(schema, "x-min-text")],
    ["At most", textIn(schema, "x-max-text")],
    ["Required when", textIn(schema, "x-required-when")],
    ["Read only while", conditionOf(schema)],
    ["Counts when", textIn(schema, "x-applied")],
    ["Variable", variablesOf(schema, telling)],
    ["Newer name", textIn(schema, "x-alias-of")],
    ["Becomes", writtenTo(schema)],
    ["Since", sinceOf(schema, telling)],
    ["Without effect since", withoutEffectSince(schema, telling)?.since],
    ["Last read by", textIn(schema, "x-until")],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== "");
}

/** A secret has none that could be said. */
function defaultOf(schema: JsonSchema): string | undefined {
  const inWords = textIn(schema, "x-default-text");
  if (schema["x-secret"] === true) return undefined;
  const spellings = schema["x-values"] as readonly string[] | undefined;
  const isDigit = typeof schema.default === "boolean" && spellings?.includes("true") === false;
  return inWords ?? valueIn(isDigit ? { default: Number(schema.default) } : schema, "default");
}

function valueIn(schema: JsonSchema, keyword: string): string | undefined {
  const value = schema[keyword];
  if (value === undefined || value === null) return undefined;
  return value === "" ? "an empty text" : `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

function conditionOf(schema: JsonSchema): string | undefined {
  const condition = schema["x-applies-when"] as { readonly key: string; readonly is: unknown } | undefined;
  return condition && `\`${condition.key}\` is \`${String(condition.is)}\``;
}

interface Variable {
  readonly name: string;
  readonly since?: string;
  readonly until?: string;
}

function variablesOf(schema: JsonSchema, { version }: Telling): string | undefined {
  const names = ((schema["x-env"] ?? []) as readonly Variable[]).filter(
    ({ since, until }) =>
      version === undefined ||
      ((since === undefined || compareVersions(version, since) >= 0) &&
        (until === undefined || compareVersions(version, until) <= 0)),
  );
  return names.map(({ name }) => `\`${name}\``).join(", ");
}

function writtenTo(schema: JsonSchema): string | undefined {
  const written = schema["x-writes"] as readonly string[] | undefined;
  return written
    ?.map((one) => {
      const [program = "", key = ""] = one.split(":", 2);
      return `\`${key}\` of ${program}`;
    })
    .join(", ");
}

function sinceOf(schema: JsonSchema, { version, oldest }: Telling): string | undefined {
  if (version === undefined || schema["x-since-unknown"] === true) return undefined;
  const lines = schema["x-since-by-line"] as Readonly<Record<string, string>> | undefined;
  const since = forLine(lines, version) ?? textIn(schema, "x-since");
  return since === oldest ? undefined : since;
}

/** From which release on the program takes the key and never reads it. */
export function withoutEffectSince(
  schema: JsonSchema,
  { version }: Telling,
): { readonly since: string; readonly isInferred: boolean } | undefined {
  if (version === undefined) return undefined;
  const lines = schema["x-dead-since-by-line"] as Readonly<Record<string, string>> | undefined;
  const since = forLine(lines, version) ?? textIn(schema, "x-dead-since");
  if (since === undefined || compareVersions(version, since) < 0) return undefined;
  const inferred = schema["x-inferred"];
  return { since, isInferred: Array.isArray(inferred) && inferred.includes("x-dead-since") };
}

/** Markdown takes `<name>` for a tag of HTML and shows nothing of it, so the word that holds it becomes code. */
export function survivingMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") ? part : part.replace(/[\w./-]*<[\w -]+>(?:[\w./-]*[\w/-]|<[\w -]+>)*/g, "`$&`"),
    )
    .join("");
}
