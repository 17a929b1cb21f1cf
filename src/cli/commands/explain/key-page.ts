import { keyFacts } from "../../../editor/reference/key-facts.ts";
import type { KeyReference } from "../../../products/product.ts";
import type { KeyEntry } from "../../../schema/catalogue.ts";
import type { DocumentKey } from "../../../schema/documents/document-keys.ts";
import type { KeyProse } from "../../../schema/prose.ts";
import { asked } from "./asked.ts";
import { factPage } from "./fact-page.ts";

/**
 * Everything known about a key, for each program and variant that has it, and the keys of cluster.yaml that become it.
 * `[PROGRAM:]KEY`, or its last segment.
 */
export function keyPages(
  what: string,
  references: readonly KeyReference[],
  clusterKeys: readonly DocumentKey[] = [],
): string[] {
  const { program, key } = askedKey(what);
  const candidates = references.filter(
    ({ catalogue }) => program === undefined || catalogue.program === program,
  );
  const pick = (matches: (entry: KeyEntry) => boolean) =>
    candidates.flatMap((reference) =>
      reference.catalogue.keys.flatMap((entry, index) => {
        const prose = reference.prose[index]?.[2];
        return matches(entry) && prose !== undefined ? [keyPage(entry, prose, reference, clusterKeys)] : [];
      }),
    );
  const exact = pick((entry) => entry.key === key);
  if (exact.length > 0) return exact;
  const variable = pick((entry) => entry.env?.some((one) => one.name === key) ?? false);
  return variable.length > 0 ? variable : pick((entry) => entry.key.endsWith(`.${key}`));
}

/** Whether a program has a key of exactly this path, and not only one that ends so. */
export function isWholeKey(what: string, references: readonly KeyReference[]): boolean {
  const { program, key } = askedKey(what);
  return references.some(
    ({ catalogue }) =>
      (program === undefined || catalogue.program === program) &&
      catalogue.keys.some((entry) => entry.key === key),
  );
}

function askedKey(what: string): { program: string | undefined; key: string } {
  const { program, name } = asked(what);
  return { program, key: name.replace(/\[\]$/, "") };
}

export function knownKeys(references: readonly KeyReference[]): string[] {
  return references.flatMap(({ catalogue }) => catalogue.keys.map((entry) => entry.key));
}

function keyPage(
  entry: KeyEntry,
  prose: KeyProse,
  reference: KeyReference,
  clusterKeys: readonly DocumentKey[],
): string {
  return factPage({
    title: `${reference.catalogue.program}: ${entry.key}`,
    description: prose.description,
    facts: keyFacts(entry, prose, reference, clusterKeys),
  });
}
