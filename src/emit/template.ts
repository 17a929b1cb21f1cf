/**
 * What the templates are made of. `npm run gen` makes a function of each: it finds out what stands around each of its
 * places, makes each a call of `carry`, and gives the template the type of its values.
 */
import { say } from "../diagnostics/message.ts";
import type { Traced } from "../schema/value.ts";
import { commentText } from "./comment.ts";
import { codeInCell, codeInText, inCell, inText, Markdown } from "./markdown.ts";
import { Shell, wordOfLine } from "./shell.ts";
import { unitText, unitWord } from "./unit.ts";
import { refuseControls, UnwritableValue } from "./unwritable-value.ts";

export type Template<Values> = (values: Values) => string;

/** What may stand at a place: a plain text, which is quoted for it, or one that has been prepared for just that. */
export type Place<Q extends Quoting> =
  | Plain
  | (Q extends "markdown" | "cell" ? Markdown : Q extends "shell" | "shellPart" ? Shell : never);
/** With an origin, what the place cannot carry is reported there. */
type Plain = string | number | Traced<string>;
export type Condition = boolean | number | string | undefined;

export type Quoting = keyof typeof quotings;

const quotings = {
  /** The rest of a line behind a #. */
  comment: (text) => commentText(text),
  /** A word of a shell's command. */
  shell: (text) => wordOfLine(text),
  shellPart: (text) => (text === "" ? "" : wordOfLine(text)),
  unitWord: (text) => unitWord(text),
  unitText: (text) => unitText(text),
  markdown: (text) => inText(text),
  cell: (text) => inCell(text),
  code: (text) => codeInText(text),
  cellCode: (text) => codeInCell(text),
  /** A line between fences, as it is. */
  fenced: (text) => fencedLine(text),
} as const satisfies Record<string, (text: string) => string>;

/**
 * What stands at a place of a template: the parts together, quoted for it. Throws if one is missing: that is a mistake
 * in cfgc.
 */
export function carry<Q extends Quoting>(quoting: Q, ...parts: readonly Place<Q>[]): string {
  const [only] = parts;
  if (typeof only === "string" && parts.length === 1) return quotings[quoting](only);
  if (only instanceof Markdown) return quoting === "cell" ? inCell(only) : inText(only);
  if (only instanceof Shell) return only.text;
  const text = parts.map(plainText).join("");
  try {
    return quotings[quoting](text);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    const traced = parts.find(isTraced);
    throw traced === undefined ? error : new UnwritableValue(error.reason, traced.origin);
  }
}

/** The text of a part of a template for each item of a list, which may be missing. */
export function each<Item>(
  items: readonly Item[] | undefined,
  text: (item: Item, isFirst: boolean, isLast: boolean) => string,
): string {
  let all = "";
  const last = (items?.length ?? 0) - 1;
  for (const [index, item] of (items ?? []).entries()) all += text(item, index === 0, index === last);
  return all;
}

/** Whether a template says what depends on a value: not where it is empty, none or 0. */
export function isThere<T>(value: T): value is NonNullable<T> {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function plainText(value: unknown): string {
  if (isTraced(value)) return value.value;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new Error(`a template lacks a value, or has ${typeof value} in its place`);
}

function isTraced(value: unknown): value is Traced<string> {
  return typeof value === "object" && value !== null && "origin" in value;
}

function fencedLine(text: string): string {
  refuseControls(text, say`a line of the README`);
  if (text.includes("```")) throw new UnwritableValue(say`holds \`\`\`, which ends a block of the README`);
  return text;
}
