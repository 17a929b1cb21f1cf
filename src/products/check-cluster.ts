/** Checks a cluster.yaml against the language: its own keys, then the section of each product. */
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { checkDocument, type DocumentSchema } from "../schema/check-document.ts";
import { wrongType } from "../schema/codes.ts";
import { schema } from "../schema/generated/documents/cluster.schema.ts";
import { validate } from "../schema/generated/documents/cluster.validator.ts";
import type { MapNode } from "../source/tree.ts";
import type { Product } from "./product.ts";

export function checkCluster(document: MapNode, products: readonly Product[], bag: DiagnosticBag): void {
  const sections = new Set(products.map((product) => product.name));
  // The names of sections are offered for a misspelt one, so the schema that messages use has them.
  const withSections: DocumentSchema = {
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries([...sections].map((name) => [name, {}])) },
  };
  checkDocument(document, { schema: withSections, validate, path: [], except: sections }, bag);
  for (const product of products) {
    const entry = document.entries.get(product.name);
    if (entry === undefined || entry.value.kind === "unread") continue;
    if (entry.value.kind === "map") {
      checkDocument(entry.value, { ...product.section, path: [product.name] }, bag);
    } else {
      bag.report(wrongType, {
        at: entry.keyAt,
        key: product.name,
        message: `"${product.name}" must be a table of its settings`,
      });
    }
  }
}
