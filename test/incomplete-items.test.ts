/** Keys that every item of a list of tables has to hold, in each release, as HoraeDB's structs say. */
import { describe, expect, it } from "vitest";
import { lint } from "../src/lint.ts";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { compileText, placed, products } from "./support/run.ts";

const releases = horaedbServer.catalogue.releases.map(({ version }) => version);
const routing = `[cluster_deployment]
mode = "NoMeta"
`;

function incomplete(text: string, version = "2.1.0"): string[] {
  const source = { path: "horaedb.toml", text };
  return lint([{ source, kind: "horaedb", version }], products)
    .diagnostics.filter(({ code }) => code.name === "incomplete-table")
    .map(({ message }) => /the table "(.*)" lacks (.*), which/.exec(message)?.slice(1).join(": ") ?? message);
}

const prefix = "[[cluster_deployment.rules.prefix_rules]]\n";
const hash = "[[cluster_deployment.rules.hash_rules]]\n";
const views = (view: string) =>
  `[[cluster_deployment.topology.schema_shards]]\nschema = "public"\nshard_views = [ ${view} ]\n`;
const table = (name: string) => `cluster_deployment.${name}`;
const endpoint = table("topology.schema_shards.shard_views.endpoint");

describe("a table in a list", () => {
  it.each([
    [`${prefix}schema = "a"\nprefix = "b"\n`, `${table("rules.prefix_rules")}: "shard"`],
    [`${prefix}schema = "a"\nshard = 0\n`, `${table("rules.prefix_rules")}: "prefix"`],
    [`${prefix}prefix = "b"\nshard = 0\n`, `${table("rules.prefix_rules")}: "schema"`],
    [prefix, `${table("rules.prefix_rules")}: "schema", "prefix" and "shard"`],
    [`${hash}schema = "a"\n`, `${table("rules.hash_rules")}: "shards"`],
    [`${hash}shards = [ 0 ]\n`, `${table("rules.hash_rules")}: "schema"`],
    [
      views("{ endpoint = { addr = 'a', port = 1 } }"),
      `${table("topology.schema_shards.shard_views")}: "shard_id"`,
    ],
    [views("{ shard_id = 0 }"), `${table("topology.schema_shards.shard_views")}: "endpoint"`],
    [views("{ shard_id = 0, endpoint = { addr = 'a' } }"), `${endpoint}: "port"`],
    [views("{ shard_id = 0, endpoint = { port = 1 } }"), `${endpoint}: "addr"`],
    [views("{ shard_id = 0, endpoint = {} }"), `${endpoint}: "addr" and "port"`],
  ])("that lacks a key is reported at every release: %j", (text, expected) => {
    for (const version of releases)
      expect(incomplete(`${routing}${text}`, version), version).toEqual([expected]);
  });

  it("is reported before its tag is known by order, too", () => {
    const text = `${hash}schema = "a"\n[cluster_deployment]\nmode = "NoMeta"\n`;
    expect(incomplete(text)).toEqual([`${table("rules.hash_rules")}: "shards"`]);
  });

  it("of another variant, or under an unknown one, lacks nothing", () => {
    expect(incomplete(`[cluster_deployment]\nmode = "WithMeta"\n${hash}schema = "a"\n`)).toEqual([]);
    expect(incomplete(`${hash}schema = "a"\n`)).toEqual(['cluster_deployment: "mode"']);
  });

  it("may hold the key in a line that does not parse", () => {
    expect(incomplete(`${routing}${hash}schema = "a"\nshards = [ 0 1 ]\n`)).toEqual([]);
    expect(incomplete(`${routing}${hash}schema = "a"\nshards == [ 0 ]\n`)).toEqual([]);
    expect(incomplete(`${routing}${hash}schema == "a"\n`)).toEqual([
      `${table("rules.hash_rules")}: "shards"`,
    ]);
  });

  it("of limiter.rules needs its type since 2.0.0", () => {
    expect(incomplete("[[limiter.rules]]\n", "2.0.0")).toEqual(['limiter.rules: "type"']);
  });

  it("is unknown to the rules while it lacks a key", () => {
    const source = {
      path: "horaedb.toml",
      text: `${routing}${hash}schema = "a"\n${hash}schema = "b"\nshards = []\n`,
    };
    const found = lint([{ source, kind: "horaedb", version: "2.1.0" }], products).diagnostics;
    expect(found.map(({ code }) => code.name).filter((name) => name.startsWith("routing-"))).toEqual([]);
  });

  it("is reported under config as well", () => {
    const { diagnostics } = compileText(`cfgc: 1
name: one
environment: development
hosts: { h1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  wal: { type: Local }
  nodes:
    config: { limiter: { rules: [ {} ] } }
    members: [ { host: h1 } ]
`);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(placed)).toEqual([
      "incomplete-table@9:35",
    ]);
  });
});
