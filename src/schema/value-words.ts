/** Values in the words of findings: what a key takes, what was given, what to write instead. */
import type { ListNode, Node, UnreadNode } from "../source/tree.ts";
import { type KeyEntry, type KeyState, takesValue, valueSinceFor } from "./catalogue.ts";
import { formats } from "./formats/formats.ts";
import { hasType } from "./has-type.ts";
import { nearest } from "./nearest.ts";

/** Where the value is one that an earlier or a later release takes. */
export function otherRelease(
  entry: KeyEntry,
  state: KeyState,
  given: unknown,
  version: string,
): string | undefined {
  if (state.values === undefined || typeof given !== "string") return undefined;
  const value = given;
  if (!takesValue(entry, value, version))
    return `${JSON.stringify(value)} came with ${valueSinceFor(entry, value, version)}`;
  const past = entry.history?.filter((one) => one.values?.includes(value)) ?? [];
  if (entry.values?.includes(value)) {
    const before = entry.history
      ?.filter((one) => one.values !== undefined && !one.values?.includes(value))
      .at(-1);
    return before && `${JSON.stringify(value)} is taken by releases after ${before.until}`;
  }
  const last = past.at(-1);
  return last && `${JSON.stringify(value)} was last taken by ${last.until}`;
}

/** Reads on after "must be". */
export function wanted(state: KeyState): string {
  if (state.values?.length === 1) return JSON.stringify(state.values[0]);
  if (state.values !== undefined)
    return (
      powersOfTwo(state.values) ?? `one of ${state.values.map((value) => JSON.stringify(value)).join(", ")}`
    );
  const format = state.format === undefined ? undefined : formats[state.format]?.description;
  const parts = state.types.map((type) => {
    if (type === "string" && format !== undefined) return format;
    if (type === "integer") return range("an integer", state);
    if (type === "number") return range("a number", state);
    return {
      string: "a text",
      boolean: "true or false",
      object: "a table",
      array: "a list",
    }[type];
  });
  return parts.join(" or ");
}

/** A long list that is nothing but powers of two. */
function powersOfTwo(values: readonly unknown[]): string | undefined {
  const numbers = values.map(Number);
  const [first = 0] = numbers;
  const isRow = numbers.length > 8 && numbers.every((number, index) => number === first * 2 ** index);
  return isRow && Number.isInteger(Math.log2(first))
    ? `a power of two from ${first} to ${numbers.at(-1)}`
    : undefined;
}

function range(noun: string, state: KeyState): string {
  const within = between(noun, state);
  return state.except === undefined ? within : `${within} other than ${state.except}`;
}

function between(noun: string, { minimum, exclusiveMinimum, maximum }: KeyState): string {
  if (exclusiveMinimum !== undefined)
    return `${noun} above ${exclusiveMinimum}${maximum === undefined ? "" : ` and at most ${maximum}`}`;
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined)
    return minimum === 0 ? `${noun} that is not negative` : `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

/** Reads on after "not". Never quotes a secret. */
export function given(
  entry: { readonly secret?: boolean | undefined },
  node: Exclude<Node, UnreadNode>,
): string {
  if (node.kind === "map") return "a table";
  if (node.kind === "list") return node.items.length === 0 ? "an empty list" : "a list";
  if (node.value === "") return "an empty text";
  const noun = {
    string: "the text",
    integer: "the integer",
    float: "the float",
    boolean: "the boolean",
    datetime: "the date",
    null: "nothing",
    untyped: "the text",
  }[node.type];
  if (node.type === "null" || entry.secret) return noun.replace(/^the (?=i)/, "an ").replace(/^the /, "a ");
  const source = node.at.file.text.slice(node.at.start, node.at.end);
  const text = node.type === "string" ? JSON.stringify(node.value) : source;
  if (node.type === "untyped" && /^[+-]?\d+(?:\.\d+)?$/.test(source)) return `the number ${source}`;
  return `${noun} ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

/** What to write instead, where that is plain. */
export function suggestion(state: KeyState, node: Exclude<Node, UnreadNode>): string | undefined {
  if (node.kind === "list") return state.types.includes("string") ? joinedList(node) : undefined;
  if (node.kind !== "scalar") return undefined;
  const text =
    node.type === "string" ? String(node.value) : node.at.file.text.slice(node.at.start, node.at.end);
  if (node.type === "string") {
    const format = state.format === undefined ? undefined : formats[state.format];
    const meant = state.values ? nearest(text, state.values) : format?.suggest?.(text);
    if (meant !== undefined) return `write ${JSON.stringify(meant)}`;
    if (state.types.includes("integer") && /^-?\d+$/.test(text)) return `write ${text} without quotes`;
    if (state.types.includes("boolean") && /^(?:true|false)$/i.test(text))
      return `write ${text.toLowerCase()} without quotes`;
    if (!state.types.includes("array")) return undefined;
    if (/^-\S/.test(text)) return "put a blank after the hyphen before each item";
    const items = text.split(",").map((item) => JSON.stringify(item.trim()));
    return `write a list: [${items.join(", ")}]`;
  }
  // Where the type is right, or the text in quotes would be refused or mean another thing, quotes do not help.
  if (!state.types.includes("string") || state.types.some((type) => hasType(type, node))) return undefined;
  if (state.values !== undefined && !state.values.includes(text)) return undefined;
  const format = state.format === undefined ? undefined : formats[state.format];
  if (format?.unit !== undefined && /^\d/.test(text))
    return `write a text with a unit, such as "${text}${format.unit}"`;
  if (format?.unit !== undefined) return undefined;
  if (format !== undefined && !(format.takesNumber && format.test(text))) return undefined;
  return node.type === "null" ? undefined : `write it in quotes: ${JSON.stringify(text)}`;
}

function joinedList(node: ListNode): string | undefined {
  const texts = node.items.map((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? item.value : undefined,
  );
  return texts.every((text) => text !== undefined)
    ? `write one text: ${JSON.stringify(texts.join(","))}`
    : undefined;
}
