/**
 * Renders precompiled Handlebars templates; the only file that knows the library. `npm run gen` finds out from a template
 * what stands around each of its places, makes each a call of `carry`, and gives the template the type of its values.
 */

import HandlebarsModule from "handlebars/runtime.js";
import { say } from "../diagnostics/message.ts";
import type { Traced } from "../schema/value.ts";
import { commentText } from "./comment.ts";
import { codeInCell, codeInText, inCell, inText, Markdown } from "./markdown.ts";
import { Shell, wordOfLine } from "./shell.ts";
import { unitText, unitWord } from "./unit.ts";
import { refuseControls, UnwritableValue } from "./unwritable-value.ts";

/** A template with the type of what it takes. */
export interface Template<Values> {
  readonly [taken]?: Values;
}
declare const taken: unique symbol;

/** What may stand at a place: a plain text, which is quoted for it, or one that has been prepared for just that. */
export type Place<Q extends Quoting> =
  | Plain
  | (Q extends "markdown" | "cell" ? Markdown : Q extends "shell" | "shellPart" ? Shell : never);
/** With an origin, what the place cannot carry is reported there. */
type Plain = string | number | Traced<string>;
export type Condition = boolean | number | string | undefined;

type Quoting = keyof typeof quotings;

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

const Handlebars = HandlebarsModule as unknown as {
  template(code: unknown): (values: unknown) => string;
  registerHelper(name: string, helper: (...values: unknown[]) => string): void;
};

/** The last argument is Handlebars' own. Throws if a value is missing: that is a mistake in cfgc. */
Handlebars.registerHelper("carry", (quoting, ...values) => {
  const parts = values.slice(0, -1);
  const [only] = parts;
  if (only instanceof Markdown) return quoting === "cell" ? inCell(only) : inText(only);
  if (only instanceof Shell) return only.text;
  const text = parts.map(plainText).join("");
  try {
    return quotings[quoting as Quoting](text);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    const traced = parts.find(isTraced);
    throw traced === undefined ? error : new UnwritableValue(error.reason, traced.origin);
  }
});

export function renderTemplate<Values>(template: Template<Values>, values: NoInfer<Values>): string {
  let render = rendered.get(template);
  if (render === undefined) {
    render = Handlebars.template(template);
    rendered.set(template, render);
  }
  return render(values);
}

const rendered = new WeakMap<object, (values: unknown) => string>();

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
