/** What names in a cluster.yaml stand for, by `x-declares`, `x-refers` and `x-program` of its schema. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { clusterSchema } from "../src/cli/cluster-schema.ts";
import { DiagnosticBag } from "../src/diagnostics/bag.ts";
import { namedPlaces } from "../src/editor/names/named-places.ts";
import { readYaml } from "../src/source/yaml.ts";

const schema = await clusterSchema();

function placesIn(text: string): string[] {
  const source = { path: "cluster.yaml", text };
  const tree = readYaml(source, new DiagnosticBag("cluster-in-production"), {});
  return [...namedPlaces(tree as NonNullable<typeof tree>, schema)].map(
    ({ does, what, program, name, at }) => {
      expect(text.slice(at.start, at.end)).toBe(name);
      return `${does} ${program === undefined ? what : `${program} ${what}`} ${name}`;
    },
  );
}

describe("a section's names", () => {
  it.each([
    ["hosts: { db1: { address: 10.0.0.1 } }", ["declares host db1"]],
    ['hosts: { "dn[01-03]": { address: "10.0.0.[1-3]" } }', ["declares host dn[01-03]"]],
    [
      "horaedb: { meta: { members: [{ name: m0, host: db1 }] } }",
      ["declares horaemeta instance m0", "refers horaemeta host db1"],
    ],
    [
      "horaedb: { nodes: { members: [{ host: db1, meta_member: m0 }] } }",
      ["refers horaedb host db1", "refers horaemeta instance m0"],
    ],
    [
      "horaedb: { routing: { schemas: { public: { shards: { 0: db1 } } } } }",
      ["refers horaedb instance db1"],
    ],
    [
      "dolphindb: { data_nodes: [{ alias: d1, host: db1 }] }",
      ["declares dolphindb-cluster instance d1", "refers dolphindb-cluster host db1"],
    ],
    ["dolphindb: { agents: [{ alias: a1 }] }", ["declares dolphindb-agent instance a1"]],
    ["oms: { regions: [{ name: cn, hosts: [db1] }] }", ["declares region cn", "refers host db1"]],
    ["oms: { meta_database: { host: 'db1' } }", ["refers host db1"]],
    ["oms: { tsdb: { url: db1:8086 } }", ["refers host db1"]],
    ["oms: { tsdb: { url: 8086 } }", []],
  ])("%s", (text, expected) => {
    expect(placesIn(text)).toEqual(expected);
  });
});

it("finds the host of every reference in the examples", () => {
  for (const name of readdirSync("examples")) {
    const places = readdirSync(`examples/${name}`).filter((file) => file.endsWith(".yaml"));
    const named = places.flatMap((file) => placesIn(readFileSync(`examples/${name}/${file}`, "utf8")));
    const hosts = named.flatMap((one) => /declares host (.*)/.exec(one)?.[1] ?? []);
    const used = named.flatMap((one) => /refers (?:\S+ )?host ([a-z].*)/.exec(one)?.[1] ?? []);
    expect(hosts.length).toBeGreaterThan(0);
    for (const host of used.filter((one) => !one.includes("[") && !one.includes("."))) {
      const isThere = hosts.some((one) => one === host || one.includes("["));
      expect(isThere, `${host} in ${name}`).toBe(true);
    }
  }
});
