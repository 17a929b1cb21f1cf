/** What is shown of a place, `|` in the texts: what has to be in it, and what must not be (`!`). */
import { describe, expect, it } from "vitest";
import { hoverAt } from "../src/editor/hover/hover.ts";
import { keyHelp } from "../src/editor/reference/key-help.ts";
import { library, marked, openFile } from "./support/asked-file.ts";

/** A site with a mark in the place of a text. */
function at(text: string, whole: string = site): string {
  expect(whole.split(text.replace("|", "")).length, text).toBeGreaterThan(1);
  return whole.replace(text.replace("|", ""), text);
}

const site = `cfgc: 1
name: metrics
hosts:
  h1: { address: 10.0.0.1, zone: az-a, memory: 64GB }
  h2: { address: 10.0.0.2, zone: az-b }
  "dn[01-03]": { address: "10.0.1.[1-3]" }
accept:
  - { rule: meta-quorum-too-small, reason: edge }
horaedb:
  version: 2.1.0
  topology: dynamic
  shards: 40
  meta:
    config: { lease-sec: 15 }
    members: [{ name: meta0, host: h1 }]
  nodes:
    config: { server: { timeout: 30s }, logger: { level: info } }
    members:
      - { host: h1 }
      - { host: h2, ports: { http: 5999 }, meta_member: meta0, config: { logger: { level: debug } } }
      - { host: "dn[01-03]" }
  wal: { type: Kafka, brokers: [k1:9092] }
  object_store:
    type: S3
    region: eu-west-1
    endpoint: https://store.example.net
    bucket: metrics
    prefix: prod
    key_id: { from_env: KEY_ID }
    key_secret: "hunter-two-and-three"
dolphindb:
  version: "2.00.12"
  controllers: [{ alias: ctl, host: h2 }]
  data_nodes: [{ alias: store, host: h2, config: { maxMemSize: 8 } }]
  config: { controller: { maxConnections: 512 } }
`;

const cluster: readonly (readonly [what: string, text: string, ...parts: string[]])[] = [
  ["a key of the language", at("hos|ts:"), "`hosts`", "machines, by name"],
  ["a default", at("topo|logy:"), 'default: "static"', "horaemeta:topology-type"],
  ["what a key becomes", at("sha|rds: 40"), "counts at meta0: `40`, written in line 12"],
  ["a value", at("environment: develo|pment", `${site}environment: development\n`), "In development"],
  [
    "a host",
    at("  h|1: {"),
    "host `h1`",
    "address: 10.0.0.1",
    "zone: az-a",
    "memory: 64 GB",
    "horaedb h1, ports",
    "horaemeta meta0",
  ],
  ["several hosts", at('"dn[01|-03]": { address'), "3 hosts", "`dn02`, 10.0.1.2"],
  ["a host that a member names", at("name: meta0, host: h|1 }"), "host `h1`", "10.0.0.1"],
  ["hosts that a member names", at('host: "dn[0|1-03]"'), "3 hosts", "`dn03`"],
  [
    "a name of an instance",
    at("{ name: met|a0,"),
    "horaemeta meta0",
    "HoraeMeta 2.1.0",
    "host: h1 (10.0.0.1)",
    "client port: 2379",
    "/var/lib/horaemeta/meta0",
  ],
  ["an instance that is spoken of", at("meta_member: met|a0"), "horaemeta meta0", "2379"],
  ["an alias", at("alias: sto|re"), "DolphinDB 2.00.12", "8902"],
  ["a key of a member", at("h|ost: h2, ports"), "horaedb.nodes.members[].host", "A name under hosts"],
  ["a port", at("ht|tp: 5999"), "default: 5440", "counts at h2: `5999`, written in line 20"],
  ["the value of a port", at("http: 59|99"), "5440", "5999"],
  ["a rule", at("rule: meta-quo|rum-too-small"), "**`meta-quorum-too-small`**"],
  ["the key of a rule", at("{ ru|le: meta"), "Name of the rule"],
  ["a release", at("version: 2.1|.0"), "Release of every instance"],
  ["a program's key", at("lease|-sec: 15"), "`lease-sec` of horaemeta", "counts at meta0: `15`"],
  ["a program's table", at("log|ger: { level: info }"), "`logger` of horaedb"],
  [
    "a value that a member has otherwise",
    at("le|vel: info"),
    '`"info"`, written in line 17',
    'counts at h2: `"debug"`, written in line 20',
  ],
  ["the member's own value", at("level: de|bug"), 'counts at h2: `"debug"`', '!info"`, written'],
  ["DolphinDB's key", at("maxMem|Size: 8"), "maxMemSize", "counts at store: `8`"],
  ["a tag", at("type: Kaf|ka"), "Where the log is", "horaedb:analytic.wal.type"],
  ["a key of a branch", at("broke|rs: [k1"), "host:port of the brokers", "only with: `type: Kafka`"],
  ["a secret", at("key_sec|ret:"), "secret", "counts everywhere: set", "!hunter"],
  ["the value of a secret", at("hunter-|two"), "secret", "!hunter"],
  ["a reference to a secret", at("key|_id: {"), "Identity of the access key", "set"],
  ["a place that is none", at("met|rics", "cfgc: 1\n\n#metrics\n")],
  [
    "a rule in a comment",
    at("port-cl|ash", "# cfgc-disable-next-line port-clash: because\ncfgc: 1\n"),
    "**`port-clash`**",
  ],
  ["a file with a broken line", at("sha|rds: 40", `${site}x: : [\n`), "Shards of the cluster"],
  ["no finding twice", at("shar|d: 40", site.replace("shards: 40", "shard: 40"))],
];

