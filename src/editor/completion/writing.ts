/** How keys and values are written in the syntax of a file. */
import type { Syntax } from "../../products/registry.ts";
import type { KeyOffer } from "../known/keys-at.ts";
import type { Place } from "../places/outline.ts";
import { inYaml } from "../reference/example-of.ts";
import { choice, escaped } from "./completion.ts";

export interface Written {
  readonly text: string;
  readonly snippet: string;
}

/** A value; undefined for one that the syntax cannot say in a line. */
export function valueText(value: unknown, syntax: Syntax): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (syntax === "yaml") return inYaml(value);
  if (syntax === "toml") return inToml(value);
  if (typeof value === "boolean" && syntax === "cfg") return value ? "true" : "false";
  return typeof value === "object" ? undefined : String(value);
}

function inToml(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(inToml);
    return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, member]) => `${inTomlKey(key)} = ${inToml(member)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

export function inTomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

/** A key with what follows it, up to where its value begins; `values` are those that it takes. */
export function keyText(
  offer: Pick<KeyOffer, "name" | "shape">,
  values: readonly unknown[],
  place: Pick<Place, "isInBrackets" | "column">,
  syntax: Syntax,
): Written {
  if (syntax === "yaml") return inYamlKey(offer, values, place);
  const assign = syntax === "toml" ? " = " : "=";
  const name = syntax === "toml" ? inTomlKey(offer.name) : offer.name;
  const texts = values.flatMap((value) => valueText(value, syntax) ?? []);
  if (offer.shape !== "value") {
    const inner = offer.shape === "table" ? ["{ ", " }"] : ["[", "]"];
    return {
      text: `${name}${assign}${inner.join("").replace("  ", "")}`,
      snippet: `${escaped(name)}${assign}${inner[0]}$1${escaped(inner[1] ?? "")}`,
    };
  }
  // No file in TOML is right with a key that has nothing behind it.
  const [first = syntax === "toml" ? '""' : ""] = texts;
  return { text: `${name}${assign}${first}`, snippet: `${escaped(name)}${assign}${filled(texts, first)}` };
}

function inYamlKey(
  { name, shape }: Pick<KeyOffer, "name" | "shape">,
  values: readonly unknown[],
  { isInBrackets, column }: Pick<Place, "isInBrackets" | "column">,
): Written {
  const key = inYaml(name);
  const below = `\n${" ".repeat(column + 2)}`;
  if (shape === "value" || shape === "list") {
    const texts = values.flatMap((value) => valueText(value, "yaml") ?? []);
    if (shape === "list") return { text: `${key}: []`, snippet: `${escaped(key)}: [$1]` };
    return { text: `${key}: `, snippet: `${escaped(key)}: ${filled(texts, texts[0] ?? "")}` };
  }
  if (isInBrackets) {
    const [open, close] = shape === "table" ? ["{ ", " }"] : ["[", "]"];
    return { text: `${key}: ${open}${close}`, snippet: `${escaped(key)}: ${open}$1${escaped(close)}` };
  }
  const text = `${key}:${below}${shape === "table" ? "" : "- "}`;
  return { text, snippet: `${escaped(text)}$1` };
}

function filled(texts: readonly string[], first: string): string {
  if (texts.length > 1) return choice(texts);
  return first === "" ? "$1" : `\${1:${escaped(first)}}`;
}
