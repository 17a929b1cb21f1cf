/** Values in the words of findings: what a key takes, what was given, what to write instead. */
import { advice, type Help } from "../../diagnostics/help.ts";
import { joined, type Message, quoted, type Sayable, say } from "../../diagnostics/message.ts";
import type { Node, UnreadNode } from "../../source/tree.ts";
import type { KeyEntry, KeyState } from "../catalogue.ts";
import { formats } from "../formats/formats.ts";
import { takesValue, valueSinceFor } from "../key-state.ts";
import { type MaybeSecret, textOfScalar, writtenText } from "../secrets/sayable-value.ts";

/** Where the value is one that an earlier or a later release takes. */
export function otherRelease(
  entry: KeyEntry,
  state: KeyState,
  value: Sayable | undefined,
  version: string,
): Help | undefined {
  if (state.values === undefined || value === undefined) return undefined;
  const since = valueSinceFor(entry, value, version);
  if (since !== undefined && !takesValue(entry, value, version))
    return advice`${quoted(value)} came with ${since}`;
  const past = entry.history?.filter((one) => one.values?.includes(value)) ?? [];
  if (entry.values?.includes(value)) {
    const before = entry.history
      ?.filter((one) => one.values !== undefined && !one.values?.includes(value))
      .at(-1);
    return before && advice`${quoted(value)} is taken by releases after ${before.until}`;
  }
  const last = past.at(-1);
  return last && advice`${quoted(value)} was last taken by ${last.until}`;
}

/** Reads on after "must be". */
export function wanted(state: KeyState): Message {
  if (state.values !== undefined && state.values.length > 1)
    return (
      powersOfTwo(state.values) ??
      say`one of ${joined(
        state.values.map((value) => quoted(value)),
        ", ",
      )}`
    );
  const [only] = state.values ?? [];
  if (only !== undefined) return quoted(only);
  const format = state.format === undefined ? undefined : formats[state.format]?.description;
  const parts = state.types.map((type) => {
    if (type === "string" && format !== undefined) return format;
    if (type === "integer") return range("an integer", state);
    if (type === "number") return range("a number", state);
    return nouns[type];
  });
  return joined(parts, " or ");
}

const nouns = {
  string: say`a text`,
  boolean: say`true or false`,
  object: say`a table`,
  array: say`a list`,
};

/** A long list that is nothing but powers of two. */
function powersOfTwo(values: readonly unknown[]): Message | undefined {
  const numbers = values.map(Number);
  const [first = 0] = numbers;
  const isRow = numbers.length > 8 && numbers.every((number, index) => number === first * 2 ** index);
  return isRow && Number.isInteger(Math.log2(first))
    ? say`a power of two from ${first} to ${first * 2 ** (numbers.length - 1)}`
    : undefined;
}

function range(noun: "an integer" | "a number", state: KeyState): Message {
  const within = between(noun, state);
  return state.except === undefined ? within : say`${within} other than ${state.except}`;
}

function between(noun: "an integer" | "a number", { minimum, exclusiveMinimum, maximum }: KeyState): Message {
  if (exclusiveMinimum !== undefined)
    return maximum === undefined
      ? say`${noun} above ${exclusiveMinimum}`
      : say`${noun} above ${exclusiveMinimum} and at most ${maximum}`;
  if (minimum !== undefined && maximum !== undefined) return say`${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined)
    return minimum === 0 ? say`${noun} that is not negative` : say`${noun} of at least ${minimum}`;
  return maximum === undefined ? say`${noun}` : say`${noun} of at most ${maximum}`;
}

/** Reads on after "not". Never quotes a secret. */
export function given(entry: MaybeSecret, node: Exclude<Node, UnreadNode>): Message {
  if (node.kind === "map") return say`a table`;
  if (node.kind === "list") return node.items.length === 0 ? say`an empty list` : say`a list`;
  if (node.value === "") return say`an empty text`;
  const noun = valueNouns[node.type];
  const source = writtenText(entry, node);
  if (node.type === "null" || source === undefined) return noun.some;
  const text = node.type === "string" ? quoted(textOfScalar(entry, node) ?? source) : source;
  if (node.type === "untyped" && /^[+-]?\d+(?:\.\d+)?$/.test(source)) return say`the number ${source}`;
  return say`${noun.the} ${text.length > 60 ? say`${text.slice(0, 57)}...` : text}`;
}

const valueNouns = {
  string: { the: say`the text`, some: say`a text` },
  integer: { the: say`the integer`, some: say`an integer` },
  float: { the: say`the float`, some: say`a float` },
  boolean: { the: say`the boolean`, some: say`a boolean` },
  datetime: { the: say`the date`, some: say`a date` },
  null: { the: say`nothing`, some: say`nothing` },
  untyped: { the: say`the text`, some: say`a text` },
} as const;
