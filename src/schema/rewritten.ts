import type { Fix } from "../diagnostics/fix.ts";
import type { Node, UnreadNode } from "../source/tree.ts";
import type { KeyEntry, KeyState } from "./catalogue.ts";
import type { KeyCheck } from "./key-check.ts";
import { isNear } from "./respelt.ts";
import { textOfScalar } from "./sayable-value.ts";
import { otherRelease, suggestion } from "./value-words.ts";

/** The value as it can only be meant: in quotes or without, as a list, or the one word of the list that is near. */
export function rewritten(
  entry: KeyEntry,
  state: KeyState,
  node: Exclude<Node, UnreadNode>,
  check: KeyCheck,
): Fix | undefined {
  if (node.kind !== "scalar" || node.type === "untyped" || node.type === "null") return undefined;
  if (otherRelease(entry, state, textOfScalar(entry, node), check.version) !== undefined) return undefined;
  const to = (text: string): Fix => [{ at: node.at, text }];
  const { types, values } = state;
  if (node.type !== "string") {
    const text = node.at.file.text.slice(node.at.start, node.at.end);
    return suggestion(entry, state, node)?.startsWith("write it in quotes")
      ? to(JSON.stringify(text))
      : undefined;
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
