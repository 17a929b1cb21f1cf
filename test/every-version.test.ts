/**
 * Every release of both programs: a cluster that sets every key which the release reads. Key by key, what is emitted
 * has to be one that this release knows, still has, and reads.
 */

import { describe, expect, it } from "vitest";
import { compile } from "../src/compile.ts";
import { say } from "../src/diagnostics/message.ts";
import type { EmittedFile } from "../src/emit/emit.ts";
import { derivedMetaKeys, derivedNodeKeys } from "../src/products/horaedb/derived-keys.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { horaemeta } from "../src/products/horaedb/horaemeta.ts";
import type { Program } from "../src/products/product.ts";
import { entriesOf, type KeyEntry, type KeyState } from "../src/schema/catalogue.ts";
import { isDead, stateAt } from "../src/schema/key-state.ts";
import { compareVersions } from "../src/schema/versions.ts";
import { by } from "./support/effort.ts";
import { products } from "./support/run.ts";

const versions = horaedbServer.catalogue.releases.map((release) => release.version);

/** What a release may be run with; together they bring every variant of every table. */
interface Setup {
  readonly title: string;
  readonly wal: string;
  readonly store: string;
  readonly isRouted: boolean;
}

const secrets = "key_id: { from_env: A }, key_secret: { from_env: B }";
const stores: Record<string, string> = {
  Local: "{ type: Local }",
  Aliyun: `{ type: Aliyun, endpoint: e, bucket: b, prefix: p, ${secrets} }`,
  S3: `{ type: S3, region: r, endpoint: e, bucket: b, prefix: p, ${secrets} }`,
};
const logs: Record<string, string> = {
  RocksDB: "{ type: RocksDB }",
  Local: "{ type: Local }",
  Kafka: "{ type: Kafka, brokers: [ 10.9.0.1:9092 ] }",
  Obkv: "{ type: Obkv, full_user_name: u@t#c, param_url: 'http://10.9.1.1:8080/x?database=d', password: { from_env: A }, sys_user_name: p, sys_password: { from_env: B } }",
};

function setupsOf(version: string): Setup[] {
  const types = (key: string) => {
    const entry = entriesOf(horaedbServer.catalogue, key)[0];
    return (entry && stateAt(entry, version)?.values) ?? [];
  };
  const storeTypes = types("analytic.storage.object_store.type").filter((type) => stores[type] !== undefined);
  return types("analytic.wal.type").flatMap((wal) =>
    storeTypes.flatMap((store) =>
      [false, true].map((isRouted) => ({
        title: `${wal} and ${store}${isRouted ? ", static routing" : ""}`,
        wal,
        store,
        isRouted,
      })),
    ),
  );
}

/** Each log, each store and each way of routing at least once in a quick run; each with each other in a long one. */
function chosen(setups: readonly Setup[]): readonly Setup[] {
  const seen = new Set<string>();
  const covering = setups.filter(({ wal, store, isRouted }) => {
    const before = seen.size;
    for (const trait of [`wal ${wal}`, `store ${store}`, `routed ${isRouted}`]) seen.add(trait);
    return seen.size > before;
  });
  return by({ quick: covering, long: setups, exhaust: setups });
}

/** Every key that `config` may set at the release under this setup, with a value that it takes. */
function fullConfig(
  program: Program,
  version: string,
  setup: Setup,
  derived: object,
): Record<string, unknown> {
  const tags: Record<string, string> = {
    "analytic.wal.type": setup.wal,
    "analytic.storage.object_store.type": setup.store,
    "cluster_deployment.mode": setup.isRouted ? "NoMeta" : "WithMeta",
  };
  const isDerived = (key: string) =>
    Object.keys(derived).some((one) => key === one || key.startsWith(`${one}.`) || key.startsWith(`${one}[`));
  const config: Record<string, unknown> = {};
  for (const entry of program.catalogue.keys) {
    const state = stateAt(entry, version);
    if (state === undefined || entry.table || entry.key.includes("[]") || isDerived(entry.key)) continue;
    if (entry.variant !== undefined && tags[entry.variant.key] !== entry.variant.is) continue;
    if (isDead(entry, version) || !isInForce(entry, version, program)) continue;
    put(config, entry.key, sample(entry, state));
  }
  return config;
}

/** cfgc sets up HoraeMeta with its embedded etcd. */
function isInForce({ appliesWhen }: KeyEntry, version: string, { catalogue }: Program): boolean {
  if (appliesWhen === undefined) return true;
  const other = entriesOf(catalogue, appliesWhen.key)[0];
  const state = other && stateAt(other, version);
  return (state === undefined ? true : state.default) === appliesWhen.is;
}

function put(config: Record<string, unknown>, key: string, value: unknown): void {
  const segments = key.split(".");
  const last = segments.pop() ?? "";
  let table = config;
  for (const segment of segments) {
    table[segment] ??= {};
    table = table[segment] as Record<string, unknown>;
  }
  table[last] = value;
}

const formatSamples: Record<string, string> = {
  "readable-duration": "3s",
  "readable-size": "4MB",
  "go-duration": "1h",
  host: "10.0.0.1",
  path: "/x",
};

