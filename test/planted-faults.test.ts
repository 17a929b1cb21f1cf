/** Each fault on its own gives its finding at its line and nothing else; all of them in one file give all in one run. */
import { describe, expect, it } from "vitest";
import { compileText, placed } from "./support/run.ts";

/** A cluster that is right. Every fault is one replacement in it, of a text that stands there once. */
const right = `cfgc: 1
name: metrics
hosts:
  db1: { address: 10.1.1.1 }
  db2: { address: 10.1.1.2 }
  db3: { address: 10.1.1.3 }
  spare: { address: 10.1.1.9 }
  "dn[01-02]": { address: "10.1.2.[1-2]" }
horaedb:
  version: 2.1.0
  topology: static
  meta:
    config: { lease-sec: 10 }
    members:
      - { host: db1 }
      - { host: db2 }
      - { host: db3 }
  nodes:
    config:
      analytic: { table_opts: { write_buffer_size: 33554432 } }
    members:
      - { host: db1, ports: { grpc: 8831 } }
  wal: { type: Local }
accept: [ { rule: static-topology-loses-shards, reason: nodes are never restarted } ]
`;

interface Fault {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly finding: string;
}

const faults: readonly Fault[] = [
  {
    title: "a port that clashes with a default nobody wrote",
    from: "ports: { grpc: 8831 } }",
    to: "ports: { grpc: 2380 } }",
    finding: "port-clash@22:37",
  },
  { title: "two members", from: "      - { host: db3 }\n", to: "", finding: "meta-quorum-too-small@15:9" },
  {
    title: "four members",
    from: "      - { host: db3 }\n",
    to: "      - { host: db3 }\n      - { host: dn01 }\n",
    finding: "meta-even-members@18:9",
  },
  {
    title: "dynamic topology on a Local WAL",
    from: "topology: static",
    to: "topology: dynamic",
    finding: "dynamic-topology-on-local-storage@11:13",
  },
  {
    title: "RocksDB at 2.1.0",
    from: "wal: { type: Local }",
    to: "wal: { type: RocksDB }",
    finding: "wal-not-in-build@23:16",
  },
  {
    title: "a misspelt key three levels deep",
    from: "write_buffer_size",
    to: "write_bufer_size",
    finding: "unknown-key@20:33",
  },
  {
    title: "a key that cfgc derives",
    from: "lease-sec: 10",
    to: "node-name: meta0",
    finding: "derived-key@13:15",
  },
  {
    title: "a port in quotes",
    from: "      - { host: db2 }",
    to: '      - { host: db2, ports: { client: "2379" } }',
    finding: "wrong-type@16:39",
  },
  { title: "one address for two hosts", from: "10.1.1.9", to: "10.1.1.3", finding: "duplicate-address@7:21" },
  {
    title: "ranges of different length",
    from: "10.1.2.[1-2]",
    to: "10.1.2.[1-3]",
    finding: "range-mismatch@8:27",
  },
];

it("the cluster without a fault gives nothing", () => {
  expect(compileText(right).diagnostics.map(placed)).toEqual([]);
});

describe("one fault", () => {
  it.each(faults)("$title", ({ from, to, finding }) => {
    expect(right.split(from)).toHaveLength(2);
    const { diagnostics, bundle } = compileText(right.replace(from, to));
    expect(diagnostics.map(placed)).toEqual([finding]);
    const [found] = diagnostics;
    expect(found?.message).not.toBe("");
    expect(found?.help).not.toBe("");
    expect(bundle === undefined).toBe(found?.severity === "error");
  });
});

it("all of them in one file give all of them in one run; a cluster has two members or four", () => {
  const shared = faults.filter((fault) => !["two members", "four members"].includes(fault.title));
  const broken = shared.reduce((before, { from, to }) => before.replace(from, to), right);
  for (const members of ["two members", "four members"]) {
    const fault = faults.find((one) => one.title === members);
    const text = broken.replace(fault?.from ?? "", fault?.to ?? "");
    const codes = compileText(text).diagnostics.map((one) => one.code.name);
    expect(codes.sort()).toEqual([...shared, fault!].map((one) => one.finding.replace(/@.*/, "")).sort());
  }
});
