/** Random clusters that are right: any of them has to compile without an error. */
import fc from "fast-check";
import { horaedbServer } from "../../src/products/horaedb/horaedb-server.ts";
import { compareVersions } from "../../src/schema/versions.ts";

const versions = horaedbServer.catalogue.releases.map((release) => release.version);

const wal = fc.oneof(
  fc.constant("{ type: local }"),
  fc
    .array(fc.integer({ min: 1, max: 250 }), { minLength: 1, maxLength: 5 })
    .map(
      (hosts) =>
        `{ type: Kafka, brokers: [${[...new Set(hosts)].map((host) => `10.9.0.${host}:9092`).join(", ")}] }`,
    ),
  fc.constant(
    "{ type: Obkv, full_user_name: u@t#c, param_url: 'http://10.9.1.1:8080/x?a=b&database=d', password: { from_env: A }, sys_user_name: proxyro, sys_password: { from_env: B } }",
  ),
);

const store = fc.oneof(
  fc.constant("{ type: Local }"),
  fc
    .constantFrom("Aliyun", "S3")
    .map(
      (type) =>
        `{ type: ${type}, ${type === "S3" ? "region: eu-1, " : ""}endpoint: https://s.example.net, bucket: b, prefix: p, key_id: { from_env: C }, key_secret: { from_file: /run/s } }`,
    ),
);

const metaConfig = fc.record(
  {
    "lease-sec": fc.integer({ min: 5, max: 60 }),
    "quota-backend-bytes": fc.oneof(fc.constant(0), fc.integer({ min: 20_481, max: 2 ** 40 })),
    "flow-limiter": fc.record(
      { enable: fc.boolean(), limit: fc.integer({ min: 1, max: 99_999 }) },
      { requiredKeys: [] },
    ),
    log: fc.record({ level: fc.constantFrom("debug", "info", "WARN") }),
    "auto-compaction-retention": fc.constantFrom("1h", "30m", "12"),
    "storage-root-path": fc.constantFrom("/horaedb", "/other", "/a/b"),
  },
  { requiredKeys: [] },
);

const nodeConfig = fc.record(
  {
    server: fc.record(
      {
        timeout: fc.constantFrom("10s", "1h30m", "500ms"),
        bind_addr: fc.constantFrom("0.0.0.0", "10.0.0.1"),
      },
      { requiredKeys: [] },
    ),
    analytic: fc.record(
      {
        preflush_write_buffer_size_ratio: fc.constantFrom(1, 0.5, 0.75),
        storage: fc.record({ mem_cache_capacity: fc.constantFrom("1GB", "512MB", 1_048_576, 0) }),
        table_opts: fc.record(
          {
            update_mode: fc.constantFrom("Overwrite", "Append"),
            segment_duration: fc.constantFrom("2h", "1d"),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    limiter: fc.record({
      write_block_list: fc.array(fc.constantFrom("t1", "t'2", 't"3', "t\\4", "表"), { maxLength: 3 }),
    }),
    node: fc.record({ zone: fc.constantFrom("z", 'a "b"', "c\\d", "é\t") }),
  },
  { requiredKeys: [] },
);

/** Text of a cluster.yaml. JSON is YAML, so random values are written as JSON. */
export const randomCluster: fc.Arbitrary<string> = fc
  .record({
    version: fc.constantFrom(...versions),
    members: fc.constantFrom(1, 3, 5),
    nodes: fc.integer({ min: 1, max: 12 }),
    shared: fc.boolean(),
    topology: fc.constantFrom("static", "dynamic"),
    routed: fc.boolean(),
    prefixes: fc.uniqueArray(fc.constantFrom("a", "b_", "c.d", 'e"f', "表", "g\\h"), { maxLength: 3 }),
    shards: fc.integer({ min: 1, max: 200 }),
    wal,
    store,
    metaConfig,
    nodeConfig,
    ownConfig: fc.option(nodeConfig, { nil: undefined }),
    ports: fc.option(fc.integer({ min: 10_000, max: 20_000 }), { nil: undefined }),
  })
  .map((choice) => {
    const since = (version: string) => compareVersions(choice.version, version) >= 0;
    const localWal = since("2.1.0") ? "Local" : "RocksDB";
    const anyWal = choice.wal.replace("type: local", `type: ${localWal}`);
    // Before 1.2.4 there is no S3, and Kafka takes one broker.
    const log = since("1.2.4") ? anyWal : anyWal.replace(/\[([^,\]]+)[^\]]*\]/, "[$1]");
    const store = since("1.2.4")
      ? choice.store
      : choice.store.replace("type: S3, region: eu-1", "type: Aliyun");
    const isLocal = log.includes(localWal) || store.includes("type: Local");
    const topology = isLocal || !since("1.2.0") ? "static" : choice.topology;
    const { "flow-limiter": limiter, ...olderConfig } = choice.metaConfig;
    const metaConfig = since("1.2.2") ? { ...olderConfig, "flow-limiter": limiter ?? {} } : olderConfig;
    const ports =
      choice.ports === undefined ? "" : `, ports: { http: ${choice.ports}, grpc: ${choice.ports + 1} }`;
    const own = choice.ownConfig === undefined ? "" : `, config: ${config(choice.ownConfig, since)}`;
    const first = choice.shared ? "m1" : "n01";
    const last = String(choice.nodes).padStart(2, "0");
    const meta = `  meta: { config: ${JSON.stringify(metaConfig)}, members: [ { host: "m[1-${choice.members}]" } ] }\n`;
    const routing = `  routing: ${JSON.stringify(routingOver(choice.nodes, choice.prefixes))}\n`;
    return `cfgc: 1
name: random
environment: development
hosts: { "m[1-${choice.members}]": { address: "10.1.1.[1-${choice.members}]" }, "n[01-12]": { address: "10.1.2.[1-12]" } }
horaedb:
  version: ${choice.version}
  topology: ${choice.routed ? "static" : topology}
  shards: ${choice.shards}
  wal: ${log}
  object_store: ${store}
${choice.routed ? routing : meta}  nodes:
    config: ${config(choice.nodeConfig, since)}
    members:
      - { name: first, host: ${first}${ports}${own} }
${choice.nodes > 1 ? `      - { host: "n[02-${last}]" }\n` : ""}`;
  });

/** Every node has one shard of the first schema, and of the second its first one has all. */
function routingOver(nodes: number, prefixes: readonly string[]) {
  const last = String(nodes).padStart(2, "0");
  const others = nodes > 1 ? { [`[1-${nodes - 1}]`]: `n[02-${last}]` } : {};
  const prefix = prefixes.map((text, index) => ({ prefix: text, shard: index % nodes }));
  return {
    schemas: {
      public: { shards: { 0: "first", ...others }, rules: { prefix } },
      other: {
        default_timestamp_column_name: "ts",
        shards: { 5: "first", 7: "first" },
        rules: { hash: [{ shards: [5, 7] }] },
      },
    },
  };
}

/** Without the keys that came later. */
function config(node: { analytic?: object }, since: (version: string) => boolean): string {
  return JSON.stringify(node, (key, value) =>
    key === "preflush_write_buffer_size_ratio" && !since("1.2.0") ? undefined : value,
  );
}
