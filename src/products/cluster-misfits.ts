/** What is not in its place in a cluster.yaml, for the reader to find the line that is indented as nobody meant it. */
import { DiagnosticBag } from "../diagnostics/bag.ts";
import { type DocumentSchema, freeMapsIn } from "../schema/check-document.ts";
import { schema } from "../schema/generated/documents/cluster.schema.ts";
import type { Entry, MapNode } from "../source/tree.ts";
import type { Misfit, Misfits } from "../source/yaml-mend.ts";
import { checkCluster } from "./check-cluster.ts";
import type { Product } from "./product.ts";

/** Only asked of a text in which something is wrong, so that what it needs is made then. */
export function misfitsOf(products: readonly Product[]): Misfits {
  let names: ReadonlySet<string> | undefined;
  const isKnown = (name: string) => {
    names ??= namesIn(products);
    return names.has(name);
  };
  const fitsElsewhere = ({ key, value }: Pick<Entry, "key" | "value">) => {
    const below = value.kind === "map" ? [...value.entries.keys()] : [];
    // A number is the key of a shard.
    return isKnown(key) || /^\d+$/.test(key) || below.some(isKnown);
  };
  return (document) => {
    const found: Misfit[] = [];
    checkCluster(document, products, new DiagnosticBag("cluster-in-production"), (misfit) => {
      const { at } = misfit;
      if ("lacks" in misfit) found.push({ at, lacks: misfit.lacks, fitsElsewhere: true });
      else if ("isForm" in misfit) found.push({ at, fitsElsewhere: misfit.isForm });
      else found.push({ at, fitsElsewhere: fitsElsewhere({ key: misfit.unknown, value: misfit.value }) });
    });
    for (const product of products) {
      const section = document.entries.get(product.name)?.value;
      for (const map of section === undefined ? [] : freeMapsIn(section, product.section.schema))
        for (const entry of strayKeys(map, "", pathsIn(product)))
          found.push({ at: entry.keyAt, fitsElsewhere: fitsElsewhere(entry) });
    }
    return found.sort((a, b) => a.at.start - b.at.start);
  };
}

/** Every key that the language has anywhere, and those that begin a key of a program. */
function namesIn(products: readonly Product[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: DocumentSchema): void => {
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      names.add(name);
      visit(property);
    }
    for (const one of [part.items, part.additionalProperties, ...(part.oneOf ?? []), ...(part.anyOf ?? [])])
      if (typeof one === "object") visit(one);
  };
  for (const one of [schema, ...products.map(({ section }) => section.schema)]) visit(one);
  for (const product of products) {
    names.add(product.name);
    for (const path of pathsIn(product)) names.add(path.slice(path.lastIndexOf(".") + 1));
  }
  return names;
}

const paths = new WeakMap<Product, ReadonlySet<string>>();

/** The dotted keys of all programs of a product, and the tables on the way to them, once with a dot behind them. */
function pathsIn(product: Product): ReadonlySet<string> {
  let known = paths.get(product);
  if (known === undefined) {
    const all = new Set<string>();
    for (const { catalogue } of product.programs) {
      for (const { key } of catalogue.keys) {
        const path = key.replaceAll("[]", "");
        all.add(path);
        for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1))
          all.add(path.slice(0, dot)).add(path.slice(0, dot + 1));
      }
    }
    paths.set(product, all);
    known = all;
  }
  return known;
}

/** Keys of `config` that no program of the product has at that place. */
function* strayKeys(map: MapNode, prefix: string, known: ReadonlySet<string>): Generator<Entry> {
  for (const entry of map.entries.values()) {
    const path = prefix + entry.key;
    if (!known.has(path)) yield entry;
    // A reference to a secret is a map as well.
    else if (entry.value.kind === "map" && known.has(`${path}.`))
      yield* strayKeys(entry.value, `${path}.`, known);
  }
}
