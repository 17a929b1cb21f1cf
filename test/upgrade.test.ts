/** What an upgrade changes, said in the README; and what a change takes to count, said by --dry-run. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { diffBundle } from "../src/cli/bundle-directory/diff.ts";
import { nodeFileSystem } from "../src/cli/bundle-directory/file-system.ts";
import { writeBundle } from "../src/cli/bundle-directory/write.ts";
import { effectRemarks } from "../src/cli/commands/build/effect-remarks.ts";
import { say } from "../src/diagnostics/message.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { horaemeta } from "../src/products/horaedb/horaemeta.ts";
import { upgradeNotes } from "../src/products/upgrade-notes.ts";
import { environmentOf } from "../src/products/variables/environment.ts";
import { stateAt } from "../src/schema/key-state.ts";
import { compareVersions } from "../src/schema/versions.ts";
import { compileText, products } from "./support/run.ts";

const cluster = (version: string, rest = "", config = "{}") => `cfgc: 1
name: s
environment: development
hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: ${version}
  build_features: [ wal-rocksdb ]
  meta: { config: ${config}, members: [ { host: db1 } ] }
  nodes: { members: [ { host: db1 } ] }
${rest}`;

function readmeOf(text: string): string {
  const { bundle, diagnostics } = compileText(text);
  if (bundle === undefined) throw new Error(diagnostics.map((one) => one.message).join("\n"));
  return bundle.files.find((file) => file.path === "README.md")?.content ?? "";
}

const fileOf = (text: string, path: string) =>
  compileText(text).bundle?.files.find((file) => file.path === path)?.content;
const nodeFile = (text: string) => fileOf(text, "hosts/db1/horaedb/db1/horaedb.toml");

const upgrade = (from: string, to: string) => readmeOf(cluster(to, `  upgrading_from: ${from}\n`));

describe("the README of an upgrade", () => {
  it("is silent where nothing is upgraded", () => {
    expect(readmeOf(cluster("2.1.0"))).not.toContain("Upgrade");
    expect(upgrade("2.1.0", "2.1.0")).not.toContain("Upgrade");
  });

  it("names units, users and directories that move with the new name", () => {
    const text = upgrade("1.2.7", "2.0.0");
    expect(text).toContain("systemctl disable --now ceresmeta-db1.service");
    expect(text).toContain("chown -R horae:horae /var/lib/ceresmeta/db1");
    expect(text).toContain("systemctl enable --now horaedb-db1.service");
    expect(upgrade("2.0.0", "2.1.0")).not.toContain("systemctl disable");
  });

  it("names the path of the locks, and its default that changes", () => {
    expect(upgrade("1.2.7", "2.0.0")).toContain(
      "Locks of shards lie under `/ceresdb/defaultCluster/shards` in etcd, for nodes at 1.2.7 and at 2.0.0 alike, because the path is written out: by default it changes from `/ceresdb` to `/horaedb`",
    );
    expect(upgrade("2.0.0", "2.1.0")).toContain("under `/horaedb/defaultCluster/shards` in etcd");
    // Releases before 1.2.0 take no locks.
    expect(upgrade("1.1.0", "1.2.0")).not.toContain("Locks of shards");
  });

  it("warns of data that lie in a log or a store of a type that came later", () => {
    const local = upgrade("2.0.0", "2.1.0");
    const rocksdb = readmeOf(cluster("2.1.0", "  wal: { type: RocksDB }\n  upgrading_from: 2.0.0\n"));
    expect(rocksdb).not.toContain("Data stay behind");
    expect(rocksdb).not.toContain("| `analytic.wal.data_dir` |");
    const changed = readmeOf(cluster("2.1.0", "  wal: { type: Local }\n  upgrading_from: 2.0.0\n"));
    expect(changed).toContain("**Data stay behind.** 2.0.0 has no log of type Local");
    expect(changed).toContain("keep it: a build of 2.1.0 with the feature wal-rocksdb");
    expect(changed).toContain(
      "| `analytic.wal.type` | `Local` is new: 2.0.0 takes `RocksDB`, `Obkv`, `Kafka` |",
    );
    expect(changed).not.toContain("| `analytic.wal.data_dir` | new");
    expect(local.includes("Data stay behind")).toBe(local.includes("`Local` is new"));
    const s3 =
      "  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n";
    const store = readmeOf(cluster("1.2.4", `${s3}  wal: { type: RocksDB }\n  upgrading_from: 1.2.2\n`));
    expect(store).toContain("1.2.2 has no object store of type S3");
    expect(store).not.toContain("no log of type");
  });

  it.each([
    ["1.2.6", "1.2.7", "| `http-port` | was called `default-http-port` |"],
    [
      "1.1.0",
      "1.2.0",
      '| `storage-root-path` | written out; the default changes from `"/rootPath"` to `"/ceresdb"`, and an instance at 1.1.0 that leaves the key out has `"/rootPath"` |',
    ],
    [
      "1.2.7",
      "2.0.0",
      '| `data-dir` | written out; the default changes from `"/tmp/ceresmeta"` to `"/tmp/horaemeta"`',
    ],
    ["1.2.7", "2.0.0", "| `flow-limiter.enable` | not written; the default changes from `false` to `true` |"],
    ["1.2.7", "2.0.0", "| `node.addr` | the variable `CERESDB_SERVER_ADDR` is `HORAEDB_SERVER_ADDR` now |"],
    [
      "2.0.0",
      "2.1.0",
      '| `analytic.recover_mode` | not written; the default changes from `"TableBased"` to `"ShardBased"` |',
    ],
    [
      "1.2.7",
      "2.0.0",
      "| `HORAEDB_COMPACT_PICK_BY_SEQ` | this variable was called `CERESDB_COMPACT_PICK_BY_SEQ`; start.sh clears both",
    ],
    ["1.1.0", "2.0.0", "| `HORAEDB_MAX_INPUT_SSTABLE_SIZE` | this variable was called"],
    ["1.2.5", "1.2.6", "| `server.postgresql_port` | new: 1.2.5 does not have it |"],
    [
      "1.2.0",
      "1.2.1",
      '| `server.http_max_body_size` | not written; the default changes from `65536` to `"64MB"` |',
    ],
  ])("from %s to %s says: %s", (from, to, row) => expect(upgrade(from, to)).toContain(row));

  it("stops all of a cluster that goes from 1.x to 2.x, in the vendor's order", () => {
    const text = upgrade("1.2.7", "2.0.0");
    const order = [
      "**A full stop.**",
      "snapshot save",
      "disable --now ceresmeta-db1",
      "disable --now ceresdb-db1",
    ];
    const places = [
      ...order,
      "enable --now horaemeta-db1.service  #",
      "enable --now horaedb-db1.service  #",
    ].map((one) => text.indexOf(one));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).not.toContain("one member at a time");
    expect(upgrade("2.0.0", "2.1.0")).toContain(
      "HoraeMeta 2.1.0 takes the shards of a node that restarts alone",
    );
    for (const [from, to] of [["1.2.6", "1.2.7"]] as const)
      expect(upgrade(from, to)).toContain("one member at a time");
  });

  it("says what 2.0.0 stored with its tables, and writes the key that goes by it", () => {
    const text = upgrade("2.0.0", "2.1.0");
    expect(text).toContain("MODIFY SETTING mutable_segment_switch_threshold='0'");
    expect(text).not.toContain("panics at start");
    expect(upgrade("1.2.7", "2.1.0")).not.toContain("mutable_segment_switch_threshold");
    expect(nodeFile(cluster("2.1.0", "  upgrading_from: 2.0.0\n"))).toContain(
      "try_compat_old_layered_memtable_opts = true",
    );
    expect(nodeFile(cluster("2.1.0", "  upgrading_from: 1.2.7\n"))).not.toContain("try_compat");
  });

  it("says of a cluster without HoraeMeta that it is nodes only", () => {
    const text = readmeOf(`cfgc: 1
name: s
hosts: { db1: { address: 10.1.1.1 } }
horaedb: { version: 2.1.0, build_features: [ wal-rocksdb ], upgrading_from: 2.0.0, nodes: { members: [ { host: db1 } ] } }
`);
    expect(text).toContain("One restart");
    expect(text).toContain("and the node panics at start, since its system catalog is one of them");
    expect(text).not.toContain("Locks of shards");
  });
});

describe("a cluster that CeresDB created", () => {
  const env = "hosts/db1/horaedb/db1/db1.env";
  const during = cluster("2.0.0", "  upgrading_from: 1.2.7\n");

  it("keeps its catalog while it is upgraded", () => {
    expect(fileOf(during, env)).toContain("HORAEDB_DEFAULT_CATALOG=ceresdb\n");
    const node = compileText(during).model.instances.find(({ program }) => program === "horaedb")!;
    const entry = environmentOf(node).find(({ name }) => name === "HORAEDB_DEFAULT_CATALOG");
    expect(entry?.setting?.value).toBe("ceresdb");
  });

  it("keeps all of its files with default_catalog: ceresdb after that", () => {
    const files = (text: string) =>
      compileText(text).bundle?.files.filter(({ path }) => !/README|manifest/.test(path));
    expect(files(cluster("2.0.0", "  default_catalog: ceresdb\n"))).toEqual(files(during));
    expect(files(cluster("2.0.0"))).not.toEqual(files(during));
    const again = cluster("2.1.0", "  default_catalog: ceresdb\n  upgrading_from: 2.0.0\n");
    expect(nodeFile(again)).toContain('type = "RocksDB"\ndata_dir = "/var/lib/ceresdb/db1/wal"');
  });

  it("says nothing of the catalog to releases that have one name for it", () => {
    for (const text of [cluster("1.2.7"), cluster("1.2.7", "  upgrading_from: 1.2.6\n"), cluster("2.0.0")])
      for (const { content } of compileText(text).bundle?.files ?? [])
        expect(content).not.toContain("DEFAULT_CATALOG=");
  });
});

describe("every default that changes between two releases", () => {
  const programs = [horaemeta, horaedbServer];
  const pairs = programs.flatMap(({ catalogue }) =>
    catalogue.releases
      .slice(1)
      .map(
        (release, index) =>
          [catalogue.releases[index]?.version ?? say``, release.version, catalogue] as const,
      ),
  );

  it.each(pairs)("%s to %s is told", (from, to, catalogue) => {
    const supported = horaedbServer.hasRelease(from) && horaedbServer.hasRelease(to);
    if (!supported) return expect(compareVersions(from, "1.0.0")).toBeLessThan(0);
    const { model } = compileText(cluster(to, `  upgrading_from: ${from}\n`));
    const instance = model.instances.find((one) => one.catalogue === catalogue);
    const notes = upgradeNotes(instance!.settings, from);
    const told = new Set([...notes.defaults, ...notes.kept].map(({ key }) => key));
    const changed = catalogue.keys.filter((entry) => {
      const [before, after] = [stateAt(entry, from), stateAt(entry, to)];
      const same = JSON.stringify(before?.default) === JSON.stringify(after?.default);
      return before && after && !same && entry.variant === undefined && entry.deadSince === undefined;
    });
    for (const { key } of changed) expect(told).toContain(key);
  });
});

describe("the README of a cluster that loses shards at a restart", () => {
  const remote =
    "  wal: { type: Kafka, brokers: [ 10.9.0.1:9092 ] }\n  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n";
  const heading = "### Before anything restarts";

  it("says how to restart without a loss, and how to be rid of it where log and store are remote", () => {
    const text = readmeOf(cluster("2.1.0", `  cluster_name: "it's ours"\n${remote}`));
    expect(text).toContain(heading);
    expect(text).toContain(
      `curl -X PUT 'http://10.1.1.1:8080/api/v1/clusters/it'\\''s%20ours' -d '{"topologyType":"dynamic","procedureExecutingBatchSize":4294967295}'`,
    );
    expect(text).not.toContain("Lost shards stay lost");
  });

  it("says that a local log leaves no way back", () => {
    const text = readmeOf(cluster("2.1.0"));
    expect(text).toContain("the log is on the disks of those that had them");
    expect(text).not.toContain("curl -X PUT");
  });

  it("says nothing where nothing is lost", () => {
    expect(readmeOf(cluster("2.0.0"))).not.toContain(heading);
    expect(readmeOf(cluster("2.1.0", `  topology: dynamic\n${remote}`))).not.toContain(heading);
  });
});

describe("the README of an upgrade to a release that takes shards away, with a dynamic topology in the file", () => {
  const remote =
    "  topology: dynamic\n  wal: { type: Kafka, brokers: [ 10.9.0.1:9092 ] }\n  object_store: { type: S3, region: r, endpoint: e, bucket: b, prefix: p, key_id: { from_env: A }, key_secret: { from_env: B } }\n";
  const put =
    'curl -X PUT http://10.1.1.1:8080/api/v1/clusters/defaultCluster -d \'{"topologyType":"dynamic","procedureExecutingBatchSize":4294967295}\'';
  const text = readmeOf(cluster("2.1.0", `${remote}  upgrading_from: 2.0.0\n`));

  it("looks at the topology of the cluster that runs, and changes it, before anything restarts", () => {
    const places = [
      "**Before anything restarts**",
      "curl -s http://10.1.1.1:8080/api/v1/clusters\n",
      '"TopologyType":"static"',
      put,
      "one member at a time",
      "one node at a time",
    ].map((one) => text.indexOf(one));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("does so after a full stop, which loses nothing itself", () => {
    const stop = readmeOf(
      cluster("2.1.0", `${remote.replace("S3, region: r,", "Aliyun,")}  upgrading_from: 1.2.7\n`),
    );
    expect(stop.indexOf("5. Start the nodes.")).toBeGreaterThan(0);
    expect(stop.indexOf(put)).toBeGreaterThan(stop.indexOf("5. Start the nodes."));
    expect(stop).not.toContain("one member at a time");
  });

  it("says nothing of it where no shard is taken away", () => {
    for (const [from, to] of [
      ["1.2.6", "1.2.7"],
      ["1.2.7", "2.0.0"],
    ] as const)
      expect(
        readmeOf(cluster(to, `${remote.replace("S3, region: r,", "Aliyun,")}  upgrading_from: ${from}\n`)),
      ).not.toContain("TopologyType");
    expect(readmeOf(cluster("2.0.0", remote))).not.toContain("TopologyType");
  });

  it("says it without an upgrade as well, since the topology counts at the creation only", () => {
    const right = readmeOf(cluster("2.1.0", remote));
    expect(right.match(/TopologyType/g)).toHaveLength(1);
    expect(right.indexOf(put)).toBeGreaterThan(right.indexOf("Where this cluster ran already"));
    expect(text).not.toContain("Where this cluster ran already");
    expect(readmeOf(cluster("2.1.0"))).not.toContain("Where this cluster ran already");
  });

  it("has no commands that start a new cluster", () => {
    for (const one of [text, upgrade("1.2.7", "2.0.0"), upgrade("2.0.0", "2.1.0")]) {
      const [start = ""] = one.slice(one.indexOf("### Start")).split("### Upgrade");
      expect(start).toContain("Start nothing new yet");
      expect(start).not.toContain("enable --now");
    }
    expect(readmeOf(cluster("2.1.0", remote))).toContain("enable --now horaemeta-db1.service");
  });

  it("is what the rule against a static topology leads to", () => {
    const found = (rest: string) =>
      compileText(cluster("2.1.0", rest).replace("environment: development\n", "")).diagnostics.find(
        ({ code }) => code.name === "static-topology-loses-shards",
      )?.help;
    const isStatic = remote.replace("dynamic", "static");
    expect(found(isStatic)).toBe("write topology: dynamic; a running cluster is changed over the HTTP API");
    expect(found(`${isStatic}  upgrading_from: 2.0.0\n`)).toContain("before anything restarts make");
    expect(found("  upgrading_from: 2.0.0\n")).toContain("stay at the release that runs");
  });
});

describe("--dry-run", () => {
  const remarks = async (before: string, after: string) => {
    const folder = mkdtempSync(join(tmpdir(), "cfgc-upgrade-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [old, now] = [before, after].map((text) => compileText(text));
    await writeBundle(folder, old!.bundle!);
    const remarksOn = effectRemarks(products, now!.model);
    const diff = await diffBundle(folder, now!.bundle!, nodeFileSystem, remarksOn);
    return diff.split("\n").filter((line) => line.startsWith("#"));
  };
  const meta = "# hosts/db1/horaemeta/db1/horaemeta.toml";

  it("says what a running cluster will not take, and what wants a restart", async () => {
    const after = cluster("2.0.0", "  shards: 12\n", "{ log: { level: debug }, lease-sec: 20 }");
    expect(await remarks(cluster("2.0.0"), after)).toEqual([
      `${meta} default-cluster-shard-total: no effect on what is there already, since it counts only when the leader creates the default cluster`,
      `${meta} lease-sec, log.level: in force after a restart`,
    ]);
  });

  it("says so of keys that go away, too", async () => {
    const before = cluster("2.0.0", "", "{ procedure-executing-batch-size: 7, lease-sec: 20 }");
    expect(await remarks(before, cluster("2.0.0"))).toEqual([
      `${meta} procedure-executing-batch-size: no effect on what is there already, since it counts only when the leader creates the default cluster`,
      `${meta} lease-sec: in force after a restart`,
    ]);
  });

  it("says so of the options that a table takes over when it is created", async () => {
    const options = (more: string) =>
      cluster("2.1.0").replace(
        "nodes: {",
        `nodes: { config: { analytic: { table_opts: { write_buffer_size: 1048576${more} } } },`,
      );
    expect(await remarks(cluster("2.1.0"), options(""))).toEqual([
      "# hosts/db1/horaedb/db1/horaedb.toml analytic.table_opts.write_buffer_size: no effect on what is there already, since it counts only when a table is created",
    ]);
    expect(
      await remarks(
        options(""),
        options(
          ", layered_memtable_opts: { enable: true, mutable_segment_switch_threshold: 2MB }, update_mode: Append",
        ),
      ),
    ).toEqual([
      "# hosts/db1/horaedb/db1/horaedb.toml analytic.table_opts.update_mode, analytic.table_opts.layered_memtable_opts.enable, analytic.table_opts.layered_memtable_opts.mutable_segment_switch_threshold: no effect on what is there already, since they count only when a table is created",
    ]);
  });

  it("says that data stay where they were", async () => {
    const node = "# hosts/db1/horaedb/db1/horaedb.toml";
    const store = (prefix: string, endpoint: string) =>
      cluster(
        "2.0.0",
        `  object_store: { type: S3, region: r, endpoint: ${endpoint}, bucket: b, prefix: ${prefix}, key_id: { from_env: A }, key_secret: { from_env: B } }\n`,
      );
    expect(await remarks(store("p", "e"), store("q", "f"))).toEqual([
      `${node} analytic.storage.object_store.endpoint, analytic.storage.object_store.prefix: in force after a restart`,
      `${node} analytic.storage.object_store.prefix: data stay at the place of before, and the process does not look there any more`,
    ]);
    expect(await remarks(cluster("2.0.0"), cluster("2.0.0", "", "{ storage-root-path: /other }"))).toContain(
      `${meta} storage-root-path: data stay at the place of before, and the process does not look there any more`,
    );
    const log = (type: string) => cluster("2.1.0", `  wal: { type: ${type}, data_dir: /srv/wal }\n`);
    expect(await remarks(log("Local"), log("RocksDB"))).toEqual([
      `${node} analytic.wal.type: in force after a restart, which can cost shards for good (README.md)`,
      `${node} analytic.wal.type: data stay at the place of before, and the process does not look there any more`,
    ]);
  });

  it("says nothing of a file that is equal", async () => {
    expect(await remarks(cluster("2.1.0"), cluster("2.1.0"))).toEqual([]);
  });

  it("says that a Raft group of DolphinDB keeps its own copies", async () => {
    const raft = (controllers: string, memory: number) => `
cfgc: 1
name: ticks
hosts: { "h[1-3]": { address: "10.1.1.[1-3]" } }
dolphindb:
  version: "2.00.12"
  replication: { factor: 2, reliability_level: 1 }
  config: { cluster: { maxMemSize: ${memory} }, controller: { workerNum: ${memory} } }
  controllers: [{ host: "${controllers}" }]
  data_nodes: [{ host: "h[1-3]" }]
`;
    const told = await remarks(raft("h[1-3]", 8), raft("h[1-3]", 9));
    expect(told.filter((line) => line.includes("hosts/h2/"))).toEqual([
      "# hosts/h2/dolphindb/config/cluster.cfg maxMemSize: no effect on a Raft group that has started once; change it on the leader's web page",
      "# hosts/h2/dolphindb/config/controller.cfg workerNum: in force after a restart",
    ]);
    expect((await remarks(raft("h1", 8), raft("h1", 9))).join("\n")).not.toContain("no effect");
  });

  it("never quotes a value", () => {
    const lines = effectRemarks(products, compileText(cluster("2.1.0")).model)(
      "x.toml",
      "a = 1\n",
      '# cfgc: horaemeta@2.1.0\nnode-name = "hunter2"\n',
    );
    expect(lines.join()).not.toContain("hunter2");
    expect(lines.join()).toContain("node-name");
  });
});
