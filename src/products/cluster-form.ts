/**
 * What belongs where in a cluster.yaml, for the reader to find the line that is indented as nobody meant it, or that is
 * lost.
 */

import { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Name, say } from "../diagnostics/message.ts";
import { once } from "../diagnostics/once.ts";
import type { Catalogue } from "../schema/catalogue.ts";
import { type DocumentSchema, freeMapsIn, propertiesOf } from "../schema/document-schema.ts";
import { schema } from "../schema/generated/documents/cluster.schema.ts";
import { lastSegment, tableOf, tablesAbove } from "../schema/key-path.ts";
import type { Entry, MapNode, Node } from "../source/tree.ts";
import type { Block, Form, Misfit } from "../source/yaml-form.ts";
import { anyKey, anyName } from "../source/yaml-line-changes.ts";
import { checkCluster } from "./check-cluster.ts";
import type { Product } from "./product.ts";

/** Only asked of a text in which something is wrong, so that what it needs is made then. */
export function clusterForm(products: readonly Product[]): Form {
  let headers: readonly Header[] | undefined;
  return {
    misfits: misfitsOf(products),
    headers: (block) => {
      headers ??= headersIn(products);
      return headersFor(block, headers);
    },
  };
}

function misfitsOf(products: readonly Product[]): Form["misfits"] {
  let names: ReadonlySet<string> | undefined;
  const isKnown = (name: string) => {
    names ??= namesIn(products);
    return names.has(name);
  };
  const fitsElsewhere = ({ key, value }: Pick<Entry, "key" | "value">) => {
    const below = value.kind === "map" ? [...value.entries.keys()] : [];
    // A number is the key of a shard.
    return isKnown(key) || numbers.has(key) || below.some(isKnown);
  };
  return (document) => {
    const found: Misfit[] = [];
    checkCluster(document, products, new DiagnosticBag("cluster-in-production", true), (misfit) => {
      const { at } = misfit;
      if ("lacks" in misfit) found.push({ at, lacks: misfit.lacks, fitsElsewhere: true });
      else if ("isForm" in misfit)
        found.push((misfit.isText && goingOn(at)) || { at, fitsElsewhere: misfit.isForm });
      else found.push({ at, fitsElsewhere: fitsElsewhere({ key: misfit.unknown, value: misfit.value }) });
    });
    for (const product of products) {
      const section = document.entries.get(product.name)?.value;
      if (section?.kind === "map")
        for (const { item, under } of strayItems(section, product.section.schema))
          found.push({ at: item.at, under, fitsElsewhere: true });
      for (const { map, program } of section === undefined ? [] : freeMapsIn(section, product.section.schema))
        for (const entry of strayKeys(map, "", pathsAt(program, product)))
          found.push({ at: entry.keyAt, fitsElsewhere: fitsElsewhere(entry) });
    }
    return found.sort((a, b) => a.at.start - b.at.start);
  };
}

