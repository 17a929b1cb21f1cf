/** What could not be read is unknown, and no default steps in for it: the one finding is where the fault is. */
import { describe, expect, it } from "vitest";
import { positionAt } from "../src/diagnostics/location.ts";
import { complete as rightMember } from "../src/schema/codes/code-examples.ts";
import { findingsOf, placed } from "./support/run.ts";

describe("a number of a zone that could not be read", () => {
  const site = (factors: string) => `cfgc: 1
name: m
hosts: { db1: { address: 10.1.1.1 } }
dolphindb:
  version: "3.00.5"
  controllers: [ { alias: c1, host: db1 } ]
  data_nodes: [ { alias: d1, host: db1, zone: z1 } ]
  replication: { zones: ${factors} }
`;

  it.each(['{ z1: "1" }', "{ z1: 1.5 }", "{ z1: }", "{ z1: [1] }", "[1]", "1", "x"])(
    "%s does not make way for the default",
    (factors) => {
      const found = findingsOf({ files: { "cluster.yaml": site(factors) } });
      expect(found.map(({ code, at }) => [code.name, positionAt(at.file, at.start).line])).toEqual([
        ["wrong-type", 8],
      ]);
    },
  );
  it("does not when no data node is in a zone, either", () => {
    const files = { "cluster.yaml": site("1").replace(", zone: z1", "") };
    expect(findingsOf({ files }).map(placed)).toEqual(["wrong-type@8:25"]);
  });
});

it.each([
  ["a value that is none", "ELECTION_TIMEOUT_MS=30000x\nTICK_INTERVAL_MS=5000\n", "", ["wrong-type@1:21"]],
  ["another one", "TICK_INTERVAL_MS=5x\nELECTION_TIMEOUT_MS=1000\n", "", ["wrong-type@1:18"]],
  [
    "a value that is none, instead of what the file says",
    "ETCD_MAX_TXN_OPS=1e4\n",
    "etcd-max-txn-ops = 128\ndefault-cluster-shard-total = 500\nmax-ops-per-txn = 1000\n",
    ["wrong-type@1:18"],
  ],
  [
    "a value that the shell puts in",
    "ELECTION_TIMEOUT_MS=${ELECTION}\nTICK_INTERVAL_MS=5000\n",
    "election-timeout-ms = 3000\n",
    [],
  ],
])("a variable with %s leaves its key unknown", (_, variables, more, expected) => {
  const member = `# cfgc: horaemeta@2.1.0\ntopology-type = "dynamic"\n${rightMember}${more}`;
  const files = { "meta0.toml": member, "meta0.env": variables };
  const found = findingsOf({ files }).filter(({ severity }) => severity !== "info");
  expect(found.map((one) => placed(one).replace("meta0.env:", ""))).toEqual(expected);
});

it.each(["http://10.1.1.1:x", "http://10.1.1.1"])(
  "%s is no peer URL, and nothing more is said of it",
  (url) => {
    const member = rightMember.replace(/^(advertise-peer-urls = ).*$/m, `$1"${url}"`);
    const files = { "meta0.toml": `# cfgc: horaemeta@2.1.0\ntopology-type = "dynamic"\n${member}` };
    const found = findingsOf({ files }).filter(({ severity }) => severity !== "info");
    expect(found.map(({ code }) => code.name)).toEqual(["meta-url-not-usable"]);
  },
);

it("an alias that nothing carries may be any node of a group", () => {
  const site = `cfgc: 1
name: m
hosts: { "db[1-3]": { address: "10.1.1.[1-3]" } }
dolphindb:
  version: "3.00.5"
  controllers: [ { alias: "c[1-3]", host: "db[1-3]" } ]
  data_nodes: [ { alias: "d,1", host: db1 }, { alias: d2, host: db2 }, { alias: d3, host: db3 } ]
  config: { cluster: { streamingHAMode: raft, streamingRaftGroups: "2:d1:d2:d3", persistenceDir: /data/<ALIAS>/p, clusterName: x } }
`;
  expect(findingsOf({ files: { "cluster.yaml": site } }).map(placed)).toEqual(["name-not-portable@7:26"]);
});
