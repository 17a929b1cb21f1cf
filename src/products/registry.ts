/**
 * The products and the kinds of files that cfgc knows. Naming a product here is all that the rest of the program
 * needs; its code is loaded when an input asks for it.
 */
import type { Product } from "./product.ts";

export interface ProductEntry {
  readonly name: string;
  /** Kinds of its files. */
  readonly kinds: Readonly<Record<string, KindEntry>>;
  readonly load: () => Promise<Product>;
}

export interface KindEntry {
  /** Other names that `--as` and comments may give. */
  readonly aliases: readonly string[];
  /** Names of files that are of this kind. */
  readonly fileName: RegExp;
  /** What such a file holds besides, where the name alone says too little. */
  readonly content?: RegExp;
}

export const registry: readonly ProductEntry[] = [
  {
    name: "horaedb",
    kinds: {
      horaemeta: { aliases: ["ceresmeta"], fileName: /^(?:horaemeta|ceresmeta)[\w.-]*\.toml$/i },
      horaedb: { aliases: ["ceresdb"], fileName: /^(?:horaedb|ceresdb)[\w.-]*\.toml$/i },
    },
    load: async () => (await import("./horaedb/product.ts")).horaedb,
  },
  {
    name: "dolphindb",
    kinds: {
      "dolphindb-controller": { aliases: [], fileName: /^controller[\w.-]*\.cfg$/i },
      "dolphindb-agent": { aliases: [], fileName: /^agent[\w.-]*\.cfg$/i },
      "dolphindb-cluster": { aliases: [], fileName: /^cluster[\w.-]*\.cfg$/i },
      "dolphindb-nodes": { aliases: [], fileName: /^cluster[\w.-]*\.nodes$/i },
      "dolphindb-standalone": { aliases: [], fileName: /^dolphindb[\w.-]*\.cfg$/i },
    },
    load: async () => (await import("./dolphindb/product.ts")).dolphindb,
  },
  {
    name: "oms",
    kinds: {
      oms: {
        aliases: [],
        fileName: /\.ya?ml$/i,
        content:
          /^["']?(?:oms_meta_(?:host|port|user|password)|drc_(?:rm|cm|cm_heartbeat)_db|cm_(?:url|location|nodes))["']?:/m,
      },
    },
    load: async () => (await import("./oms/product.ts")).oms,
  },
];

/** The kind that a name stands for, with the product that has it. */
export function kindNamed(name: string): { kind: string; product: ProductEntry } | undefined {
  for (const product of registry) {
    for (const [kind, { aliases }] of Object.entries(product.kinds)) {
      if (kind === name || aliases.includes(name)) return { kind, product };
    }
  }
  return undefined;
}

/** Every name that `--as` takes, besides `cluster`. */
export function kindNames(): string[] {
  return registry.flatMap((product) =>
    Object.entries(product.kinds).flatMap(([kind, { aliases }]) => [kind, ...aliases]),
  );
}

/** The kind of file that has this name, without its folder, and none else has. */
export function kindOfFileName(name: string): string | undefined {
  const kinds = registry.flatMap((product) => Object.entries(product.kinds));
  return kinds.find(([, { fileName, content }]) => content === undefined && fileName.test(name))?.[0];
}

/** The kind of file that usually has this name, without its folder, and holds such text. */
export function kindOfFile(name: string, text: string): string | undefined {
  const kinds = registry.flatMap((product) => Object.entries(product.kinds));
  return kinds.find(([, { fileName, content }]) => fileName.test(name) && (content?.test(text) ?? true))?.[0];
}
