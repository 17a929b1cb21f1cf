import type { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { advice } from "../../../diagnostics/help.ts";
import { type Message, say } from "../../../diagnostics/message.ts";
import { wrongType } from "../../../schema/codes/value-codes.ts";
import type { MapNode, Node, ScalarNode } from "../../../source/tree.ts";

/**
 * `config` as the texts that will stand in a key=value file, so that `dataSync: 1` and `dataSync: true` mean what they
 * mean there. What such a file cannot carry is reported.
 */
export function configTexts(config: MapNode, bag: DiagnosticBag): MapNode {
  const entries = [...config.entries].map(
    ([name, entry]) => [name, { ...entry, value: asText(entry.key, entry.value, bag) }] as const,
  );
  return { ...config, entries: new Map(entries) };
}

function asText(key: Message, node: Node, bag: DiagnosticBag): Node {
  if (node.kind !== "scalar" || node.type === "null") return node;
  const value = textOf(node);
  const problem = problemOf(value);
  if (problem === undefined) return { ...node, type: "untyped", value };
  bag.report(wrongType, {
    at: node.at,
    key,
    message: say`the value of "${key}" ${problem}`,
    help: advice`write a value without it`,
  });
  return { kind: "unread", at: node.at };
}

/** Numbers stay as they are written: `2.00` is no 2. */
function textOf({ type, value, at }: ScalarNode): string {
  return type === "string" ? String(value).trim() : at.file.text.slice(at.start, at.end);
}

function problemOf(value: string): Message | undefined {
  if (/[\r\n\0]/.test(value)) return say`holds a line break, which a line of key=value cannot carry`;
  return /(?:^|\s)(?:\/\/|#)/.test(value)
    ? say`holds a blank and a comment sign, behind which the server may cut it off`
    : undefined;
}
