/** Checks one value against what a program takes for its key at a release. */

import { writeAt } from "../../diagnostics/fix.ts";
import { advice, choice, type Help, offer } from "../../diagnostics/help.ts";
import { type Message, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import { type MapNode, type Node, type ScalarNode, someLeaf, type UnreadNode } from "../../source/tree.ts";
import type { KeyEntry, KeyState } from "../catalogue.ts";
import { placeholderLeft, secretInPlainText, wrongType } from "../codes/value-codes.ts";
import { bytesOf, formats } from "../formats/formats.ts";
import { takesValue } from "../key-state.ts";
import type { KeyCheck } from "../keys/key-check.ts";
import { textOfScalar } from "../secrets/sayable-value.ts";
import { reportCredentials } from "../secrets/written-credentials.ts";
import { placeholderMark, plainOf, type Value, valueIn } from "../value.ts";
import { compareVersions } from "../versions.ts";
import { reportBeyond64Bits } from "./beyond-64-bits.ts";
import { coerceScalar } from "./coerce-scalar.ts";
import { hasType } from "./has-type.ts";
import { hasPlaceholder } from "./placeholders.ts";
import { suggestion } from "./suggest-value.ts";
import { reportSurprise, reportUnlikely } from "./surprising-value.ts";
import { given, otherRelease, wanted } from "./value-words.ts";

/** The value, or undefined if it is not one that the program takes; what is wrong is reported. */
export function checkValue(
  entry: KeyEntry,
  state: KeyState,
  given: Node,
  check: KeyCheck,
): Value | undefined {
  const held = heldBy(given, entry, state, check);
  if (held === undefined) return undefined;
  const { node, value, isRefused } = held;
  if (hasPlaceholder(node, entry.key, entry.secret === true)) {
    reportPlaceholder(entry, state, node, isRefused, check);
    return undefined;
  }
  if (value === undefined || isRefused) {
    reportWrongType(entry, state, node, check);
    return undefined;
  }
  if (reportBeyond64Bits(entry.key, node, check)) return undefined;
  if (reportUnwritable(entry, state, node, value, check)) return undefined;
  reportSurprise(entry, state, node, check);
  reportUnlikely(entry, node, value, check);
  reportLiteralSecret(entry, node, value, check);
  // Of a cluster.yaml the whole document is looked through.
  if (check.setIn === "file" && !entry.secret) reportCredentials(node, entry.key, check.bag);
  return value;
}

/**
 * Reports a value that is refused although nobody reads it: the program deserializes every key that it declares.
 * What the value means does not matter here.
 */
export function checkUnusedValue(entry: KeyEntry, state: KeyState, given: Node, check: KeyCheck): void {
  const held = heldBy(given, entry, state, check);
  if (!held?.isRefused) return;
  if (hasPlaceholder(held.node, entry.key, entry.secret === true))
    reportPlaceholder(entry, state, held.node, true, check);
  else reportWrongType(entry, state, held.node, check);
}

interface Held {
  readonly node: Exclude<Node, UnreadNode>;
  readonly value: Value | undefined;
  readonly isRefused: boolean;
}

/** What a node holds for its key; undefined where that cannot be told. */
function heldBy(given: Node, entry: KeyEntry, state: KeyState, check: KeyCheck): Held | undefined {
  if (given.kind === "unread") return undefined;
  if (entry.secret) redact(given.at);
  const whole = given.kind === "map" ? (valueOfTable(given, entry, state, check) ?? given) : given;
  const node = whole.kind === "scalar" ? coerceScalar(whole, entry, state, check) : whole;
  // Of a list with an item that could not be read nothing is known, and the item has its finding.
  if (node === undefined || holdsUnread(node)) return undefined;
  const value = valueIn(node);
  return { node, value, isRefused: value === undefined || !takes(value, state, node, check, entry) };
}

/** `{ Append = {} }` for `"Append"`. */
function valueOfTable(
  { at, entries }: MapNode,
  { valueTablesSince: since, values: newest }: KeyEntry,
  { values = newest }: KeyState,
  { version }: KeyCheck,
): ScalarNode | undefined {
  const [only, another] = entries.values();
  if (since === undefined || compareVersions(version, since) < 0 || another !== undefined) return undefined;
  if (only?.value.kind !== "map" || only.value.entries.size > 0 || !values?.includes(only.key))
    return undefined;
  return { kind: "scalar", at, type: "string", value: only.key };
}

function takes(value: Value, state: KeyState, node: Node, check: KeyCheck, entry: KeyEntry): boolean {
  if (!state.types.some((type) => hasType(type, node))) return false;
  let plain = plainOf(value);
  if (entry.caseInsensitive && typeof plain === "string") plain = plain.toLowerCase();
  if (typeof plain === "string" && !takesValue(entry, plain, check.version)) return false;
  return check.isValid(state.shape, plain);
}

function holdsUnread(node: Node): boolean {
  return someLeaf(node, ({ kind }) => kind === "unread");
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
    message: say`"${entry.key}" still holds the placeholder of a document; ${refused ? consequence(entry, check) : say`${check.program} takes it literally`}`,
    help: refused ? advice`write ${wanted(state)}` : advice`write the real value`,
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
      ? say`"${entry.key}" holds an item of another form than ${check.program} takes; ${consequence(entry, check)}`
      : takesType(state, node)
        ? say`"${entry.key}" ${node.kind === "map" ? say`is a table of another form than ${check.program} takes` : say`cannot be ${given(entry, node)}`}; ${consequence(entry, check)}`
        : say`"${entry.key}" must be ${wanted(state)}, not ${given(entry, node)}; ${outOfBounds(entry, state, node, check) ?? consequence(entry, check)}`,
    help:
      lostValue(node) ??
      (entry.secret
        ? undefined
        : (otherRelease(
            entry,
            state,
            node.kind === "scalar" ? textOfScalar(entry, node) : undefined,
            check.version,
          ) ??
          suggestion(entry, state, node) ??
          inBytes(entry, state, node) ??
          withinBounds(state, node))),
    ...(check.setIn === "file" && isUndocumented(entry, check) ? { severity: "warning" as const } : {}),
  });
}

