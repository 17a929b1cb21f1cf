import type { Node } from "../../source/tree.ts";

/**
 * Whether some text of a tree holds what a format may not be able to carry: a control character, a line break, blanks
 * around it, what begins a comment, or what ends a block of the README.
 */
export function holdsUnusualText(node: Node): boolean {
  switch (node.kind) {
    case "scalar":
      return typeof node.value === "string" && unusual.test(node.value);
    case "list":
      return node.items.some(holdsUnusualText);
    case "map":
      for (const { key, value } of node.entries.values())
        if (unusual.test(key) || holdsUnusualText(value)) return true;
      return false;
    case "unread":
      return false;
  }
}

const unusual = /[\p{Cc}\p{Cs}\u2028\u2029]|^\s|\s$|\s(?:#|\/\/)|```/u;
