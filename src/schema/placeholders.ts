/** Texts that a document leaves for its reader to fill in. */
import type { Node } from "../source/tree.ts";

/** `{name}`, `${name}` or `<name>`; `<ALIAS>` is a macro that DolphinDB expands. */
const blank = /(?:\$?\{[A-Za-z_]\w*\}|<(?!ALIAS>)[A-Za-z][\w -]*>)/.source;
/** As the whole value or the first folder of a path that documents write in angle brackets, or where a host belongs. */
const withBlank = new RegExp(
  `^${blank}$|://${blank}|^${blank}:\\d+$|(?:^|,\\s*)<(?!ALIAS>)[A-Za-z][\\w -]*>/`,
);

export function hasPlaceholder(node: Node): boolean {
  if (node.kind === "list") return node.items.some(hasPlaceholder);
  if (node.kind !== "scalar" || typeof node.value !== "string") return false;
  return holdsPlaceholder(node.value);
}

export function holdsPlaceholder(text: string): boolean {
  return withBlank.test(text.trim());
}
