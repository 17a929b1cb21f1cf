/** A help says what to write, and what it says has to work. */
import { expect, it } from "vitest";
import { findingsOf } from "./support/run.ts";

const site = (rest: string) => ({
  "cluster.yaml": `cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 } }\n${rest}`,
});
const section = (rest: string) =>
  site(`horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] }, ${rest} }\n`);
const remote =
  "object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }";
const node = (text: string) => ({ "horaedb.toml": `# cfgc: horaedb@2.0.0\n${text}` });
const meta = (text: string) => ({ "horaemeta.toml": `# cfgc: horaemeta@2.0.0\n${text}` });

it.each([
  [
    "a version that YAML takes for a number",
    site("horaedb: { version: 2.00, nodes: { members: [ { host: db1 } ] } }\n"),
    'write it in quotes: "2.00"',
  ],
  ["another version of the language", { "cluster.yaml": "cfgc: 2\nname: m\n" }, undefined],
  [
    "no memory",
    { "cluster.yaml": "cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1, memory: 0 } }\n" },
    'write for example "128GB"',
  ],
  [
    "a size without a unit",
    node("[analytic.storage]\nmem_cache_capacity = 1.5\n"),
    'write a text with a unit, such as "1.5MB"',
  ],
  ["a time without a unit", node("[server]\ntimeout = 10\n"), 'write a text with a unit, such as "10s"'],
  [
    "a size where bytes are counted",
    node('[analytic]\nspace_write_buffer_size = "2MB"\n'),
    "write 2097152, the number of bytes",
  ],
  [
    "a key that stands there in its own spelling",
    { "cluster.cfg": "# cfgc: dolphindb-cluster@2.00.12\nmaxMemSize=8\nmaxmemsize=8\n" },
    'delete it: "maxMemSize" is there already',
  ],
  ["a number of revisions", meta("auto-compaction-retention = 100\n"), 'write it in quotes: "100"'],
  [
    "a broker as a URL",
    section(`wal: { type: Kafka, brokers: [ "http://a:9092" ] }, ${remote}`),
    'write "a:9092"',
  ],
  [
    "a broker that is a port",
    section(`wal: { type: Kafka, brokers: [ 9092 ] }, ${remote}`),
    'write for example "kafka1:9092"',
  ],
  [
    "a broker without a port",
    section(`wal: { type: Kafka, brokers: [ k ] }, ${remote}`),
    'write for example "kafka1:9092"',
  ],
  [
    "no copies",
    section(`wal: { type: Kafka, brokers: [ "k:9092" ], replication: 0 }, ${remote}`),
    "write for example 3",
  ],
  [
    "no copies in a file",
    node(
      '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["a:1", "b:1", "c:1"]\n[analytic.wal.kafka.topic_management]\ncreate_replication_factor = 0\n',
    ),
    "write 1 or more",
  ],
  ["no shards", section("shards: 0"), "write for example 40"],
  ["no threads", node("[runtime]\nread_thread_num = 0\n"), "write 1 or more; the default is 8"],
  ["too large a port", node("[server]\nhttp_port = 70000\n"), "write 65535 or less; the default is 5440"],
  [
    "half a day",
    node('[analytic.wal]\ntype = "Obkv"\n[analytic.wal.data_namespace]\nttl = "36h"\n'),
    'write "2d"',
  ],
  [
    "an address that no machine has",
    { "cluster.yaml": "cfgc: 1\nname: m\nhosts: { db1: { address: 10.0.0.333 } }\n" },
    'write for example "10.1.1.1"',
  ],
  [
    "https and a blank",
    meta('client-urls = "https://10.1.1.1:2379, http://127.0.0.1:2379"\n'),
    'write "http://10.1.1.1:2379,http://127.0.0.1:2379"',
  ],
  [
    "a key that was never one, beside the real one",
    node('[server]\ndeploy_mode = "Cluster"\n[cluster_deployment]\nmode = "NoMeta"\n'),
    'delete it: the file has "cluster_deployment.mode"',
  ],
  ["a key that was never one, alone", node('[server]\ndeploy_mode = "Cluster"\n'), "delete it"],
  ["a misspelt key", node('[cluster_delpoyment]\nmode = "NoMeta"\n'), 'write "cluster_deployment"'],
])("%s", (_, files, help) => {
  const [found, ...others] = findingsOf({ files });
  expect(others).toEqual([]);
  expect(found?.help).toBe(help);
});

it("names an empty list", () => {
  const [found] = findingsOf({ files: section("meta: { members: [] }") });
  expect(found?.message).toBe('"horaedb.meta.members" must be a list that is not empty, not an empty list');
});

it("does not ask for a text where the text is the wrong one", () => {
  const found = (version: string) =>
    findingsOf({
      as: `horaedb@${version}`,
      files: { "horaedb.toml": '[analytic.table_opts]\ncompaction_strategy = "SizeTiered"\n' },
    })[0]?.message;
  expect(found("1.0.0")).toBe(
    '"analytic.table_opts.compaction_strategy" cannot be the text "SizeTiered"; CeresDB 1.0.0 does not start with it',
  );
  expect(found("2.0.0")).toBe(
    '"analytic.table_opts.compaction_strategy" must be "Default", not the text "SizeTiered"; HoraeDB 2.0.0 does not start with it',
  );
});
