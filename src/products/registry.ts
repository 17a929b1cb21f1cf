/**
 * The products and the kinds of files that cfgc knows. Naming a product here is all that the rest of the program
 * needs; its code is loaded when an input asks for it.
 */
import { type Name, type Sayable, say, writtenName } from "../diagnostics/message.ts";
import type { FileSide, Product } from "./product.ts";

export interface ProductEntry {
  readonly name: Sayable;
  /** Kinds of its files. */
  readonly kinds: Readonly<Record<string, KindEntry>>;
  /** Its programs read environment variables that stand for keys of their files. */
  readonly readsVariables?: true;
  readonly load: () => Promise<Product>;
  /** What linting files of some of its kinds takes. */
  readonly loadFiles: (kinds: ReadonlySet<string>) => Promise<FileSide>;
}

export type Syntax = "toml" | "yaml" | "cfg" | "table" | "env";

export interface KindEntry {
  /** How such a file is written. */
  readonly syntax: Syntax;
  /** Other names that `--as` and comments may give. */
  readonly aliases: readonly string[];
  /** Names of files that are of this kind. */
  readonly fileName: RegExp;
  /** What such a file holds besides, where the name alone says too little. */
  readonly content?: RegExp;
  /** What only a file of this kind holds, so that it is one under any name with this ending. */
  readonly telling?: { readonly ending: RegExp; readonly content: RegExp };
  /** What a file of this kind never holds: that of another program which is called alike does. */
  readonly never?: RegExp;
}

/** Files of other programs in TOML that may carry a product's name: packages, tools, and the engine to come. */
const otherToml =
  /^[\t \ufeff]*\[+[\t ]*(?:package|workspace|dependencies|build-system|tool|metric_engine)[\t ]*[.\]]/m;

/** DolphinDB's files have names that others use, too; its keys are in camel case, some behind the alias of a node. */
const cfgLines =
  /(?<![\s\S])(?=\s*(?![\s\S]))|^[\t \ufeff]*(?:[\w%*?-]+\.)?(?:[a-z]+\d*[A-Z]\w*|mode|sites|volumes)[\t ]*=/m;
/** A header such as `[main]`, or markup. */
const sections = /^[\t \ufeff]*(?:\[[^\]\n]*\][\t ]*\r?$|<)/m;

