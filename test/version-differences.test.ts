/**
 * Every difference between releases that operators meet, by name: what a file of the older release comes to at the
 * newer one, and which defaults changed. The catalogues have to know each of them.
 */
import { describe, expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { horaemeta } from "../src/products/horaedb/horaemeta.ts";
import { type Catalogue, entriesOf, productName } from "../src/schema/catalogue.ts";
import { inForce, stateAt, variablesOf } from "../src/schema/key-state.ts";
import { products } from "./support/run.ts";

interface OldKey {
  readonly title: string;
  readonly toml: string;
  /** A release that still takes it; undefined if none that cfgc knows did. */
  readonly takenBy?: string;
  /** A release that does not. */
  readonly at: string;
  /** What is said there: code, severity (or any: a test of its own has it), a part of the message or the help. */
  readonly says: readonly [code: string, severity: string, part: string];
}

function findingsAt(kind: string, version: string, toml: string) {
  const source = { path: `${kind}.toml`, text: toml };
  return lint([{ source, kind, version }], products).diagnostics.map(
    ({ code, severity, message, help }) => [code.name, severity, `${message} / ${help}`] as const,
  );
}

/** Codes about what a file lacks or about the whole of it; a snippet is no whole file. */
const ofWholeFiles = [
  "wal-not-in-build",
  "kafka-brokers-missing",
  "meta-defaults-left",
  "meta-quorum-too-small",
  "log-and-store-apart",
];

function check(kind: string, { toml, takenBy, at, says }: OldKey): void {
  const [code, severity, part] = says;
  const found = findingsAt(kind, at, toml).filter(([name]) => !ofWholeFiles.includes(name) || name === code);
  expect(found.map(([name, how]) => [name, severity === "any" ? "any" : how])).toContainEqual([
    code,
    severity,
  ]);
  expect(found.find(([name]) => name === code)?.[2]).toContain(part);
  if (takenBy === undefined) return;
  const before = findingsAt(kind, takenBy, toml).filter(([name]) => !ofWholeFiles.includes(name));
  expect(before).toEqual([]);
}

const wal = '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\n';
const aliyun =
  '[analytic.storage.object_store]\ntype = "Aliyun"\nendpoint = "e"\nbucket = "b"\nprefix = "p"\nkey_id = ""\nkey_secret = ""\n';
const flat = (key: string, value: string, now: string): OldKey => ({
  title: `flat ${key} of 0.x and the alphas is refused since 1.0.0`,
  toml: `${key} = ${value}\n`,
  at: "1.0.0",
  says: ["key-renamed", "error", now],
});

const nodeKeys: readonly OldKey[] = [
  flat("bind_addr", '"0.0.0.0"', "server.bind_addr"),
  flat("http_port", "5440", "server.http_port"),
  flat("grpc_port", "8831", "server.grpc_port"),
  flat("mysql_port", "3307", "server.mysql_port"),
  flat("log_level", '"info"', "logger.level"),
  flat("enable_async_log", "true", "logger.enable_async"),
  flat("tracing_level", '"info"', "tracing.level"),
  flat("tracing_log_dir", '"/t"', "tracing.dir"),
  flat("tracing_log_name", '"t"', "tracing.prefix"),
  flat("deploy_mode", '"Cluster"', "cluster_deployment.mode"),
  {
    title: "enable_cluster, which stands in examples of 0.x and the alphas, is refused since 1.0.0",
    toml: "enable_cluster = true\n",
    at: "1.0.0",
    says: ["unknown-key", "error", "rejects the file"],
  },
  {
    title: "query of 0.x and the alphas is refused since 1.0.0",
    toml: "[query]\n",
    at: "1.0.0",
    says: ["key-renamed", "error", "query_engine"],
  },
  {
    title: "meta_client of 0.x is refused since 1.0.0",
    toml: "[meta_client]\n",
    at: "1.0.0",
    says: ["key-renamed", "error", "cluster_deployment.meta_client"],
  },
  {
    title: "static_route of 0.x and the alphas is refused since 1.0.0",
    toml: "[static_route]\n",
    at: "1.0.0",
    says: ["key-renamed", "error", "cluster_deployment"],
  },
  {
    title: "cluster of 0.x and the alphas is refused since 1.0.0",
    toml: "[cluster]\n",
    at: "1.0.0",
    says: ["key-renamed", "error", "cluster_deployment"],
  },
  {
    title: "analytic.wal_path of 0.x is ignored since 1.0.0, and the log goes to a local RocksDB",
    toml: '[analytic]\nwal_path = "/w"\n',
    at: "1.0.0",
    says: ["key-renamed", "any", "analytic.wal.data_dir"],
  },
  {
    title: "analytic.obkv_wal of 0.3 and 0.4 is ignored since 1.0.0, and the log goes to a local RocksDB",
    toml: "[analytic.obkv_wal]\n",
    at: "1.0.0",
    says: ["key-renamed", "any", "analytic.wal"],
  },
  {
    title: "analytic.wal_storage of the alphas is ignored since 1.0.0, and the log goes to a local RocksDB",
    toml: '[analytic.wal_storage]\ntype = "Obkv"\n',
    at: "1.0.0",
    says: ["key-renamed", "any", "analytic.wal"],
  },
  {
    title: "analytic.storage.data_path of 0.x is ignored since 1.0.0",
    toml: '[analytic.storage]\ndata_path = "/d"\n',
    at: "1.0.0",
    says: ["key-renamed", "warning", "analytic.storage.object_store.data_dir"],
  },
  {
    title: "analytic.storage.type of 0.x is ignored since 1.0.0",
    toml: '[analytic.storage]\ntype = "Local"\n',
    at: "1.0.0",
    says: ["key-renamed", "warning", "analytic.storage.object_store.type"],
  },
  {
    title: "kafka_config of the alphas went with its table, and the log goes to a local RocksDB",
    toml: '[analytic.wal_storage]\ntype = "Kafka"\n[analytic.wal_storage.kafka_config.client_config]\n',
    at: "1.0.0",
    says: ["key-renamed", "error", "falls back to RocksDB"],
  },
  {
    title: "the WAL type Local came with 2.1.0",
    toml: '[analytic.wal]\ntype = "Local"\ndata_dir = "/w"\n',
    takenBy: "2.1.0",
    at: "2.0.0",
    says: ["wrong-type", "error", "2.0.0"],
  },
  {
    title: "the object store type S3 came with 1.2.4",
    toml: `${aliyun.replace("Aliyun", "S3")}region = "r"\n`,
    takenBy: "1.2.4",
    at: "1.2.2",
    says: ["wrong-type", "error", "1.2.2"],
  },
  {
    title: "a limiter rule is a table since 2.0.0",
    toml: '[limiter]\nrules = ["AnyQuery"]\n',
    takenBy: "1.2.7",
    at: "2.0.0",
    says: ["wrong-type", "error", "limiter.rules"],
  },
  {
    title: "object_store without data_dir, as in 0.x, is refused since 1.0.0",
    toml: '[analytic.storage.object_store]\ntype = "Local"\n',
    at: "1.0.0",
    says: ["incomplete-table", "error", "data_dir"],
  },
  {
    title: "server.deploy_mode, which stands in examples only, is ignored",
    toml: '[server]\ndeploy_mode = "Cluster"\n',
    at: "2.1.0",
    says: ["key-renamed", "warning", "deploy_mode"],
  },
  {
    title: "server.log_level, which stands in examples only, is ignored",
    toml: '[server]\nlog_level = "info"\n',
    at: "2.1.0",
    says: ["key-renamed", "warning", "log_level"],
  },
  {
    title: "auto_create_tables of a schema, of 0.4 and the alphas, is ignored",
    toml: '[cluster_deployment]\nmode = "NoMeta"\n[[cluster_deployment.topology.schema_shards]]\nschema = "public"\nauto_create_tables = true\nshard_views = []\n',
    at: "1.1.0",
    says: ["key-renamed", "warning", "server.auto_create_table"],
  },
  {
    title: "server.forward.enable of 1.0.0 is ignored since 1.1.0",
    toml: "[server.forward]\nenable = true\n",
    takenBy: "1.0.0",
    at: "1.1.0",
    says: ["key-removed", "warning", "1.0.0"],
  },
  ...["thread_num", "max_send_msg_len", "max_recv_msg_len"].map(
    (key): OldKey => ({
      title: `server.forward.${key} is ignored since 1.2.0`,
      toml: `[server.forward]\n${key} = 4\n`,
      at: "1.2.0",
      says: ["key-removed", "warning", "1.1.0"],
    }),
  ),
  {
    title: "analytic.compaction_config is analytic.compaction since 1.2.0",
    toml: "[analytic.compaction_config]\nmax_ongoing_tasks = 4\n",
    takenBy: "1.1.0",
    at: "1.2.0",
    says: ["key-renamed", "warning", "analytic.compaction"],
  },
  ...["write_group_worker_num", "write_group_command_channel_cap"].map(
    (key): OldKey => ({
      title: `analytic.${key} is ignored since 1.2.0`,
      toml: `[analytic]\n${key} = 4\n`,
      takenBy: "1.1.0",
      at: "1.2.0",
      says: ["key-removed", "warning", "1.1.0"],
    }),
  ),
  {
    title: "runtime.background_thread_num became three keys at 1.2.0",
    toml: "[runtime]\nbackground_thread_num = 4\n",
    takenBy: "1.1.0",
    at: "1.2.0",
    says: ["key-renamed", "warning", "_thread_num"],
  },
  {
    title: "server.enable_query_dedup is server.query_dedup.enable since 1.2.7",
    toml: "[server]\nenable_query_dedup = true\n",
    takenBy: "1.2.6",
    at: "1.2.7",
    says: ["key-renamed", "warning", "server.query_dedup.enable"],
  },
  ...["keep_alive_timeout", "keep_alive_interval"].map(
    (key): OldKey => ({
      title: `Aliyun's ${key} is http.${key} since 1.2.4`,
      toml: `${aliyun}${key} = "3s"\n`,
      takenBy: "1.2.2",
      at: "1.2.4",
      says: ["key-renamed", "warning", `http.${key}`],
    }),
  ),
  {
    title: "kafka.client.boost_broker is boost_brokers since 1.2.4",
    toml: `${wal}boost_broker = "k:9092"\n`,
    takenBy: "1.2.2",
    at: "1.2.4",
    says: ["key-renamed", "warning", "boost_brokers"],
  },
  {
    title: "kafka without boost_brokers fails at start since 1.2.4",
    toml: `${wal}boost_broker = "k:9092"\n`,
    at: "1.2.4",
    says: ["kafka-brokers-missing", "error", "boost_brokers"],
  },
  {
    title: "a boolean hotspot.auto_dump_interval is refused since 1.2.6",
    toml: "[server.hotspot]\nauto_dump_interval = true\n",
    takenBy: "1.2.5",
    at: "1.2.6",
    says: ["wrong-type", "error", "auto_dump_interval"],
  },
  {
    title: "hotspot.dump_interval is auto_dump_interval since 1.2.6",
    toml: "[server.hotspot]\ndump_interval = { secs = 60, nanos = 0 }\n",
    takenBy: "1.2.5",
    at: "1.2.6",
    says: ["key-renamed", "warning", "auto_dump_interval"],
  },
  {
    title: "hotspot.auto_dump_len is auto_dump_num_items since 1.2.6",
    toml: "[server.hotspot]\nauto_dump_len = 4\n",
    takenBy: "1.2.5",
    at: "1.2.6",
    says: ["key-renamed", "warning", "auto_dump_num_items"],
  },
  {
    title: "a timeout of the Aliyun store is ignored from 1.2.4",
    toml: `${aliyun}timeout = "10s"\n`,
    takenBy: "1.2.2",
    at: "1.2.4",
    says: ["key-renamed", "warning", "timeout"],
  },
  {
    title: "a text as timeout of the Aliyun store is refused at 2.1.0",
    toml: `${aliyun}timeout = "10s"\n`,
    at: "2.1.0",
    says: ["wrong-type", "error", "timeout"],
  },
  {
    title: "pool_max_idle_per_host of the Aliyun store moves to http at 1.2.4",
    toml: `${aliyun}pool_max_idle_per_host = 4\n`,
    takenBy: "1.2.2",
    at: "1.2.4",
    says: ["key-renamed", "warning", "http.pool_max_idle_per_host"],
  },
  {
    title: "object_store.retry is ignored at 2.1.0",
    toml: `${aliyun}[analytic.storage.object_store.retry]\nmax_retries = 3\nretry_timeout = "3m"\n`,
    takenBy: "2.0.0",
    at: "2.1.0",
    says: ["key-removed", "warning", "retry"],
  },
  {
    title: "the object store type Obkv is refused at 2.1.0",
    toml: '[analytic.storage.object_store]\ntype = "Obkv"\n',
    at: "2.1.0",
    says: ["wrong-type", "error", "Obkv"],
  },
  {
    title: "analytic.mutable_segment_switch_threshold of 2.0.0 is ignored at 2.1.0",
    toml: "[analytic]\nmutable_segment_switch_threshold = 4\n",
    takenBy: "2.0.0",
    at: "2.1.0",
    says: ["key-renamed", "warning", "mutable_segment_switch_threshold"],
  },
  {
    title: "memtable_type Columnar is refused since 2.0.0, where it is Column",
    toml: '[analytic.table_opts]\nmemtable_type = "Columnar"\n',
    takenBy: "1.2.7",
    at: "2.0.0",
    says: ["wrong-type", "error", "Column"],
  },
];

const metaKeys: readonly OldKey[] = [
  ...[
    ["log-level", "log.level"],
    ["log-file", "log.file"],
    ["etcd-log-level", "etcd-log.level"],
    ["etcd-log-file", "etcd-log.file"],
    ["etcd-dial-timeout-ms", "etcd-call-timeout-ms"],
    ["lease-ttl-sec", "lease-sec"],
    ["default-cluster", "default-cluster-name"],
  ].map(
    ([old = "", now = ""]): OldKey => ({
      title: `${old} was a flag of 0.3 and 0.4, and is no key`,
      toml: `${old} = ${/ms|sec/.test(old) ? "5" : '"info"'}\n`,
      at: "1.0.0-alpha01",
      says: ["key-renamed", "warning", now],
    }),
  ),
  {
    title: "wal-dir is dropped at 1.0.0",
    toml: 'wal-dir = "/w"\n',
    takenBy: "1.0.0-alpha02",
    at: "1.0.0",
    says: ["key-removed", "warning", "1.0.0-alpha02"],
  },
  {
    title: "etcd-log.file is without effect since 1.0.0",
    toml: '[etcd-log]\nfile = "/l"\n',
    takenBy: "1.0.0-alpha02",
    at: "1.0.0",
    says: ["key-without-effect", "warning", "etcd-log.file"],
  },
  {
    title: "etcd-max-txn-ops came with 1.0.0",
    toml: "etcd-max-txn-ops = 256\n",
    takenBy: "1.0.0",
    at: "1.0.0-alpha02",
    says: ["key-not-in-version", "warning", "1.0.0"],
  },
  {
    title: "default-partition_table_proportion_of_nodes came with 1.0.0-alpha02",
    toml: "default-partition_table_proportion_of_nodes = 0.5\n",
    takenBy: "1.0.0-alpha02",
    at: "1.0.0-alpha01",
    says: ["key-not-in-version", "warning", "1.0.0-alpha02"],
  },
  {
    title: "default-partition_table_proportion_of_nodes is dropped at 1.2.0",
    toml: "default-partition_table_proportion_of_nodes = 0.5\n",
    takenBy: "1.1.0",
    at: "1.2.0",
    says: ["key-removed", "warning", "1.1.0"],
  },
  ...["enable-schedule = true", 'topology-type = "static"'].map(
    (toml): OldKey => ({
      title: `${toml.split(" ")[0]} came with 1.2.0`,
      toml: `${toml}\n`,
      takenBy: "1.2.0",
      at: "1.1.0",
      says: ["key-not-in-version", "warning", "1.2.0"],
    }),
  ),
  {
    title: "flow-limiter came with 1.2.1",
    toml: "[flow-limiter]\nenable = true\n",
    takenBy: "1.2.1",
    at: "1.2.0",
    says: ["key-not-in-version", "warning", "1.2.1"],
  },
  {
    title: "token-bucket-fill-rate is limit since 1.2.2",
    toml: "[flow-limiter]\ntoken-bucket-fill-rate = 4\n",
    takenBy: "1.2.1",
    at: "1.2.2",
    says: ["key-renamed", "warning", "flow-limiter.limit"],
  },
  {
    title: "token-bucket-burst-event-capacity is burst since 1.2.2",
    toml: "[flow-limiter]\ntoken-bucket-burst-event-capacity = 4\n",
    takenBy: "1.2.1",
    at: "1.2.2",
    says: ["key-renamed", "warning", "flow-limiter.burst"],
  },
  {
    title: "procedure-executing-batch-size came with 1.2.4",
    toml: "procedure-executing-batch-size = 4\n",
    takenBy: "1.2.4",
    at: "1.2.2",
    says: ["key-not-in-version", "warning", "1.2.4"],
  },
  {
    title: "default-http-port is http-port since 1.2.7",
    toml: "default-http-port = 8081\n",
    takenBy: "1.2.6",
    at: "1.2.7",
    says: ["key-renamed", "warning", "http-port"],
  },
  ...['enable-embed-etcd = false\naddr = "a"', "enable-embed-etcd = true"].map(
    (toml): OldKey => ({
      title: `${/addr|enable-embed-etcd/.exec(toml.split("\n").at(-1) ?? "")?.[0]} came with 1.2.7`,
      toml: `${toml}\n`,
      takenBy: "1.2.7",
      at: "1.2.6",
      says: ["key-not-in-version", "warning", "1.2.7"],
    }),
  ),
  ...[
    "grpc-port = 2379",
    "grpc-service-max-send-msg-size = 4",
    "grpc-service-max-recv-msg-size = 4",
    "grpc-service-keep-alive-ping-min-interval-sec = 20",
  ].map(
    (toml): OldKey => ({
      title: `${toml.split(" ")[0]} came with 1.2.7`,
      toml: `${toml}\n`,
      at: "1.2.6",
      says: ["key-not-in-version", "warning", "1.2.7"],
    }),
  ),
  {
    title: "default-cluster-replication-factor is dropped at 2.0.0",
    toml: "default-cluster-replication-factor = 1\n",
    takenBy: "1.2.7",
    at: "2.0.0",
    says: ["key-removed", "warning", "1.2.7"],
  },
  {
    title: "max-ops-per-txn came with 2.0.0",
    toml: "max-ops-per-txn = 32\n",
    takenBy: "2.0.0",
    at: "1.2.7",
    says: ["key-not-in-version", "warning", "2.0.0"],
  },
  ...["etcd-ca-cert-path", "etcd-key-path", "etcd-cert-path"].map(
    (key): OldKey => ({
      title: `${key} came with 2.0.0`,
      toml: `${key} = "/c"\n`,
      at: "1.2.7",
      says: ["key-not-in-version", "warning", "2.0.0"],
    }),
  ),
  {
    title: "enable-schedule is without effect since 2.0.0",
    toml: "enable-schedule = true\n",
    takenBy: "1.2.7",
    at: "2.0.0",
    says: ["key-without-effect", "warning", "enable-schedule"],
  },
];

describe("a key of an older HoraeDB", () => {
  it.each(nodeKeys.map((one) => [one.title, one] as const))("%s", (_, one) => check("horaedb", one));
});

describe("a key of an older HoraeMeta", () => {
  it.each(metaKeys.map((one) => [one.title, one] as const))("%s", (_, one) => check("horaemeta", one));
});

type DefaultChange = readonly [key: string, last: string, before: unknown, first: string, after: unknown];

const nodeDefaults: readonly DefaultChange[] = [
  ["server.bind_addr", "1.0.0", "0.0.0.0", "1.1.0", "127.0.0.1"],
  ["analytic.scan_batch_size", "1.0.0", 500, "1.1.0", undefined],
  ["analytic.compaction.schedule_interval", "1.2.0", "5m", "1.2.1", "30s"],
  ["server.http_max_body_size", "1.2.0", 65536, "1.2.1", "64MB"],
  ["analytic.manifest.snapshot_every_n_updates", "1.2.4", 10000, "1.2.5", 100],
  ["tracing.dir", "1.2.7", "/tmp/ceresdb", "2.0.0", "/tmp/horaedb"],
  ["analytic.wal.obkv.client.rpc_operation_timeout", "1.2.0", "10s", "1.2.1", "3s"],
  ["analytic.wal.data_dir", "1.2.7", "/tmp/ceresdb", "2.0.0", "/tmp/horaedb"],
  ["analytic.storage.disk_cache_dir", "1.2.7", "/tmp/ceresdb", "2.0.0", "/tmp/horaedb"],
  ["cluster_deployment.etcd_client.root_path", "1.2.7", "/ceresdb", "2.0.0", "/horaedb"],
  ["analytic.recover_mode", "2.0.0", "TableBased", "2.1.0", "ShardBased"],
  ["analytic.table_opts.layered_memtable_opts.enable", "2.1.0", false, "2.1.0", false],
];

const metaDefaults: readonly DefaultChange[] = [
  ["data-dir", "1.0.0-alpha02", "/tmp/ceresmeta/data", "1.0.0", "/tmp/ceresmeta"],
  ["grpc-handle-timeout-ms", "1.0.0-alpha02", 10000, "1.0.0", 60000],
  ["etcd-start-timeout-ms", "1.0.0-alpha02", 10000, "1.0.0", 60000],
  ["default-partition_table_proportion_of_nodes", "1.0.0-alpha02", 0.5, "1.0.0", 0],
  ["storage-root-path", "1.1.0", "/rootPath", "1.2.0", "/ceresdb"],
  ["storage-root-path", "1.2.7", "/ceresdb", "2.0.0", "/horaedb"],
  ["data-dir", "1.2.7", "/tmp/ceresmeta", "2.0.0", "/tmp/horaemeta"],
  ["node-name", "1.2.7", "ceresmeta-<hostname>", "2.0.0", "horaemeta-<hostname>"],
  ["initial-cluster-token", "1.2.7", "ceresmeta-cluster", "2.0.0", "horaemeta-cluster"],
  ["flow-limiter.enable", "1.2.7", false, "2.0.0", true],
];

const defaultAt = (catalogue: Catalogue, key: string, version: string) =>
  entriesOf(catalogue, key)
    .map((entry) => stateAt(entry, version))
    .find((state) => state !== undefined)?.default;

describe.each([
  ["HoraeDB", horaedbServer.catalogue, nodeDefaults],
  ["HoraeMeta", horaemeta.catalogue, metaDefaults],
] as const)("a default of %s", (_, catalogue, changes) => {
  it.each(changes)("%s: up to %s it is %j, from %s on %j", (key, last, before, first, after) => {
    expect(defaultAt(catalogue, key, last)).toEqual(before);
    expect(defaultAt(catalogue, key, first)).toEqual(after);
  });
});

describe("names and variables", () => {
  const variablesAt = ({ catalogue }: typeof horaemeta, version: string): ReadonlySet<string> =>
    new Set([
      ...catalogue.keys.flatMap((entry) => (stateAt(entry, version) ? variablesOf(entry, version) : [])),
      ...catalogue.environment.filter((one) => inForce(one, version)).map(({ name }) => name),
    ]);

  it("FILE sets the log files of HoraeMeta in the two alphas only", () => {
    for (const { version } of horaemeta.catalogue.releases)
      expect(variablesAt(horaemeta, version).has("FILE"), version).toBe(version.includes("alpha"));
  });

  it("DEFAULT_HTTP_PORT is HTTP_PORT since 1.2.7", () => {
    expect(variablesAt(horaemeta, "1.2.6").has("DEFAULT_HTTP_PORT")).toBe(true);
    expect(variablesAt(horaemeta, "1.2.6").has("HTTP_PORT")).toBe(false);
    expect(variablesAt(horaemeta, "1.2.7").has("DEFAULT_HTTP_PORT")).toBe(false);
    expect(variablesAt(horaemeta, "1.2.7").has("HTTP_PORT")).toBe(true);
  });

  it("CERESDB_ variables are HORAEDB_ variables since 2.0.0", () => {
    const [before, after] = ["1.2.7", "2.0.0"].map((version) => [...variablesAt(horaedbServer, version)]);
    expect(before).toContain("CERESDB_SERVER_ADDR");
    expect(before?.some((name) => name.startsWith("HORAE"))).toBe(false);
    expect(after).toContain("HORAEDB_SERVER_ADDR");
    expect(after?.some((name) => name.startsWith("CERES"))).toBe(false);
  });

  it("ETCD_ADDRS and HORAEMETA_SERVER_ADDR came with 2.0.0", () => {
    for (const name of ["ETCD_ADDRS", "HORAEMETA_SERVER_ADDR"]) {
      expect(variablesAt(horaedbServer, "1.2.7").has(name), name).toBe(false);
      expect(variablesAt(horaedbServer, "2.0.0").has(name), name).toBe(true);
    }
  });

  it.each([
    ["1.2.7", "CeresDB", "CeresMeta"],
    ["2.0.0", "HoraeDB", "HoraeMeta"],
  ])("at %s the programs are %s and %s", (version, node, meta) => {
    expect(productName(horaedbServer.catalogue, version)).toBe(node);
    expect(productName(horaemeta.catalogue, version)).toBe(meta);
  });

  it("1.2.3 never existed, and 1.1.0 changed no key of HoraeMeta", () => {
    for (const program of [horaedbServer, horaemeta]) expect(program.hasRelease("1.2.3")).toBe(false);
    const keysAt = (version: string) =>
      horaemeta.catalogue.keys.flatMap((entry) => {
        const state = stateAt(entry, version);
        return state ? [[entry.key, state.types, state.default, variablesOf(entry, version)]] : [];
      });
    expect(keysAt("1.1.0")).toEqual(keysAt("1.0.0"));
    expect(keysAt("2.1.0")).toEqual(keysAt("2.0.0"));
  });
});
