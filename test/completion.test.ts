/** What is offered at a place, `|` in the texts: what has to be among it, and what must not be (`!`). */
import { describe, expect, it } from "vitest";
import { completionsAt } from "../src/editor/completion/complete.ts";
import { library, marked, openFile } from "./support/asked-file.ts";
import { inFolder, withMarks } from "./support/asked-folder.ts";

const site = `cfgc: 1
name: metrics
hosts:
  h1: { address: 10.0.0.1, zone: a }
  h2: { address: 10.0.0.2, zone: b }
  h3: { address: 10.0.0.3, zone: c }
`;
const horaedb = `${site}horaedb:
  version: 2.1.0
`;
const nodes = `  nodes:
    members:
      - { host: h1 }
`;
const dolphindb = `${site}dolphindb:
  version: "2.00.12"
  controllers: [{ host: h1 }]
`;
const oms = `${site}oms:
  version: 4.2.2
`;

const clusters: readonly (readonly [what: string, text: string, ...labels: string[]])[] = [
  ["an empty file", "|", "cfgc", "name", "hosts", "horaedb", "dolphindb", "oms"],
  ["the top, without what is there", `${site}|`, "horaedb", "accept", "!hosts", "!name"],
  ["a half-typed word", `${site}horae|`, "horaedb"],
  ["the version of the language", "cfgc: |", "1"],
  ["an enum", "cfgc: 1\nenvironment: |", "production", "development"],
  ["a host", `${site.trimEnd()}\n  h4: { | }`, "address", "zone", "memory"],
  ["a host, without what is there", "hosts:\n  h4: { address: 10.0.0.4, | }", "zone", "!address"],
  ["a host in a block", "hosts:\n  h4:\n    |", "address", "zone"],
  [
    "a zone that there is",
    "cfgc: 1\nname: s\nhosts:\n  a: { address: 10.0.0.1, zone: az-a }\n  b: { address: 10.0.0.2, zone: | }\n",
    "az-a",
    "!rack1",
  ],
  ["a first zone", "cfgc: 1\nname: s\nhosts:\n  a: { address: 10.0.0.1, zone: | }\n", "rack1"],
  ["a release", `${site}horaedb:\n  version: |`, "2.1.0", "1.2.7", "!1.2.3"],
  ["a release of DolphinDB", `${site}dolphindb:\n  version: |`, "2.00.12", "3.00.2"],
  [
    "an earlier release",
    `${site}horaedb:\n  version: 2.0.0\n  upgrading_from: |`,
    "1.2.7",
    "!2.1.0",
    "!2.0.0",
  ],
  ["a release of the same line", `${site}horaedb:\n  version: 2.2.0\n  treat_as: |`, "2.1.0", "!1.2.7"],
  ["the keys of a section", `${horaedb}  |`, "topology", "nodes", "!version"],
  ["a required key first", `${site}horaedb:\n  |`, "version", "nodes"],
  ["an enum of a section", `${horaedb}  topology: |`, "static", "dynamic"],
  ["a tag", `${horaedb}  wal: { type: | }`, "Kafka", "RocksDB", "Local", "Obkv"],
  [
    "the keys of a tag",
    `${horaedb}  wal: { type: Kafka, | }`,
    "brokers",
    "replication",
    "!param_url",
    "!type",
  ],
  ["the keys without a tag", `${horaedb}  wal:\n    |`, "type", "brokers", "param_url"],
  [
    "a tag with keys around it",
    `${horaedb}  object_store:\n    type: |\n    bucket: b\n`,
    "S3",
    "Aliyun",
    "Local",
  ],
  ["a secret", `${horaedb}  object_store:\n    type: S3\n    key_secret: |`, "{ from_env: KEY_SECRET }"],
  ["a list of members", `${horaedb}  nodes:\n    members:\n      |`, "host", "name"],
  ["a member", `${horaedb}  nodes:\n    members:\n      - |`, "host", "name", "ports", "config"],
  ["a further member", `${horaedb}${nodes}      |`, "host", "name"],
  ["a member in braces", `${horaedb}  nodes:\n    members:\n      - { | }`, "host", "!members"],
  ["a member in brackets", `${horaedb}  nodes:\n    members: [|]`, "{ }"],
  [
    "a key of a member behind others",
    `${horaedb}  nodes:\n    members:\n      - host: h1\n        |`,
    "ports",
    "!host",
  ],
  ["a host's name", `${horaedb}  nodes:\n    members:\n      - host: |`, "h1", "h2", "h[1-3]"],
  ["a host's name in braces", `${horaedb}  nodes:\n    members:\n      - { host: | }`, "h1", "h[1-3]"],
  ["a host's name in quotes", `${horaedb}  nodes:\n    members:\n      - host: "|`, "h1", "h[1-3]"],
  [
    "a host that was just written",
    "hosts:\n  a1: {}\n  a2: {}\nhoraedb:\n  nodes:\n    members:\n      - host: |",
    "a1",
    "a2",
    "a[1-2]",
  ],
  [
    "padded hosts",
    'hosts:\n  "dn[08-11]": {}\nhoraedb:\n  nodes:\n    members:\n      - host: |',
    "dn08",
    "dn11",
    "dn[08-11]",
  ],
  ["the default port", `${horaedb}  nodes:\n    members:\n      - { host: h1, ports: { http: | } }`, "5440"],
  [
    "a port that is free",
    `${horaedb}  nodes:\n    members:\n      - { host: h1 }\n      - { name: b, host: h1, ports: { http: | } }`,
    "5441",
    "!5440",
  ],
  [
    "the port that stands there",
    `${horaedb}  nodes:\n    members:\n      - { host: h1, ports: { http: 54|40 } }`,
    "5440",
  ],
  [
    "a member of HoraeMeta",
    `${horaedb}  meta:\n    members:\n      - { name: m0, host: h1 }\n  nodes:\n    members:\n      - { host: h1, meta_member: | }`,
    "m0",
    "!h1",
  ],
  [
    "the node of a shard",
    `${horaedb}${nodes}  routing:\n    schemas:\n      public:\n        shards:\n          0: |`,
    "h1",
  ],
  ["a program's keys", `${horaedb}  nodes:\n    config:\n      |`, "analytic", "logger", "!cluster_name"],
  ["a program's keys in braces", `${horaedb}  nodes:\n    config: { logger: { | } }`, "level"],
  ["a program's value", `${horaedb}  nodes:\n    config: { logger: { level: | } }`, "info"],
  ["a program's boolean", `${horaedb}  meta:\n    config:\n      enable-schedule: |`, "true", "false"],
  [
    "keys that the section decides",
    `${horaedb}  meta:\n    config:\n      |`,
    "lease-sec",
    "!node-name",
    "!initial-cluster",
  ],
  [
    "keys of the member's own release",
    `${horaedb}  nodes:\n    members:\n      - host: h1\n        version: 1.0.0\n        config:\n          server:\n            |`,
    "bind_addr",
    "!postgresql_port",
  ],
  [
    "keys of the log that is there",
    `${horaedb}  wal: { type: Kafka, brokers: [k:9092] }\n  nodes:\n    config:\n      analytic:\n        wal:\n          |`,
    "!obkv",
  ],
  [
    "DolphinDB's parameters",
    `${dolphindb}  config:\n    controller:\n      |`,
    "maxConnections",
    "!mode",
    "!localSite",
  ],
  [
    "DolphinDB's parameters of a node",
    `${dolphindb}  data_nodes:\n    - host: h1\n      config: { | }`,
    "maxMemSize",
    "volumes",
  ],
  ["a port of DolphinDB", `${dolphindb}  data_nodes:\n    - { host: h1, port: | }`, "8902"],
  ["the agents", `${dolphindb}  agents:\n    |`, "port", "data_dir"],
  ["OMS", `${oms}  |`, "meta_database", "regions", "databases"],
  ["a region", `${oms}  regions:\n    - |`, "location", "hosts", "vip"],
  ["the hosts of a region", `${oms}  regions:\n    - hosts: [h1, |]`, "h2", "h3", "h[2-3]", "!h1"],
  ["the hosts of a region as items", `${oms}  regions:\n    - hosts:\n        - |`, "h1", "h[1-3]"],
  ["the metadata database's host", `${oms}  meta_database: { host: | }`, "h1", "!h[1-3]"],
  ["keys of OMS's own", `${oms}  config:\n    |`, "ghana_server_port", "!cm_nodes"],
  ["a rule", `${site}accept:\n  - rule: |`, "meta-quorum-too-small", "!unknown-key"],
  [
    "a rule that is not accepted yet",
    `${site}accept:\n  - { rule: meta-quorum-too-small, reason: r }\n  - { rule: | }`,
    "!meta-quorum-too-small",
  ],
  ["a rule in a comment", "# cfgc-disable-next-line |", "unknown-key", "port-clash"],
  ["a second rule in a comment", "# cfgc-disable-next-line port-clash, unk|", "unknown-key", "!port-clash"],
  ["a comment", "# cfg|", "cfgc:", "cfgc-disable-next-line"],
  ["a table that is open", `${horaedb}  nodes: { members: [{ host: h1, |`, "ports"],
  ["a file with a broken line", `${horaedb}  x: : [\n  nodes:\n    members:\n      - { host: | }`, "h1"],
  ["behind a value", `${horaedb}  topology: static |`],
  ["a name that people choose", "hosts:\n  |"],
];

