import type { Product } from "../products/product.ts";
import { environmentKind, kindNamed, type ProductEntry, registry } from "../products/registry.ts";

/** Loads the products whose sections may be in these texts; too many do no harm. */
export async function productsNamedIn(texts: readonly string[]): Promise<Product[]> {
  const named = registry.filter(({ name }) => texts.some((text) => text.includes(name)));
  return Promise.all(named.map((entry) => entry.load()));
}

/** Loads the products that have files of these kinds. */
export async function productsOfKinds(kinds: Iterable<string>): Promise<Product[]> {
  const entries = new Set([...kinds].flatMap(entriesFor));
  return Promise.all([...entries].map((entry) => entry.load()));
}

function entriesFor(kind: string): readonly ProductEntry[] {
  if (kind === environmentKind) return registry.filter((product) => product.readsVariables);
  return [kindNamed(kind)?.product ?? []].flat();
}

export async function allProducts(): Promise<Product[]> {
  return Promise.all(registry.map((entry) => entry.load()));
}