const files: readonly (readonly [what: string, kind: string, text: string, ...parts: string[]])[] = [
  [
    "HoraeDB's key",
    "horaedb",
    '# cfgc: horaedb@2.1.0\n[node]\naddr = "10.0.0.1"\n[server]\nhttp|_port = 5441\n',
    "`server.http_port` of horaedb",
    "5440",
    "`5441`, written in line 5",
  ],
  [
    "a default of a release",
    "horaedb",
    '# cfgc: horaedb@1.0.0\n[server]\nbind|_addr = "0.0.0.0"\n',
    "default at 1.0.0",
  ],
  ["a table", "horaedb", "[analytic.w|al]\n", "`analytic.wal` of horaedb"],
  ["HoraeMeta's key", "horaemeta", "lease-s|ec = 10\n", "`lease-sec` of horaemeta", "LEASE_SEC"],
  [
    "a key in another case",
    "horaemeta",
    "# cfgc: horaemeta@2.1.0\nLease-S|ec = 15\n",
    "`lease-sec` of horaemeta",
    "`15`, written in line 2",
  ],
  ["OMS's key", "oms", "oms_meta_ho|st: 10.0.0.1\n", "oms_meta_host"],
  ["a secret of OMS", "oms", "oms_meta_password: hun|ter2\n", "secret", "!hunter2"],
  [
    "DolphinDB's key",
    "dolphindb-controller",
    "mode=controller\ndfsReplicationFac|tor=2\n",
    "dfsReplicationFactor",
    "`2`, written in line 2",
  ],
  ["a key with a qualifier", "dolphindb-cluster", "dn1.maxMem|Size=8\n", "maxMemSize"],
  ["who a process is", "horaemeta", 'node-name = "me|ta7"\n', "horaemeta meta7", "2379"],
  ["a node of a list", "dolphindb-nodes", "localSite,mode\n10.0.0.1:8902:dn|7,datanode\n", "dn7", "8902"],
  ["a column", "dolphindb-nodes", "localSite,mo|de\n", "mode"],
  ["a variable", "env", "HORAEDB_SERVER_AD|DR=10.0.0.1\n", "node.addr"],
  ["the settings", "settings", "fil|es:\n  a: horaedb\n", "Kinds of files"],
];

function expectShown(text: string, kind: string, parts: readonly string[]): void {
  const place = marked(text);
  const shown = hoverAt(openFile(place.text, kind), place.offset, library)?.text ?? "";
  for (const part of parts.filter((one) => !one.startsWith("!"))) expect(shown).toContain(part);
  for (const part of parts.filter((one) => one.startsWith("!"))) expect(shown).not.toContain(part.slice(1));
  if (parts.length === 0) expect(shown).toBe("");
}

describe("in cluster.yaml", () => {
  it.each(cluster)("%s", (_, text, ...parts) => {
    expectShown(text, "cluster", parts);
  });
});

describe("in other files", () => {
  it.each(files)("%s", (_, kind, text, ...parts) => {
    expectShown(text, kind, parts);
  });
});

it("shows something of every key", () => {
  for (const reference of library.references) {
    const { catalogue } = reference;
    for (const { key, until } of catalogue.keys) {
      const version = until ?? catalogue.releases.at(-1)?.version ?? "";
      const file = { reference, version, tag: () => undefined, isDerived: () => false, isConfig: false };
      expect(keyHelp({ of: "program", file, key }, library), `${catalogue.program}:${key}`).toContain(
        key.replace(/\[\]$/, ""),
      );
    }
  }
});
