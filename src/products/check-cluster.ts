/** Checks a cluster.yaml against the language: its own keys, then the section of each product. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { say } from "../diagnostics/message.ts";
import { wrongType } from "../schema/codes/value-codes.ts";
import type { DocumentSchema } from "../schema/document-schema.ts";
import { checkDocument, type DocumentMisfit } from "../schema/documents/check-document.ts";
import { schema } from "../schema/generated/documents/cluster.schema.ts";
import { validate } from "../schema/generated/documents/cluster.validator.ts";
import type { Entry, MapNode, Node } from "../source/tree.ts";
import { releasesOfAny } from "./known-releases.ts";
import type { Product } from "./product.ts";

interface Checked {
  readonly products: readonly Product[];
  readonly known: MapNode;
}

/** Documents in which nothing is wrong: each is checked when it is read, and again when it is judged. */
const sound = new WeakMap<MapNode, Checked>();

/** Reports what is wrong with a cluster.yaml, and gives what is known of it. */
export function checkCluster(
  document: MapNode,
  products: readonly Product[],
  bag: DiagnosticBag,
  onMisfit?: (misfit: DocumentMisfit) => void,
): MapNode {
  const checked = sound.get(document);
  if (checked?.products === products) return checked.known;
  const before = bag.size;
  const known = checkedPart(document, products, bag, onMisfit);
  if (bag.size === before) sound.set(document, { products, known });
  return known;
}

function checkedPart(
  document: MapNode,
  products: readonly Product[],
  bag: DiagnosticBag,
  onMisfit: ((misfit: DocumentMisfit) => void) | undefined,
): MapNode {
  const sections = new Set(products.map((product) => product.name));
  // The names of sections are offered for a misspelt one, so the schema that messages use has them.
  const withSections: DocumentSchema = {
    ...schema,
    properties: {
      ...schema.properties,
      ...Object.fromEntries(products.map(({ name, section }) => [name, section.schema])),
    },
  };
  const site = checkDocument(
    document,
    { schema: withSections, validate, path: [], except: sections, onMisfit },
    bag,
  );
  const entries = new Map(site.entries);
  for (const product of products) {
    const entry = entries.get(product.name);
    if (entry !== undefined)
      entries.set(product.name, { ...entry, value: knownSection(entry, product, bag, onMisfit) });
  }
  return { ...site, entries };
}

function knownSection(
  { keyAt, value }: Entry,
  { name, section, programs }: Product,
  bag: DiagnosticBag,
  onMisfit: ((misfit: DocumentMisfit) => void) | undefined,
): Node {
  if (value.kind === "unread") return value;
  const releases = () => releasesOfAny(programs);
  if (value.kind === "map")
    return checkDocument(value, { ...section, path: [name], releases, onMisfit }, bag);
  onMisfit?.({ at: keyAt, isForm: true });
  bag.report(wrongType, { at: keyAt, key: name, message: say`"${name}" must be a table of its settings` });
  return { kind: "unread", at: value.at };
}
