/** What to write instead of a value that a key does not take: the words and the edit are of one text. */
import { writeAt, writeText } from "../../diagnostics/fix.ts";
import { advice, certain, type Help, offer } from "../../diagnostics/help.ts";
import { joined, quoted, type Sayable, say } from "../../diagnostics/message.ts";
import type { ListNode, Node, ScalarNode, UnreadNode } from "../../source/tree.ts";
import type { KeyState } from "../catalogue.ts";
import { formats } from "../formats/formats.ts";
import { nearest } from "../nearest.ts";
import { type MaybeSecret, textOfScalar, writtenText } from "../secrets/sayable-value.ts";
import { isOnlyNear } from "../spelling-help.ts";
import { hasType } from "./has-type.ts";

/** Undefined where nothing tells what was meant; certain where it can be nothing else. */
export function suggestion(
  entry: MaybeSecret,
  state: KeyState,
  node: Exclude<Node, UnreadNode>,
): Help | undefined {
  if (node.kind === "list")
    return state.types.includes("string") ? joinedList(entry, state, node) : undefined;
  if (node.kind !== "scalar") return undefined;
  if (node.type !== "string") return withoutQuotes(entry, state, node) ?? inQuotes(entry, state, node);
  const text = textOfScalar(entry, node);
  return text === undefined
    ? undefined
    : (bare(state, node, text) ?? wordHelp(state, node, text) ?? list(state, node, text));
}

/** A number or a boolean in quotes, where only the bare one is taken. */
function bare(state: KeyState, node: ScalarNode, text: Sayable): Help | undefined {
  if (state.types.includes("string")) return undefined;
  const { values } = state;
  const isNumber = state.types.includes("integer") && /^-?\d+$/.test(text);
  const isWord = state.types.includes("boolean") && /^(?:true|false)$/i.test(text);
  if (!isNumber && !isWord) return undefined;
  if (isNumber && (values === undefined ? !isWithin(Number(text), state) : !values.includes(text)))
    return undefined;
  const written = isWord ? text.toLowerCase() : text;
  const isPlain = isWord || /^(?:0|-?[1-9]\d{0,14})$/.test(text);
  const words = say`write ${written} without quotes`;
  return isPlain ? certain(writeAt(node.at, written), words) : advice`write ${written} without quotes`;
}

/** `"8"` where the syntax knows no quotes. */
function withoutQuotes(entry: MaybeSecret, state: KeyState, node: ScalarNode): Help | undefined {
  const inner = writtenText(entry, node)?.match(/^(["'])(-?\d{1,15})\1$/)?.[2];
  if (node.type !== "untyped" || inner === undefined || !isWithin(Number(inner), state)) return undefined;
  if (!state.types.includes("integer") && !state.types.includes("number")) return undefined;
  return offer(writeAt(node.at, inner), say`write ${inner} without quotes`);
}

/** The word of the list that is near, or the same said in the syntax of the key. */
function wordHelp(state: KeyState, { at }: ScalarNode, text: Sayable): Help | undefined {
  const format = state.format === undefined ? undefined : formats[state.format];
  // A number is not misspelt: another one says another thing.
  const isNumber = /^-?\d+$/.test(text);
  const meant = state.values ? (isNumber ? undefined : nearest(text, state.values)) : format?.suggest?.(text);
  if (meant === undefined) return undefined;
  const isText = state.types.includes("string");
  return (isOnlyNear(meant, state.values ?? [], text) ? certain : offer)(
    isText ? writeText(at, meant) : writeAt(at, meant),
    say`write ${isText ? quoted(meant) : meant}`,
  );
}

function list(state: KeyState, { at }: ScalarNode, text: Sayable): Help | undefined {
  if (!state.types.includes("array")) return undefined;
  if (/^-\S/.test(text)) return advice`put a blank after the hyphen before each item`;
  const items = text.split(",").map((item) => quoted(item.trim()));
  const written = say`[${joined(items, ", ")}]`;
  const isOne = !/[\s,;[\]]/.test(text) && text !== "";
  return (isOne ? certain : offer)(writeAt(at, written), say`write a list: ${written}`);
}

/** Where the type is right, or the text in quotes would be refused or mean another thing, quotes do not help. */
function inQuotes(entry: MaybeSecret, state: KeyState, node: ScalarNode): Help | undefined {
  const text = writtenText(entry, node);
  if (text === undefined || node.type === "null") return undefined;
  if (!state.types.includes("string") || state.types.some((type) => hasType(type, node))) return undefined;
  if (state.values !== undefined && !state.values.includes(text)) return undefined;
  const format = state.format === undefined ? undefined : formats[state.format];
  if (format?.unit !== undefined && /^\d/.test(text))
    return advice`write a text with a unit, such as "${text}${format.unit}"`;
  if (format?.unit !== undefined) return undefined;
  if (format !== undefined && !(format.takesNumber && format.test(text))) return undefined;
  return certain(writeAt(node.at, quoted(text)), say`write it in quotes: ${quoted(text)}`);
}

/** Without its quotes a number that is out of the range would be refused as well. */
function isWithin(
  number: number,
  { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, except }: KeyState,
): boolean {
  return number >= minimum && number > exclusiveMinimum && number <= maximum && number !== except;
}

/** Only where the syntax of the key has lists in it. */
function joinedList(entry: MaybeSecret, { format }: KeyState, node: ListNode): Help | undefined {
  const texts = node.items.map((item) => (item.kind === "scalar" ? textOfScalar(entry, item) : undefined));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const whole = joined(texts, ",");
  const syntax = format === undefined ? undefined : formats[format];
  return syntax?.isList && syntax.test(whole)
    ? offer(writeAt(node.at, quoted(whole)), say`write one text: ${quoted(whole)}`)
    : undefined;
}
