/** Static routing: what cluster.yaml says becomes the same table in every node's file, line by line traceable. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { horaedbRules } from "../src/products/horaedb/rules/horaedb-rules.ts";
import { compileText, findingsOf, placed } from "./support/run.ts";

const example = readFileSync("examples/horaedb-static-routing/cluster.yaml", "utf8");

const cluster = (routing: string, rest = "") => `cfgc: 1
name: s
hosts: { db1: { address: 10.1.1.1 }, db2: { address: 10.1.1.2 } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { host: db1 }, { host: "db2" } ]${rest} }
  routing: ${routing}
`;

const found = (text: string) => compileText(text).diagnostics.map(placed);

function deploymentPart(content: string): string {
  return content.slice(content.indexOf("[cluster_deployment]"));
}

describe("static routing", () => {
  it("writes the same table to every node", () => {
    const files = compileText(example).files.filter(({ bundled }) => bundled.path.endsWith(".toml"));
    expect(files).toHaveLength(3);
    const tables = new Set(files.map(({ bundled }) => deploymentPart(bundled.content)));
    expect(tables.size).toBe(1);
  });

  it("traces each line of the table to where it is written", () => {
    const file = compileText(example).files.find(({ bundled }) => bundled.path.endsWith(".toml"));
    const lines = file?.bundled.content.split("\n") ?? [];
    const sourceOf = (text: string, nth = 0) => {
      const number = lines.flatMap((line, index) => (line === text ? [index + 1] : []))[nth] ?? 0;
      const entry = file?.lines().get(number);
      const origin = entry?.origin;
      const at =
        origin?.kind === "source" ? origin.at : origin?.kind === "derived" ? origin.from[0] : undefined;
      return [entry?.path.slice(2).join("."), example.slice(at?.start, at?.end)];
    };
    expect(sourceOf("shard = 2")).toEqual(["prefix_rules[1].shard", "2"]);
    expect(sourceOf("shards = [1, 2]")).toEqual(["hash_rules[0].shards", "[1, 2]"]);
    expect(sourceOf('default_timestamp_column_name = "ts"')).toEqual([
      "schema_shards[1].default_timestamp_column_name",
      "ts",
    ]);
    expect(sourceOf("shard_id = 1")).toEqual(["schema_shards[0].shard_views[1].shard_id", "1"]);
    expect(sourceOf('endpoint = { addr = "10.1.1.2", port = 8831 }', 1)).toEqual([
      "schema_shards[1].shard_views[1].endpoint",
      "node1",
    ]);
    expect(sourceOf("[[cluster_deployment.topology.schema_shards]]", 1)).toEqual([
      "schema_shards[1]",
      "traces",
    ]);
  });

  it("takes ranges of shards and nodes of equal length", () => {
    const ok = cluster('{ schemas: { public: { shards: { "[0-1]": "db[1-2]" } } } }');
    expect(found(ok)).toEqual([]);
    expect(found(ok.replace("[0-1]", "[0-2]"))).toEqual(["range-mismatch@7:54"]);
  });

  it("says nothing of gaps while a part of the table could not be read", () => {
    const text = cluster('{ schemas: { public: { shards: { 3: db1, "[0-2]": "db[1-2]" } } } }');
    expect(found(text)).toEqual(["range-mismatch@7:62"]);
  });

  it("refuses what is no number of a shard", () => {
    for (const id of ["a", "-1", "01", "4294967296"])
      expect(found(cluster(`{ schemas: { public: { shards: { "${id}": db1 } } } }`))[0]).toMatch(
        /^wrong-type@7:/,
      );
  });

  it("refuses a table under config", () => {
    const config = ", config: { cluster_deployment: { rules: { hash_rules: [] } } }";
    expect(found(cluster("{ schemas: { public: { shards: { 0: db1, 1: db2 } } } }", config))).toEqual([
      "derived-key@6:89",
    ]);
  });

  it("says nothing more while a node's address is wrong", () => {
    const text = cluster("{ schemas: { public: { shards: { 0: db1, 1: db2 } } } }").replace(
      "10.1.1.2",
      '"a b"',
    );
    expect(found(text)).toEqual(["wrong-type@3:54"]);
  });
});

describe("a routing table that lacks a key", () => {
  const table = `[node]
addr = "10.1.1.1"
[server]
bind_addr = "0.0.0.0"
[analytic]
wal = { type = "Local", data_dir = "/data/wal" }
storage.object_store = { type = "Local", data_dir = "/data/store" }
[cluster_deployment]
mode = "NoMeta"
[[cluster_deployment.topology.schema_shards]]
schema = "public"
[[cluster_deployment.topology.schema_shards.shard_views]]
shard_id = 0
[cluster_deployment.topology.schema_shards.shard_views.endpoint]
addr = "10.1.1.1"
port = 8831
[[cluster_deployment.topology.schema_shards.shard_views]]
shard_id = 1
endpoint = { addr = "10.1.1.2", port = 8831 }
[[cluster_deployment.rules.prefix_rules]]
schema = "public"
prefix = "cpu"
shard = 0
[[cluster_deployment.rules.prefix_rules]]
schema = "public"
prefix = "mem"
shard = 1
[[cluster_deployment.rules.hash_rules]]
schema = "public"
shards = [0, 1]
`;
  const lines = table.split("\n");
  // A schema of the topology may be without a name: it is called "" then.
  const first = lines.indexOf("shard_id = 0");
  const without = lines.flatMap((line, index) =>
    index >= first && line.includes(" = ")
      ? [[`${line}, line ${index + 1}`, lines.toSpliced(index, 1).join("\n")] as const]
      : [],
  );
  const messages = (text: string) =>
    findingsOf({ as: "horaedb@2.1.0", files: { "horaedb.toml": text } })
      .filter(({ code }) => horaedbRules.includes(code as (typeof horaedbRules)[number]))
      .map(({ message }) => message);

  it("is whole to begin with", () => expect(messages(table)).toEqual([]));

  const withoutAddr = ["addr = 10.1.1.2", table.replace('addr = "10.1.1.2", ', "")] as const;
  it.each([...without, withoutAddr])("says nothing that follows from it: %s", (_, text) =>
    expect(messages(text)).toEqual([]),
  );
});
