import type { Node } from "../../source/tree.ts";
import type { JsonType } from "../catalogue.ts";

/** Whether the syntax tree has the type: `1.0` is no integer although JSON cannot tell. */
export function hasType(type: JsonType, node: Node): boolean {
  switch (type) {
    case "object":
      return node.kind === "map";
    case "array":
      return node.kind === "list";
    case "number":
      return node.kind === "scalar" && (node.type === "float" || node.type === "integer");
    default:
      return node.kind === "scalar" && node.type === type;
  }
}
