/** Texts of a cluster.yaml that no place takes. */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { advice } from "../../diagnostics/help.ts";
import { digits, type Name, say } from "../../diagnostics/message.ts";
import type { Node } from "../../source/tree.ts";
import { placeholderLeft, wrongType } from "../codes/value-codes.ts";
import { type DocumentSchema, schemaOfProperty } from "../document-schema.ts";
import { hasPlaceholder } from "../values/placeholders.ts";
import { isUnprintable } from "../values/unprintable.ts";
import type { KnownPart } from "./known-part.ts";

interface TextCheck {
  /** Keys that somebody else checks. */
  readonly except?: ReadonlySet<string>;
  readonly known: KnownPart;
  readonly bag: DiagnosticBag;
  /** How messages call a place. */
  readonly keyOf: (path: readonly Name[]) => Name;
}

/**
 * Reports them of the keys that the schema knows; what is below `config` is the business of the programs'
 * own keys. `path` is that of the node, and grows and shrinks on the way.
 */
export function reportTexts(
  node: Node,
  schema: DocumentSchema | undefined,
  check: TextCheck,
  path: (Name | number)[] = [],
): void {
  if (schema === undefined) return;
  if (node.kind === "map") {
    for (const { key, value } of node.entries.values()) {
      if (path.length === 0 && check.except?.has(key)) continue;
      path.push(key);
      reportTexts(value, schemaOfProperty(schema, node, key), check, path);
      path.pop();
    }
  } else if (node.kind === "list") {
    for (const [index, item] of node.items.entries()) {
      path.push(index);
      reportTexts(item, schema.items, check, path);
      path.pop();
    }
  } else if (isUnprintable(node, schema)) {
    check.known.refuse(node);
    const key = check.keyOf(path.map(segmentOf));
    check.bag.report(wrongType, {
      at: node.at,
      key,
      message: say`"${key}" must be a text of one line without control characters`,
    });
  } else if (schema["x-free-text"] !== true && hasPlaceholder(node, lastName(path), isSecret(schema))) {
    check.known.refuse(node);
    const key = check.keyOf(path.map(segmentOf));
    check.bag.report(placeholderLeft, {
      at: node.at,
      key,
      message: say`"${key}" still holds the placeholder of a document, and no program here expands it`,
      help: advice`write the real value`,
    });
  }
}

function isSecret(schema: DocumentSchema): boolean {
  return schema["x-secret"] === true;
}

function segmentOf(part: Name | number): Name {
  return typeof part === "number" ? digits(part, 1) : part;
}

/** That of the key which a value, or the list that holds it, belongs to. */
function lastName(path: readonly (Name | number)[]): string {
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const part = path[index];
    if (typeof part === "string" && !/^\d+$/.test(part)) return part;
  }
  return "";
}
