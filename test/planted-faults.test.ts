/** Each fault on its own gives its finding at its line and nothing else; all of them in one file give all in one run. */
import { describe, expect, it } from "vitest";
import { plantedFaults as faults } from "./support/planted-faults.ts";
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