const files: readonly (readonly [what: string, kind: string, text: string, ...labels: string[]])[] = [
  ["a hosts file", "hosts", "hosts:\n  h4: { | }", "address"],
  ["the kind of a file", "horaedb", "# cfgc: |", "horaedb@2.1.0", "ceresdb@1.2.7", "oms@4.2.2"],
  ["HoraeDB's tables", "horaedb", "[|]", "server", "analytic"],
  ["HoraeDB's keys", "horaedb", "[server]\nhttp_port = 5440\n|", "grpc_port", "!http_port"],
  [
    "HoraeDB's keys of a release",
    "horaedb",
    "# cfgc: horaedb@1.2.2\n[server]\n|",
    "mysql_port",
    "!postgresql_port",
  ],
  ["HoraeDB's values", "horaedb", "[logger]\nlevel = |", '"info"'],
  ["HoraeDB's values in quotes", "horaedb", '[logger]\nlevel = "d|"', '"info"'],
  ["HoraeMeta's keys", "horaemeta", 'node-name = "a"\n|', "data-dir", "!node-name"],
  ["HoraeMeta's values of a key in another case", "horaemeta", 'Topology-Type = "|"', '"dynamic"'],
  ["a table of HoraeMeta", "horaemeta", "[log]\n|", "level"],
  ["keys of the variant", "horaedb", '[analytic.storage.object_store]\ntype = "S3"\n|', "bucket", "region"],
  ["OMS's keys", "oms", "oms_meta_host: h\n|", "oms_meta_port", "!oms_meta_host"],
  ["a secret of OMS", "oms", "oms_meta_password: |"],
  ["DolphinDB's keys", "dolphindb-controller", "mode=controller\n|", "localSite", "!mode"],
  ["DolphinDB's keys in other letters", "dolphindb-controller", "LOCALSITE=x\n|", "mode"],
  ["DolphinDB's values", "dolphindb-controller", "dfsReplicaReliabilityLevel=|", "0", "1", "2"],
  ["the nodes", "dolphindb-cluster", "dn1.maxMemSize=8\nmaxC|", "maxConnections"],
  ["behind a qualifier", "dolphindb-cluster", "dn1.|", "maxMemSize"],
  ["a column", "dolphindb-nodes", "localSite,|", "mode"],
  ["a cell", "dolphindb-nodes", "localSite,mode\nh:8900:c,|", "controller", "datanode"],
  ["sites of a row", "dolphindb-nodes", "localSite,mode\nh:8900:c,controller\n|", "!h:8900:c"],
  ["no comment in a file that takes none", "dolphindb-nodes", "localSite,mode\n# |"],
  ["a variable", "env", "HORAEDB|", "HORAEDB_SERVER_ADDR"],
  ["a variable that is there", "env", "HORAEDB_SERVER_ADDR=x\n|", "!HORAEDB_SERVER_ADDR"],
  ["the kinds in the settings", "settings", "files:\n  a.toml: |", "horaedb@2.1.0", "env"],
  ["the settings", "settings", "|", "files", "sets", "ignore"],
];

