/** A help says what to write, and what it says has to work. */
import { expect, it } from "vitest";
import { expectHolds } from "./support/offers.ts";
import { findingsOf } from "./support/run.ts";

const site = (rest: string) => ({
  "cluster.yaml": `cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1 } }\n${rest}`,
});
const section = (rest: string, version = "2.1.0", nodes = "") =>
  site(`horaedb: { version: ${version}, nodes: { ${nodes}members: [ { host: db1 } ] }, ${rest} }\n`);
const remote =
  "object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }";
const node = (text: string) => ({ "horaedb.toml": `# cfgc: horaedb@2.0.0\n${text}` });
const meta = (text: string) => ({ "horaemeta.toml": `# cfgc: horaemeta@2.0.0\n${text}` });

it.each([
  [
    "a version that YAML takes for a number",
    site("horaedb: { version: 2.00, nodes: { members: [ { host: db1 } ] } }\n"),
    'write "2.0.0"',
  ],
  ["a release that is cut off", section("", "2.1"), 'write "2.1.0"'],
  ["a release that is cut off, in quotes", section("", '"2.1"'), 'write "2.1.0"'],
  ["a release that is cut off, in a file", { "horaemeta.toml": "# cfgc: horaemeta@2.0\n" }, 'write "2.0.0"'],
  [
    "a line of releases",
    section("", "1.2"),
    'write the whole release: "1.2.0", "1.2.1", "1.2.2", "1.2.4", "1.2.5", "1.2.6", "1.2.7"',
  ],
  [
    "a release with a dot too few",
    section("", "v2.10"),
    'did you mean "2.1.0"? known: 1.0.0, 1.1.0, 1.2.0, 1.2.1, 1.2.2, 1.2.4, 1.2.5, 1.2.6, 1.2.7, 2.0.0, 2.1.0',
  ],
  [
    "a line that is written with one zero",
    site(
      'dolphindb: { version: "2.0.12", replication: { factor: 1 }, controllers: [ { host: db1 } ], data_nodes: [ { host: db1 } ] }\n',
    ),
    'write "2.00.12"',
  ],
  ["a number in quotes", section('shards: "1"'), "write 1 without quotes"],
  [
    "a number in quotes, where there are none",
    { "cluster.cfg": '# cfgc: dolphindb-cluster@2.00.12\nmaxMemSize="8"\n' },
    "write 8 without quotes",
  ],
  [
    "two nodes of one host",
    site(
      'dolphindb: { version: "2.00.12", replication: { factor: 1 }, controllers: [ { host: db1 } ], data_nodes: [ { host: db1 }, { host: db1 } ] }\n',
    ),
    "give this one an `alias` and a `port` of its own",
  ],
  [
    "several hosts of one entry",
    site("horaedb: { version: 2.0.0, nodes: { members: [ { host: [db1, db2] } ] } }\n"),
    "write an entry of the list above for each of them",
  ],
  [
    "a host that is its address",
    { "cluster.yaml": "cfgc: 1\nname: m\nhosts: { h1: 10.0.0.1 }\n" },
    "write a table: { address: ... }",
  ],
  [
    "a key of the table below",
    node("[analytic]\nwrite_buffer_size = 33554432\n"),
    "move it to [analytic.table_opts]",
  ],
  [
    "a dotted key of YAML",
    section("", "2.0.0", "config: { analytic.max_retry_flush_limit: 3 }, "),
    "nest it: `analytic: { max_retry_flush_limit: ... }`",
  ],
  [
    "a dotted key that cfgc derives",
    section("", "2.0.0", "config: { server.http_port: 5440 }, "),
    "write `ports.http` at the node",
  ],
  [
    "a key of another store",
    section(`wal: { type: Kafka, brokers: [ "k:9092" ] }, ${remote.replace("S3", "Aliyun")}`),
    "delete it; known here: type, endpoint, bucket, prefix, key_id, key_secret",
  ],
  [
    "a misspelt reference",
    section(`wal: { type: Kafka, brokers: [ "k:9092" ] }, ${remote.replace("from_env", "from_evn")}`),
    'did you mean "from_env"?',
  ],
  [
    "a misspelt section",
    site("horadb: { version: 2.0.0, nodes: { members: [ { host: db1 } ] } }\n"),
    'did you mean "horaedb"?',
  ],
  ["no name", { "cluster.yaml": "cfgc: 1\nhosts: { db1: { address: 10.1.1.1 } }\n" }, "add `name: metrics`"],
  [
    "no address",
    { "cluster.yaml": "cfgc: 1\nname: m\nhosts: { db1: { zone: a } }\n" },
    'add `address: "10.1.1.1"`',
  ],
  ["no nodes", site("horaedb: { version: 2.1.0 }\n"), "add `nodes: { members: [ { host: db1 } ] }`"],
  ["no release", site("horaedb: { nodes: { members: [ { host: db1 } ] } }\n"), 'add `version: "2.1.0"`'],
  [
    "a memory without a unit",
    { "cluster.yaml": "cfgc: 1\nname: m\nhosts: { db1: { address: 10.1.1.1, memory: 128 } }\n" },
    'write "128GB", if that is meant',
  ],
  [
    "a misspelt rule",
    site(
      "accept: [ { rule: meta-quorum-to-small, reason: x } ]\nhoraedb: { version: 2.0.0, meta: { members: [ { host: db1 } ] }, nodes: { members: [ { host: db1 } ] } }\n",
    ),
    'did you mean "meta-quorum-too-small"?',
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
  if (found !== undefined) expectHolds(found, { files });
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

it("tables that strayed into the one above are said where they stand, with the table that they belong to", () => {
  const found = findingsOf({
    files: site(
      "horaedb:\n  version: 2.0.0\n  nodes:\n    members: [ { host: db1 } ]\n    wal: { type: Kafka, brokers: [ k1:9092 ] }\n    object_store: { type: S3, bucket: b }\n",
    ),
  });
  const said = 'unknown-key: write it beside "nodes", not in it';
  expect(found.map(({ code, help }) => `${code.name}: ${help}`)).toEqual([said, said]);
});
