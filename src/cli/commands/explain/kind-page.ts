import { topKeys } from "../../../editor/reference/children-of.ts";
import { newestOf } from "../../../products/known-releases.ts";
import type { KeyReference } from "../../../products/product.ts";
import { environmentKind, type KindEntry, type ProductEntry, registry } from "../../../products/registry.ts";
import { productName } from "../../../schema/catalogue.ts";
import type { DocumentKey } from "../../../schema/documents/document-keys.ts";
import { factPage } from "./fact-page.ts";

/** Pages of the kinds of files that are called so: by their own name, by a file's, or by that of their product. */
export function kindPages(
  what: string,
  references: readonly KeyReference[],
  clusterKeys: readonly DocumentKey[],
): string[] {
  const asked = what.toLowerCase();
  if (asked === "cluster") return [clusterPage(clusterKeys)];
  if (asked === environmentKind) return [environmentPage()];
  const own = kinds().filter(
    ({ kind, product, aliases }) => kind === asked || aliases.includes(asked) || product.name === asked,
  );
  return own.map((one) => kindPage(one, references));
}

/** The page of the kind that a file with this name usually is of, with its folder or without. */
export function fileNamePages(
  path: string,
  references: readonly KeyReference[],
  clusterKeys: readonly DocumentKey[],
): string[] {
  const name = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  const called = kinds().find(({ usualName }) => usualName === name);
  // Every file in YAML may be of OMS, and most that are asked for here are cluster.yaml under another name.
  if (called === undefined && /\.ya?ml$/i.test(name)) return [clusterPage(clusterKeys)];
  if (/\.env$/i.test(name)) return [environmentPage()];
  const kind = called ?? kinds().find(({ fileName }) => fileName.test(name));
  return kind === undefined ? [] : [kindPage(kind, references)];
}

/** The names that `kindPages` takes. */
export function knownKinds(): string[] {
  return [
    "cluster",
    "cluster.yaml",
    environmentKind,
    ...kinds().flatMap(({ kind, aliases, usualName, product }) => [
      product.name,
      kind,
      ...aliases,
      usualName,
    ]),
  ];
}

/** How a file of each kind is usually called. */
export const usualNames: Readonly<Record<string, string>> = {
  horaemeta: "horaemeta.toml",
  horaedb: "horaedb.toml",
  "dolphindb-controller": "controller.cfg",
  "dolphindb-agent": "agent.cfg",
  "dolphindb-cluster": "cluster.cfg",
  "dolphindb-nodes": "cluster.nodes",
  "dolphindb-standalone": "dolphindb.cfg",
  oms: "config.yaml",
};

/** Kinds that are checked, while cluster.yaml has nothing from which one is built. */
const checkedOnly: ReadonlySet<string> = new Set(["dolphindb-standalone"]);

interface Kind extends KindEntry {
  readonly kind: string;
  readonly usualName: string;
  readonly product: ProductEntry;
}

function kinds(): Kind[] {
  return registry.flatMap((product) =>
    Object.entries(product.kinds).map(([kind, entry]) => ({
      kind,
      product,
      usualName: usualNames[kind] ?? kind,
      ...entry,
    })),
  );
}

function clusterPage(keys: readonly DocumentKey[]): string {
  return factPage({
    title: "cluster.yaml",
    description:
      "A site: its hosts, and a section for each product that runs on them. cfgc builds the files of all programs from it.",
    facts: [
      ["keys", topKeys(keys)],
      ["key by key", "`cfgc explain hosts`, `cfgc explain horaedb.nodes`; all of them: docs/keys/cluster.md"],
      ["for editors", "`cfgc schema cluster`"],
    ],
  });
}

function environmentPage(): string {
  return factPage({
    title: `${environmentKind}: an environment file`,
    description:
      "Lines such as `NAME=value`, which start a program with variables. A variable of HoraeDB or HoraeMeta counts more than the key of the file that it stands for.",
    facts: [
      ["one variable", "`cfgc explain HORAEDB_SERVER_ADDR`"],
      ["those of a site", "`cfgc env cluster.yaml`"],
      [
        "check one",
        `\`cfgc lint horaedb.env\`, under another name \`cfgc lint --as ${environmentKind} FILE\``,
      ],
    ],
  });
}

function kindPage(one: Kind, references: readonly KeyReference[]): string {
  const { kind, usualName, aliases, product } = one;
  const { catalogue } = references.find((reference) => reference.catalogue.program === kind) ?? {};
  const keys = catalogue?.keys ?? [];
  const releases = catalogue?.releases.map(({ version }) => version) ?? [];
  const program = catalogue === undefined ? kind : productName(catalogue, newestOf(catalogue));
  const origin = checkedOnly.has(kind)
    ? ""
    : `, and builds it from the section \`${product.name}\` of cluster.yaml`;
  return factPage({
    title: `${kind}: the file ${usualName}`,
    description: `A file of ${program}. cfgc checks one that is written by hand${origin}.`,
    facts: [
      ["name of the kind", [kind, ...aliases].map((name) => `\`${name}\``).join(", ")],
      ["releases", `${releases[0]} to ${releases.at(-1)}`],
      ["keys", keys.length > mostKeys && isFlat(keys) ? `${keys.length} of them` : topKeys(keys)],
      ["key by key", `\`cfgc explain ${kind}:KEY\`; all of them: docs/keys/${kind}.md`],
      ["check one", `\`cfgc lint ${usualName}\`, under another name \`cfgc lint --as ${kind} FILE\``],
      ["for editors", `\`cfgc schema ${kind}\``],
    ],
  });
}

/** More keys than that, and no tables to sort them, say nothing on one page. */
const mostKeys = 100;

function isFlat(keys: readonly { readonly table?: true }[]): boolean {
  return !keys.some(({ table }) => table);
}