/** Where nothing is left of a value, because YAML takes its first character for something else. */
export function lostValue(node: Node): Help | undefined {
  if (node.kind !== "scalar" || node.type !== "null") return undefined;
  const { file, start } = node.at;
  const before = file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start);
  if (file.text.charAt(start) === "#" && /\s$/.test(before))
    return advice`put the value in quotes: without them # begins a comment`;
  return /:\s+&\S+\s*$/.test(before)
    ? advice`put the value in quotes: without them & begins an anchor`
    : undefined;
}

/** A list where a list belongs: what is wrong is in it. */
function isListInList(state: KeyState, node: Exclude<Node, UnreadNode>): boolean {
  return node.kind === "list" && node.items.length > 0 && state.types.includes("array");
}

/** "A text or a table, not the text" would be no answer: it is the word that is wrong. */
function takesType(state: KeyState, node: Exclude<Node, UnreadNode>): boolean {
  const isBound = state.values ?? state.format ?? state.minimum ?? state.exclusiveMinimum ?? state.maximum;
  return isBound === undefined && state.types.length > 1 && state.types.some((type) => hasType(type, node));
}

/** The bound that a number misses. */
function withinBounds(state: KeyState, node: Node): Help | undefined {
  const { minimum, maximum, except, default: usual } = state;
  if (node.kind !== "scalar" || typeof node.value !== "number") return undefined;
  if (node.value === except) return advice`write ${except + 1} or more`;
  const isLess = minimum !== undefined && node.value < minimum;
  const isMore = maximum !== undefined && node.value > maximum;
  const bound = isLess ? minimum : isMore ? maximum : undefined;
  if (bound === undefined) return undefined;
  const words = say`write ${bound} or ${isLess ? "more" : "less"}`;
  const way = (number: number) => ({
    title: say`write ${number}`,
    edits: writeAt(node.at, say`${number}`),
    isCertain: false,
  });
  // The least number that is read is often none that makes sense.
  if (typeof usual !== "number") return choice(words, isMore ? [way(bound)] : []);
  return choice(
    say`${words}; the default is ${usual}`,
    usual === bound ? [way(usual)] : [way(usual), way(bound)],
  );
}

/** A size where the program wants a bare number of bytes. */
function inBytes(entry: KeyEntry, state: KeyState, node: Node): Help | undefined {
  if (entry.unit !== "bytes" || state.types.includes("string")) return undefined;
  if (node.kind !== "scalar" || typeof node.value !== "string") return undefined;
  const bytes = bytesOf(node.value);
  return bytes === undefined
    ? undefined
    : offer(writeAt(node.at, say`${bytes}`), say`write ${bytes}, the number of bytes`);
}

function isUndocumented(entry: KeyEntry, { catalogue }: KeyCheck): boolean {
  return (entry.wrongValues ?? catalogue.wrongValues) === "undocumented";
}

/** Of a value that the type in the program takes, so that the file is read. */
function outOfBounds(entry: KeyEntry, state: KeyState, node: Node, check: KeyCheck): Message | undefined {
  if (state.outOfBounds === undefined || node.kind !== "scalar") return undefined;
  const format = state.format === undefined ? undefined : formats[state.format];
  const fits =
    typeof node.value === "string"
      ? format?.within?.(node.value)
      : typeof node.value === "number" &&
        (node.value >= 0 || !/^(?:NonZero)?[uU]/.test(entry.nativeType ?? "u"));
  return fits ? say`${check.program} ${state.outOfBounds}` : undefined;
}

function consequence(entry: KeyEntry, check: KeyCheck): Message {
  const { catalogue, program } = check;
  if (isUndocumented(entry, check)) return say`what ${program} makes of it is not documented`;
  return catalogue.knownFrom === "documentation" && entry.wrongValues !== "refused"
    ? say`the documentation of ${program} allows nothing else`
    : say`${program} does not start with it`;
}

function reportUnwritable(
  entry: KeyEntry,
  state: KeyState,
  node: Node,
  value: Value,
  check: KeyCheck,
): boolean {
  const format = state.format === undefined ? undefined : formats[state.format];
  const reason = typeof value === "string" ? format?.unwritable?.(value, check.version) : undefined;
  if (reason === undefined) return false;
  check.bag.report(wrongType, {
    at: node.at,
    key: entry.key,
    message: say`"${entry.key}" ${reason}, which ${check.program} reads and cannot write back, so its start panics`,
    help: advice`write the value that is meant`,
  });
  return true;
}

function reportLiteralSecret(entry: KeyEntry, node: Node, value: Value, check: KeyCheck): void {
  if (!entry.secret || value === "" || String(value).startsWith(placeholderMark)) return;
  check.bag.report(secretInPlainText, {
    at: node.at,
    key: entry.key,
    message: say`the secret "${entry.key}" stands in plain text`,
    help:
      check.secretInstead?.(node.at, entry.key) ?? advice`keep the file readable for the program's user only`,
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