/** The default where there is one, since the release certainly takes it. */
function sample(entry: KeyEntry, state: KeyState): unknown {
  // By default nobody else reaches a node.
  if (state.format === "ipv4") return "0.0.0.0";
  // A copy, since keys of a table are put into it.
  if (state.default !== undefined && state.default !== null && state.default !== "")
    return structuredClone(state.default);
  if (state.values !== undefined) return state.values[0];
  const [type] = state.types;
  if (type === "string")
    return formatSamples[state.format ?? say``] ?? `text-of-${entry.key.split(".").at(-1)}`;
  if (type === "integer") return entry.key.endsWith(".port") ? 6669 : Math.max(state.minimum ?? 1, 1);
  if (type === "number") return 0.5;
  return type === "boolean" ? true : type === "array" ? [] : {};
}

function clusterOf(version: string, setup: Setup): string {
  const config = (program: Program, derived: object) =>
    JSON.stringify(fullConfig(program, version, setup, derived));
  const meta = `  meta: { config: ${config(horaemeta, derivedMetaKeys)}, members: [ { host: "db[1-3]" } ] }\n`;
  const routing =
    "  routing: { schemas: { public: { default_engine_type: Analytic, default_timestamp_column_name: t, shards: { 0: db1, 1: db2 }, rules: { prefix: [ { prefix: a, shard: 0 } ], hash: [ { shards: [ 0, 1 ] } ] } } } }\n";
  return `cfgc: 1
name: full
environment: development
hosts: { "db[1-3]": { address: "10.1.1.[1-3]" } }
horaedb:
  version: ${version}
  build_features: [ wal-rocksdb, tokio_unstable ]
  wal: ${logs[setup.wal]}
  object_store: ${stores[setup.store]}
${setup.isRouted ? routing : meta}  nodes: { config: ${config(horaedbServer, derivedNodeKeys)}, members: [ { host: "db[1-2]" } ] }
${setup.isRouted ? "" : accepted(version)}`;
}

/** What is wrong with the release itself, whatever is emitted. */
function accepted(version: string): string {
  return compareVersions(version, "2.1.0") < 0
    ? ""
    : "accept: [ { rule: static-topology-loses-shards, reason: only keys are looked at } ]\n";
}

/** Secrets that are sampled as literals; what is true of a setup, whatever the release. */
const alsoSaid = new Set([
  "secret-in-plain-text",
  "storage-shared-without-meta",
  "log-and-store-apart",
  "auth-leaves-sql-ports-open",
]);

describe.each(versions)("at %s", (version) => {
  const emitted = new Map<string, Set<string>>([
    [horaemeta.kind, new Set()],
    [horaedbServer.kind, new Set()],
  ]);

  it.each(chosen(setupsOf(version)).map((setup) => [setup.title, setup] as const))(
    "%s: no emitted key is unknown, removed or without effect",
    { tags: ["series"] },
    (_, setup) => {
      const text = clusterOf(version, setup);
      const { diagnostics, files } = compile([{ path: "cluster.yaml", text }], { products });
      const unexpected = diagnostics.filter((one) => !alsoSaid.has(one.code.name));
      expect(unexpected.map((one) => `${one.code.name}: ${one.message}`)).toEqual([]);
      const configs = files.filter(({ bundled }) => bundled.path.endsWith(".toml"));
      expect(configs).toHaveLength(setup.isRouted ? 2 : 5);
      for (const file of configs)
        for (const key of checkKeys(file, version)) emitted.get(programOf(file).kind)?.add(key);
    },
  );

  it("every key that the release reads was emitted in one of them", { tags: ["series"] }, () => {
    for (const program of [horaemeta, horaedbServer]) {
      const keys = program.catalogue.keys.filter(
        (entry) =>
          !entry.key.includes("[]") &&
          stateAt(entry, version) !== undefined &&
          !stateAt(entry, version)?.table &&
          !isDead(entry, version) &&
          isInForce(entry, version, program) &&
          // cfgc sets up the embedded etcd, which is the default.
          entry.key !== "enable-embed-etcd" &&
          // An object store that cluster.yaml does not offer: it was gone again at 2.1.0.
          !(entry.variant?.key === "analytic.storage.object_store.type" && entry.variant.is === "Obkv"),
      );
      const missing = keys.map(({ key }) => key).filter((key) => !emitted.get(program.kind)?.has(key));
      expect(missing, program.kind).toEqual([]);
    }
  });
});

function programOf({ bundled }: EmittedFile): Program {
  return /# cfgc: horaemeta@/.test(bundled.content) ? horaemeta : horaedbServer;
}

/** The keys of a file, each held against the catalogue at the release. */
function checkKeys(file: EmittedFile, version: string): string[] {
  if (file.output.kind !== "document") throw new Error("a configuration is a document");
  const program = programOf(file);
  expect(file.bundled.content).toContain(`# cfgc: ${program.kind}@${version}`);
  const { entries } = file.output.document();
  const value = (key: string) => entries.find(({ path }) => path.join(".") === key)?.value;
  return entries.map(({ path }) => {
    const key = path.join(".");
    const known = entriesOf(program.catalogue, key).filter(
      ({ variant }) => variant === undefined || value(variant.key) === variant.is,
    );
    const read = known.filter((entry) => stateAt(entry, version) !== undefined);
    expect(known, `${key} is known`).not.toHaveLength(0);
    expect(read, `${key} is read at ${version}`).not.toHaveLength(0);
    for (const entry of read) {
      expect(isDead(entry, version), `${key} has an effect`).toBe(false);
      expect(isInForce(entry, version, program), `${key} is in force`).toBe(true);
      if (entry.until !== undefined) expect(compareVersions(version, entry.until)).toBeLessThanOrEqual(0);
      expect(compareVersions(version, entry.since)).toBeGreaterThanOrEqual(0);
    }
    return key;
  });
}
