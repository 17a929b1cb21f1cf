/** Checks one value against what a program takes for its key at a release. */
import { conceal } from "../diagnostics/conceal.ts";
import type { Fix } from "../diagnostics/fix.ts";
import type { ListNode, MapNode, Node, UnreadNode } from "../source/tree.ts";
import { type KeyEntry, type KeyState, takesValue, valueSinceFor } from "./catalogue.ts";
import { placeholderLeft, secretInPlainText, surprisingValue, wrongType } from "./codes.ts";
import { formats } from "./formats/formats.ts";
import { hasType } from "./has-type.ts";
import type { KeyCheck } from "./key-check.ts";
import { nearest } from "./nearest.ts";
import { isNear } from "./respelt.ts";
import { settleScalar } from "./settle-scalar.ts";
import { placeholderMark, plainOf, type Value, valueIn } from "./value.ts";

/** The value, or undefined if it is not one that the program takes; what is wrong is reported. */
export function checkValue(
  entry: KeyEntry,
  state: KeyState,
  given: Node,
  check: KeyCheck,
): Value | undefined {
  if (given.kind === "unread") return undefined;
  if (entry.secret) conceal(given.at);
  const node = given.kind === "scalar" ? settleScalar(given, entry, state, check) : given;
  if (node === undefined) return undefined;
  const value = valueIn(node);
  const problem = value === undefined ? "null" : problemWith(value, state, node, check, entry);
  if (hasPlaceholder(node)) {
    reportPlaceholder(entry, state, node, problem !== undefined, check);
    return undefined;
  }
  if (value === undefined || problem !== undefined) {
    reportWrongType(entry, state, node, check);
    return undefined;
  }
  reportSurprise(entry, state, node, value, check);
  reportUnlikely(entry, node, value, check);
  reportLiteralSecret(entry, node, value, check);
  return value;
}

function problemWith(
  value: Value,
  state: KeyState,
  node: Node,
  check: KeyCheck,
  entry: KeyEntry,
): string | undefined {
  if (!state.types.some((type) => hasType(type, node))) return "type";
  let plain = plainOf(value);
  if (entry.caseInsensitive && typeof plain === "string") plain = plain.toLowerCase();
  if (typeof plain === "string" && !takesValue(entry, plain, check.version)) return "version";
  return check.isValid(state.shape, plain) ? undefined : "value";
}

/** A value that is nothing but `{name}` or `${name}`, or has such a part where a host belongs. */
function hasPlaceholder(node: Node): boolean {
  if (node.kind === "list") return node.items.some(hasPlaceholder);
  if (node.kind !== "scalar" || typeof node.value !== "string") return false;
  return /^\$?\{[A-Za-z_]\w*\}$|:\/\/\$?\{[A-Za-z_]\w*\}|^\$?\{[A-Za-z_]\w*\}:\d+$/.test(node.value.trim());
}

/** Where the syntax of the key has no room for it the program does not even start. */
function reportPlaceholder(
  entry: KeyEntry,
  state: KeyState,
  node: Node,
  refused: boolean,
  check: KeyCheck,
): void {
  check.bag.report(placeholderLeft, {
    at: node.at,
    key: entry.key,
    message: `"${entry.key}" still holds the placeholder of a document; ${refused ? consequence(check) : `${check.program} takes it literally`}`,
    help: refused ? `write ${wanted(state)}` : "write the real value",
    ...(refused ? { severity: "error" as const } : {}),
  });
}

function reportWrongType(
  entry: KeyEntry,
  state: KeyState,
  node: Exclude<Node, UnreadNode>,
  check: KeyCheck,
): void {
  check.bag.report(wrongType, {
    at: node.at,
    key: entry.key,
    message: isListInList(state, node)
      ? `"${entry.key}" holds an item of another form than ${check.program} takes; ${consequence(check)}`
      : `"${entry.key}" must be ${wanted(state)}, not ${given(entry, node)}; ${consequence(check)}`,
    help:
      lostValue(node) ??
      (entry.secret
        ? undefined
        : (otherRelease(entry, state, node.kind === "scalar" ? node.value : undefined, check.version) ??
          suggestion(state, node))),
    ...(check.door === "file" && check.catalogue.wrongValues === "undocumented"
      ? { severity: "warning" as const }
      : {}),
    fix: rewritten(entry, state, node, check),
  });
}