function expectOffered(text: string, kind: string, labels: readonly string[]): void {
  const at = marked(text);
  const offered = completionsAt(openFile(at.text, kind), at.offset, library).map(({ label }) => label);
  for (const label of labels.filter((one) => !one.startsWith("!"))) expect(offered).toContain(label);
  for (const label of labels.filter((one) => one.startsWith("!")))
    expect(offered).not.toContain(label.slice(1));
  if (labels.length === 0) expect(offered).toEqual([]);
}

describe("in cluster.yaml", () => {
  it.each(clusters)("%s", (_, text, ...labels) => {
    expectOffered(text, "cluster", labels);
  });
});

describe("in other files", () => {
  it.each(files)("%s", (_, kind, text, ...labels) => {
    expectOffered(text, kind, labels);
  });
});

it("offers the nodes of cluster.nodes before a key of cluster.cfg, and no agents", () => {
  const { files, cursor } = withMarks({
    "cluster.cfg": "maxMemSize=8\nd|",
    "cluster.nodes": "localSite,mode\n10.0.0.1:8901:da1,agent\n10.0.0.1:8902:dn1,datanode\n",
  });
  const open = inFolder(files, cursor.path);
  const labels = completionsAt(open, cursor.offset, library).map(({ label }) => label);
  expect(labels).toContain("dn1.");
  expect(labels).not.toContain("da1.");
  const behind = inFolder({ ...files, "cluster.cfg": "dn1." }, "cluster.cfg");
  expect(completionsAt(behind, 4, library).map(({ label }) => label)).not.toContain("dn1.");
});
