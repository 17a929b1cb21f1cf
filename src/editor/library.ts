/** Everything that is known and that an editor may show: made once, and the same for all files. */
import type { Code } from "../diagnostics/diagnostic.ts";
import type { KeyReference, Product } from "../products/product.ts";
import type { DocumentKey, ProseSchema } from "../schema/documents/document-keys.ts";

export interface Library {
  readonly products: readonly Product[];
  /** Of all programs. */
  readonly references: readonly KeyReference[];
  /** Of cluster.yaml, with the sections of all products. */
  readonly cluster: ProseSchema;
  readonly clusterKeys: readonly DocumentKey[];
  /** Of .cfgc.yaml. */
  readonly settings: ProseSchema;
  readonly settingsKeys: readonly DocumentKey[];
  readonly codes: readonly Code[];
}

/** Of the program that is called so. */
export function referenceNamed(
  program: string | undefined,
  { references }: Library,
): KeyReference | undefined {
  return references.find(({ catalogue }) => catalogue.program === program);
}