/** Where nothing is left of a value, because YAML takes its first character for something else. */
export function lostValue(node: Node): string | undefined {
  if (node.kind !== "scalar" || node.type !== "null") return undefined;
  const { file, start } = node.at;
  const before = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
  if (file.text.charAt(start) === "#" && /\s$/.test(before))
    return "put the value in quotes: without them # begins a comment";
  return /:\s+&\S+\s*$/.test(before) ? "put the value in quotes: without them & begins an anchor" : undefined;
}

/** A list where a list belongs: what is wrong is in it. */
function isListInList(state: KeyState, node: Exclude<Node, UnreadNode>): boolean {
  return node.kind === "list" && node.items.length > 0 && state.types.includes("array");
}

function consequence({ catalogue, program }: KeyCheck): string {
  if (catalogue.wrongValues === "undocumented") return `what ${program} makes of it is not documented`;
  return catalogue.knownFrom === "documentation"
    ? `the documentation of ${program} allows nothing else`
    : `${program} does not start with it`;
}

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

/** The value as it can only be meant: in quotes or without, as a list, or the one word of the list that is near. */
function rewritten(
  entry: KeyEntry,
  state: KeyState,
  node: Exclude<Node, UnreadNode>,
  check: KeyCheck,
): Fix | undefined {
  if (node.kind !== "scalar" || node.type === "untyped" || node.type === "null") return undefined;
  if (otherRelease(entry, state, node.value, check.version) !== undefined) return undefined;
  const to = (text: string): Fix => [{ at: node.at, text }];
  const { types, values } = state;
  if (node.type !== "string") {
    const text = node.at.file.text.slice(node.at.start, node.at.end);
    return suggestion(state, node)?.startsWith("write it in quotes") ? to(JSON.stringify(text)) : undefined;
  }
  const text = String(node.value);
  const near = values?.filter((value) => isNear(value, text)) ?? [];
  const [meant, other] = near;
  if (meant !== undefined) return other === undefined ? to(JSON.stringify(meant)) : undefined;
  if (types.includes("integer") && /^(?:0|-?[1-9]\d{0,14})$/.test(text)) return to(text);
  if (types.includes("boolean") && /^(?:true|false)$/i.test(text)) return to(text.toLowerCase());
  const isItem = types.includes("array") && !/[\s,;[\]]/.test(text) && text !== "";
  return isItem ? to(`[${JSON.stringify(text)}]`) : undefined;
}

/** Reads on after "must be". */
export function wanted(state: KeyState): string {
  if (state.values !== undefined)
    return `one of ${state.values.map((value) => JSON.stringify(value)).join(", ")}`;
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

function range(noun: string, { minimum, maximum }: KeyState): string {
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

function reportSurprise(entry: KeyEntry, state: KeyState, node: Node, value: Value, check: KeyCheck): void {
  const format = state.format === undefined ? undefined : formats[state.format];
  const surprise = typeof value === "string" ? format?.surprise?.(value) : undefined;
  if (surprise === undefined) return;
  check.bag.report(surprisingValue, {
    at: node.at,
    key: entry.key,
    message: `${surprise} for ${check.program}, in "${entry.key}"`,
    help: "write the value that is meant",
  });
}

/** A number beyond a bound that makes sense and that no document states. */
function reportUnlikely(entry: KeyEntry, node: Node, value: Value, check: KeyCheck): void {
  const number = plainOf(value);
  if (typeof number !== "number") return;
  const { likelyMinimum, likelyMaximum } = entry;
  const low = likelyMinimum !== undefined && number < likelyMinimum;
  const high = likelyMaximum !== undefined && number > likelyMaximum;
  if (!low && !high) return;
  check.bag.report(surprisingValue, {
    at: node.at,
    key: entry.key,
    message: `"${entry.key}" is ${number}, and ${low ? "less than" : "more than"} ${low ? likelyMinimum : likelyMaximum} makes no sense for ${check.program}, though no document states a bound`,
    help: "write the value that is meant",
  });
}

function reportLiteralSecret(entry: KeyEntry, node: Node, value: Value, check: KeyCheck): void {
  if (!entry.secret || value === "" || String(value).startsWith(placeholderMark)) return;
  check.bag.report(secretInPlainText, {
    at: node.at,
    key: entry.key,
    message: `the secret "${entry.key}" stands in plain text`,
    help:
      check.door === "config"
        ? "write a reference: { from_env: NAME } or { from_file: PATH }"
        : "keep the file readable for the program's user only",
  });
}

/** A reference to a secret under `config`, which takes the place of a literal there. */
export function isSecretReference(entry: KeyEntry, node: Node): node is MapNode {
  return (
    entry.secret === true &&
    node.kind === "map" &&
    (node.entries.has("from_env") || node.entries.has("from_file"))
  );
}
