import { writeAround } from "../../diagnostics/fix.ts";
import { advice, certain } from "../../diagnostics/help.ts";
import { type Message, quoted, say } from "../../diagnostics/message.ts";
import { redact } from "../../diagnostics/redact.ts";
import type { ScalarNode } from "../../source/tree.ts";
import type { KeyEntry, KeyState } from "../catalogue.ts";
import { misreadValue } from "../codes/value-codes.ts";
import type { KeyCheck } from "../keys/key-check.ts";
import { writtenText } from "../secrets/sayable-value.ts";
import { hasType } from "./has-type.ts";

/**
 * The scalar with the type that the key gives it, where the file's own syntax leaves that open or gets it wrong.
 * Undefined if the program gets something else than is written, which is reported.
 */
export function coerceScalar(
  node: ScalarNode,
  entry: KeyEntry,
  state: KeyState,
  check: KeyCheck,
): ScalarNode | undefined {
  if (node.type === "untyped") return typed(node, state);
  if (node.type === "string" && entry.acceptQuoted) return unquoted(node, state);
  if (entry.secret && node.bare) reportCutOff(node, entry, check);
  const isMisread =
    node.bare === true &&
    node.type !== "null" &&
    state.types.includes("string") &&
    !state.types.some((type) => hasType(type, node));
  return isMisread ? misread(node, entry, check) : node;
}

/** ` #` begins a comment; with no blank behind it, it was probably meant as a part of the secret. */
function reportCutOff(node: ScalarNode, entry: KeyEntry, check: KeyCheck): void {
  const rest = node.at.file.text.slice(node.at.end).split("\n", 1)[0] ?? "";
  if (!/^[ \t]+#\S/.test(rest)) return;
  redact({ file: node.at.file, start: node.at.end, end: node.at.end + rest.length });
  check.bag.report(misreadValue, {
    at: node.at,
    key: entry.key,
    message: say`"${entry.key}" ends before the blank and the #, because what follows is a comment`,
    help: advice`put the whole value in quotes, or a blank after the #`,
  });
}

/** `"8088"` and `"true"`, as the vendors' own tools write them; the digits 0 and 1 are no booleans there. */
function unquoted(node: ScalarNode, state: KeyState): ScalarNode {
  const isDigit = /^[01]$/.test(String(node.value));
  return isDigit && !state.types.includes("integer") ? node : typed(node, state);
}

const nouns: Readonly<Record<string, Message>> = {
  integer: say`an integer`,
  float: say`a float`,
  boolean: say`a boolean`,
  datetime: say`a date`,
};

/** Undefined if the program gets another text than the one that is written. */
function misread(node: ScalarNode, entry: KeyEntry, check: KeyCheck): ScalarNode | undefined {
  const text = node.at.file.text.slice(node.at.start, node.at.end);
  const survives = node.type === "datetime" ? /^\d{4}-\d\d-\d\d$/.test(text) : String(node.value) === text;
  const shown = writtenText(entry, node);
  const isLost = node.type === "boolean" || !survives;
  check.bag.report(misreadValue, {
    at: node.at,
    key: entry.key,
    message: isLost
      ? say`"${entry.key}" is a text, but without quotes it is read as ${nouns[node.type] ?? say`something`}, which is something else`
      : say`"${entry.key}" is a text, but without quotes it is read as ${nouns[node.type] ?? say`something`}; whether ${check.program} takes that is not known`,
    help: certain(
      writeAround(node.at, say`"`, say`"`),
      shown === undefined ? say`put it in quotes` : say`write it in quotes: ${quoted(shown)}`,
    ),
    ...(isLost ? { severity: "error" as const } : {}),
  });
  return isLost ? undefined : { ...node, type: "string", value: text };
}

/** A bare text as the first type that the key takes and the text can be. */
function typed(node: ScalarNode, state: KeyState): ScalarNode {
  const text = String(node.value);
  for (const type of state.types) {
    if (type === "integer" && /^[+-]?\d{1,15}$/.test(text)) return { ...node, type, value: Number(text) };
    if (type === "number" && /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text))
      return { ...node, type: "float", value: Number(text) };
    if (type === "boolean" && /^(?:true|false|1|0)$/i.test(text))
      return { ...node, type, value: /^(?:true|1)$/i.test(text) };
    if (type === "string") return { ...node, type };
  }
  return node;
}
