import type { Code, Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import type { FileSide, Product } from "../products/product.ts";
import { environmentKind, registry } from "../products/registry.ts";
import { missingKey, unknownKey } from "../schema/codes/key-codes.ts";
import { wrongType } from "../schema/codes/value-codes.ts";
import { duplicateKey, yamlSyntax } from "../source/codes.ts";

/** Loads the products whose sections may be in these texts; too many do no harm. */
function productsNamedIn(sources: readonly SourceFile[]): Promise<Product[]> {
  const named = registry.filter(({ name }) => sources.some(({ text }) => text.includes(name)));
  return Promise.all(named.map((entry) => entry.load()));
}

/**
 * What is found with the products that the texts name. Where something is not in its place the line that names one may be
 * lost, and only with all products can be told what the lines below it belong to.
 */
export async function withProductsOf<T extends { readonly diagnostics: readonly Diagnostic[] }>(
  sources: readonly SourceFile[],
  find: (products: readonly Product[]) => T | Promise<T>,
): Promise<T & { readonly products: readonly Product[] }> {
  const products = await productsNamedIn(sources);
  const found = await find(products);
  const isLacking = found.diagnostics.some(({ code }) => ofForm.has(code));
  if (!isLacking || products.length === registry.length) return { ...found, products };
  const all = await allProducts();
  return { ...(await find(all)), products: all };
}

const ofForm: ReadonlySet<Code> = new Set([duplicateKey, missingKey, unknownKey, wrongType, yamlSyntax]);

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