export const registry: readonly ProductEntry[] = [
  {
    name: say`horaedb`,
    kinds: {
      horaemeta: {
        syntax: "toml",
        aliases: ["ceresmeta"],
        fileName: /^(?:config[-_])?(?:horaemeta|ceresmeta)[\w.-]*\.toml$/i,
        telling: {
          ending: /\.toml$/i,
          content:
            /^[\t \ufeff]*["']?(?:initial-cluster(?:-state|-token)?|(?:advertise-)?(?:client|peer)-urls|etcd-(?:start-timeout-ms|call-timeout-ms|max-txn-ops)|default-(?:cluster-[\w-]+|http-port)|enable-embed-etcd|id-allocator-step)["']?[\t ]*=|^[\t \ufeff]*\[etcd-log\]/im,
        },
        never: otherToml,
      },
      horaedb: {
        syntax: "toml",
        aliases: ["ceresdb"],
        fileName: /^(?:config[-_])?(?:horaedb|ceresdb)[\w.-]*\.toml$/i,
        telling: {
          ending: /\.toml$/i,
          content:
            /^[\t \ufeff]*\[+[\t ]*(?:analytic\.(?:storage|wal|wal_storage|obkv_wal|manifest|table_opts|compaction|compaction_config|compaction_mode|remote_engine_client)|cluster_deployment|cluster\.meta_client|meta_client\.cluster_view|static_route)[\t ]*[.\]]/m,
        },
        never: otherToml,
      },
    },
    readsVariables: true,
    load: async () => (await import("./horaedb/product.ts")).horaedb,
    loadFiles: async (kinds) => (await import("./horaedb/files.ts")).horaedbFiles(kinds),
  },
  {
    name: say`dolphindb`,
    kinds: {
      "dolphindb-controller": {
        syntax: "cfg",
        aliases: [],
        fileName: /^controller[\w.-]*\.cfg$/i,
        content: cfgLines,
        telling: { ending: /\.cfg$/i, content: /^[\t \ufeff]*mode[\t ]*=[\t ]*controller[\t ]*\r?$/m },
        never: sections,
      },
      "dolphindb-agent": {
        syntax: "cfg",
        aliases: [],
        fileName: /^agent[\w.-]*\.cfg$/i,
        content: cfgLines,
        telling: { ending: /\.cfg$/i, content: /^[\t \ufeff]*mode[\t ]*=[\t ]*agent[\t ]*\r?$/m },
        never: sections,
      },
      "dolphindb-cluster": {
        syntax: "cfg",
        aliases: [],
        fileName: /^cluster[\w.-]*\.cfg$/i,
        content: cfgLines,
        never: sections,
      },
      "dolphindb-nodes": {
        syntax: "table",
        aliases: [],
        fileName: /^cluster[\w.-]*\.nodes$/i,
        telling: { ending: /\.nodes$/i, content: /^[\t \ufeff]*localSite[\t ]*,/m },
      },
      "dolphindb-standalone": {
        syntax: "cfg",
        aliases: [],
        fileName: /^dolphindb[\w.-]*\.cfg$/i,
        never: sections,
      },
    },
    load: async () => (await import("./dolphindb/product.ts")).dolphindb,
    loadFiles: async () => (await import("./dolphindb/files.ts")).dolphindbFiles,
  },
  {
    name: say`oms`,
    kinds: {
      oms: {
        syntax: "yaml",
        aliases: [],
        fileName: /\.ya?ml$/i,
        content:
          /^["']?(?:oms_meta_(?:host|port|user|password)|drc_(?:rm|cm|cm_heartbeat)_db|cm_(?:url|location|nodes))["']?:/m,
      },
    },
    load: async () => (await import("./oms/product.ts")).oms,
    loadFiles: async () => (await import("./oms/files.ts")).omsFiles,
  },
];

/** Environment files, whose variables belong to keys of the products that read any. */
export const environmentKind = say`env`;

/** Said in the name: nothing in it need be known. */
const namedEnvironment: KindEntry = {
  syntax: "env",
  aliases: [],
  fileName:
    /^(?:config[-_])?(?:horae|ceres)(?:meta|db)[\w.-]*\.env$|^\.env[.-](?:horae|ceres)(?:meta|db)[\w.-]*$/i,
};

/** Variables that no other program has; `test/lint-files.test.ts` holds both lists against the schemas. */
const environmentFile: KindEntry = {
  syntax: "env",
  aliases: [],
  fileName: /^(?:[\w.-]*\.)?env(?:\.[\w-]+)?$|\.env$/i,
  content:
    /^[\t \ufeff]*(?:export[\t ]+)?(?:(?:HORAE|CERES)(?:DB|META)_\w+|CSE_CERES_META_NODE_ADDR|(?:ADVERTISE_)?(?:CLIENT|PEER)_URLS|INITIAL_CLUSTER(?:_STATE|_TOKEN)?|DEFAULT_(?:CLUSTER_\w+|HTTP_PORT|PARTITION_TABLE_PROPORTION_OF_NODES)|ENABLE_EMBED_ETCD|TOPOLOGY_TYPE|ETCD_(?:ADDRS|MAX_TXN_OPS|(?:START|CALL)_TIMEOUT_MS)|FLOW_LIMITER(?:_\w+)?|GRPC_(?:HANDLER_TIMEOUT_MS|SERVICE_\w+)|ID_ALLOCATOR_STEP|MAX_OPS_PER_TXN|(?:MAX|MIN)_SCAN_LIMIT|PROCEDURE_EXECUTING_BATCH_SIZE|QUOTA_BACKEND_BYTES|TICK_INTERVAL_MS)=/m,
};

/** Names that many programs share. */
const sharedVariables =
  /^[\t \ufeff]*(?:export[\t ]+)?(?:NODE_NAME|ADDR|FILE|LEVEL|LOG|DATA_DIR|WAL_DIR|HTTP_PORT|GRPC_PORT|CLUSTER_NAME|LOG_LEVEL|LEASE_SEC|MAX_REQUEST_BYTES|ENABLE_SCHEDULE|ENABLE_CUSTOM_OPTIMIZE|STORAGE_ROOT_PATH|ELECTION_TIMEOUT_MS|AUTO[-_]COMPACTION[-_]\w+|ETCD_(?:LOG|(?:CA_CERT|CERT|KEY)_PATH))=/m;

/** Called after a member, `meta0.env`, and with a variable of HoraeMeta. */
const environmentOfMember: KindEntry = {
  syntax: "env",
  aliases: [],
  fileName: /^meta(?:[-_.]?\d+)?\.env$|^\.env[.-]meta(?:[-_.]?\d+)?$/i,
  content: sharedVariables,
};

/** Beside a file of one of these products, even the names that many programs share tell. */
export function mayBeEnvironment(name: string, text: string): boolean {
  return environmentFile.fileName.test(name) && sharedVariables.test(text);
}

/** The kind that a name stands for, with the product that has it. */
export function kindNamed(name: string): { kind: string; product: ProductEntry } | undefined {
  for (const product of registry) {
    for (const [kind, { aliases }] of Object.entries(product.kinds)) {
      if (kind === name || aliases.includes(name)) return { kind, product };
    }
  }
  return undefined;
}

/** Every name that `--as` takes. */
export function kindNames(): readonly Name[] {
  return names;
}

const names = [
  "cluster",
  ...registry.flatMap((product) =>
    Object.entries(product.kinds).flatMap(([kind, { aliases }]) => [kind, ...aliases]),
  ),
  environmentKind,
  // Words of this file.
].map(writtenName);

/** The kind of file that has this name, without its folder, and none else has. */
export function kindOfFileName(name: string): string | undefined {
  return allKinds().find(([, { fileName, content }]) => content === undefined && fileName.test(name))?.[0];
}

/** The kind of file that holds such text, or that usually has this name, without its folder. */
export function kindOfFile(name: string, text: string): string | undefined {
  const possible = allKinds().filter(([, { never }]) => never === undefined || !never.test(text));
  const isNamed = ({ fileName }: KindEntry) => fileName.test(name);
  const told = possible.filter(([, { telling }]) => telling?.ending.test(name) && telling.content.test(text));
  const certain = told.find(([, kind]) => isNamed(kind)) ?? told[0];
  return (certain ?? possible.find(([, kind]) => isNamed(kind) && (kind.content?.test(text) ?? true)))?.[0];
}

function allKinds(): [string, KindEntry][] {
  const ofProducts = registry.flatMap((product) => Object.entries(product.kinds));
  const environments = [namedEnvironment, environmentOfMember, environmentFile];
  return [...ofProducts, ...environments.map((one): [string, KindEntry] => [environmentKind, one])];
}
