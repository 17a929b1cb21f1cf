import type { FileSide, Product } from "../products/product.ts";
import { environmentKind, registry } from "../products/registry.ts";

/** Loads the products whose sections may be in these texts; too many do no harm. */
export async function productsNamedIn(texts: readonly string[]): Promise<Product[]> {
  const named = registry.filter(({ name }) => texts.some((text) => text.includes(name)));
  return Promise.all(named.map((entry) => entry.load()));
}

/** Loads what linting files of these kinds takes; variables may belong to any kind of the products that read some. */
export async function productsOfKinds(kinds: Iterable<string>): Promise<FileSide[]> {
  const named = new Set(kinds);
  const loaded = registry.flatMap((product) => {
    const own = Object.keys(product.kinds);
    const all = named.has(environmentKind) && product.readsVariables === true;
    const wanted = own.filter((kind) => all || named.has(kind));
    return wanted.length === 0 ? [] : [product.loadFiles(new Set(wanted))];
  });
  return Promise.all(loaded);
}

export async function allProducts(): Promise<Product[]> {
  return Promise.all(registry.map((entry) => entry.load()));
}
