import type { Node } from "../../source/tree.ts";
import type { DocumentSchema } from "../document-schema.ts";

/**
 * Whether a text has a line break or a character that nobody sees in it. Names, paths and addresses go into scripts,
 * units, comments and documents, few of which could carry them, so no place takes them but those of free texts.
 */
export function isUnprintable(node: Node, schema: DocumentSchema): boolean {
  if (node.kind !== "scalar" || typeof node.value !== "string") return false;
  if (schema["x-free-text"] === true || schema["x-secret"] === true) return false;
  return /[\0-\x1f\x7f-\x9f\u2028\u2029]|\p{Cs}/u.test(node.value);
}