/** A wrong text that goes on with the items of a list whose key is lost, where those begin. */
function goingOn({ file, start, end }: Location): Misfit | undefined {
  const text = file.text.slice(start, end);
  const items = /^[^"'|>][^\n]*\n[ \t]*(?=- )/.exec(text)?.[0].length;
  return items === undefined ? undefined : { at: { file, start: start + items, end }, fitsElsewhere: true };
}

/**
 * The items at the end of a list that are called after another list, which is not there: `agent1` and `agent2` among
 * the controllers. Whoever writes a name may choose it, so one alone says nothing, nor do some that others stand behind.
 */
function* strayItems(
  section: MapNode,
  schema: DocumentSchema,
): Generator<{ readonly item: Node; readonly under: Name }> {
  const lost = new Map<string, Name>();
  for (const key of propertiesOf(schema))
    if (schema.properties?.[key]?.items?.properties?.alias !== undefined && !section.entries.has(key))
      lost.set(key.replace(/_|s$/g, ""), key);
  if (lost.size === 0) return;
  for (const { value } of section.entries.values()) {
    const items = value.kind === "list" ? value.items : [];
    const last = calledAfter(items.at(-1));
    const under = lost.get(last ?? "");
    if (under === undefined) continue;
    const start = items.findLastIndex((item) => calledAfter(item) !== last) + 1;
    // The first says what the list is of.
    if (start > 0 && items.length - start > 1) for (const item of items.slice(start)) yield { item, under };
  }
}

/** What an item is called by its alias, without the number. */
function calledAfter(item: Node | undefined): string | undefined {
  const alias = item?.kind === "map" ? item.entries.get("alias")?.value : undefined;
  if (alias?.kind !== "scalar" || typeof alias.value !== "string") return undefined;
  return /^[a-z]+(?:[_-][a-z]+)*/i.exec(alias.value)?.[0].replace(/[_-]/g, "").toLowerCase();
}

/** A key of the language with the keys that may stand below it. */
interface Header {
  readonly name: Name;
  readonly keys: Pick<ReadonlySet<string>, "has" | "size">;
  /** Its entries have names of their own, and these keys stand below them. */
  readonly ofNamed?: true;
}

/** Those below which all of the block fits; one with fewer keys says more. */
function headersFor({ keys, inner }: Block, headers: readonly Header[]): readonly Name[] {
  // A list of texts says nothing of its key.
  if (keys.length + inner.length === 0) return [anyKey];
  const fitting = headers.filter((header) => {
    const wanted = header.ofNamed ? inner : keys.length > 0 ? keys : inner;
    return wanted.length > 0 && wanted.every((key) => header.keys.has(key));
  });
  const sorted = fitting.sort((a, b) => a.keys.size - b.keys.size);
  return [...new Set(sorted.map(({ name }) => name))].slice(0, 6);
}

function headersIn(products: readonly Product[]): Header[] {
  const found: Header[] = [];
  const visit = (name: Name, part: DocumentSchema, product: Product | undefined): void => {
    const branches = [part, ...(part.oneOf ?? []), ...(part.anyOf ?? [])];
    for (const branch of branches) {
      for (const properties of [branch.properties, branch.items?.properties])
        if (properties !== undefined && name !== "")
          found.push({ name, keys: new Set(Object.keys(properties)) });
      const { additionalProperties: entry } = branch;
      if (typeof entry === "object") {
        const keys = new Set(Object.keys(entry.properties ?? {}));
        if (name !== "" && keys.size > 0) found.push({ name, keys, ofNamed: true }, { name: anyName, keys });
        else if (name !== "") found.push({ name, keys: numbers });
        visit(say``, entry, product);
      }
      for (const below of [branch, branch.items])
        for (const key of below === undefined ? [] : propertiesOf(below)) {
          const property = below?.properties?.[key];
          if (property !== undefined) visit(key, property, product);
        }
    }
    const isFree = part.type === "object" && branches.length === 1;
    if (isFree && product && (part.properties ?? part.additionalProperties) === undefined)
      found.push({ name, keys: topKeysOf(product) });
  };
  visit(say``, schema, undefined);
  for (const product of products) {
    visit(product.name, product.section.schema, product);
    const tables = new Map<Name, Set<string>>();
    for (const path of pathsIn(product)) {
      const [key, table] = [lastSegment(path), lastSegment(tableOf(path))];
      if (table === "" || key === "") continue;
      tables.set(table, (tables.get(table) ?? new Set()).add(key));
    }
    for (const [name, keys] of tables) found.push({ name, keys });
  }
  return found;
}

/** The ids of shards are the only keys that tell a map of single values from others. */
const numbers = { has: (key: string) => /^\d+$/.test(key), size: Number.POSITIVE_INFINITY };

function topKeysOf(product: Product): ReadonlySet<string> {
  return new Set([...pathsIn(product)].filter((path) => !path.includes(".")));
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
    for (const path of pathsIn(product)) if (!path.endsWith(".")) names.add(lastSegment(path));
  }
  return names;
}

/** The paths of all programs of a product. */
function pathsIn({ programs }: Product): ReadonlySet<Name> {
  return new Set(programs.flatMap(({ catalogue }) => [...pathsOf(catalogue)]));
}

/** The dotted keys of a program, and the tables on the way to them, once with a dot behind them. */
const pathsOf = once((catalogue: Catalogue): ReadonlySet<Name> => {
  const all = new Set<Name>();
  for (const { key } of catalogue.keys) {
    const path = key.replaceAll("[]", "");
    all.add(path);
    for (const table of tablesAbove(path)) all.add(table).add(say`${table}.`);
  }
  return all;
});

/** The paths of the program whose settings a part of the section holds. */
function pathsAt(program: Name | undefined, product: Product): ReadonlySet<Name> {
  const whose = product.programs.find(({ kind }) => kind === program);
  return whose === undefined ? pathsIn(product) : pathsOf(whose.catalogue);
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
