/** All ranges of a site together are limited as one is, and a fault of a range is said once, in linear time. */
import { describe, expect, it } from "vitest";
import { by } from "./support/effort.ts";
import { processorMs } from "./support/processor-time.ts";
import { compileText, placed } from "./support/run.ts";

const errorsOf = (text: string) =>
  compileText(text)
    .diagnostics.filter((one) => one.severity === "error")
    .map(placed);

describe("100,000 are the most", () => {
  const hosts = (...ranges: readonly string[]) =>
    `cfgc: 1\nname: m\nhosts:\n${ranges.map((range, index) => `  "h${index}-${range}": { address: "n${index}-${range}" }\n`).join("")}`;

  it("hosts of all ranges together", () => {
    expect(errorsOf(hosts("[1-50000]", "[1-50000]"))).toEqual([]);
    expect(errorsOf(hosts("[1-50000]", "[1-50000]", "[1-1]"))).toEqual(["range-syntax@6:3"]);
  });

  it("hosts of many ranges, each as large as can be", { tags: ["long"] }, () => {
    expect(errorsOf(hosts(...Array.from({ length: 8 }, () => "[1-100000]")))).toHaveLength(7);
  });

  it("instances of all ranges together", { tags: ["long"] }, () => {
    const nodes = (...counts: readonly number[]) => `cfgc: 1
name: m
environment: development
hosts: { "h[1-60000]": { address: "n[1-60000]" } }
horaedb:
  version: 2.1.0
  meta: { members: [ { host: h1 } ] }
  nodes:
    members:
${counts.map((count, index) => `      - { host: "h[1-${count}]", name: "a${index}-[1-${count}]", ports: { http: ${10_000 + 10 * index}, grpc: ${10_001 + 10 * index}, mysql: ${10_002 + 10 * index}, postgresql: ${10_003 + 10 * index} } }\n`).join("")}`;
    expect(errorsOf(nodes(50_000, 50_000))).toEqual(["range-syntax@11:17"]);
  });

  it("what stands on a host that was one too many is not said to be missing", () => {
    const text = `${hosts("[1-60000]", "[1-60000]")}horaedb: { version: 2.1.0, nodes: { members: [ { host: h1-5 } ] } }\n`;
    expect(errorsOf(text)).toEqual(["range-syntax@5:3"]);
  });
});

describe("faults of a large range", () => {
  const unknown = (count: number) => `cfgc: 1
name: m
environment: development
hosts: { "db[1-${count}]": { address: "h[1-${count}]" } }
horaedb:
  version: 2.1.0
  meta: { members: [ { host: "zz[1-${count}]" } ] }
  nodes: { members: [ { host: db1 } ] }
`;

  it("are one finding", { tags: ["series"] }, () => {
    const count = by({ quick: 2000, long: 20_000, exhaust: 100_000 });
    const found = compileText(unknown(count)).diagnostics.filter(({ code }) => code.name === "unknown-host");
    expect(found.map(({ message }) => message)).toEqual([
      `horaemeta zz1 is to run on "zz1", which is not under hosts, nor are ${count - 1} more of the range`,
    ]);
  });

  it("members that share one list take it apart once", { tags: ["series"] }, () => {
    const members = (count: number) => `cfgc: 1
name: m
environment: development
hosts: { "db[1-${count}]": { address: "h[1-${count}]" } }
horaedb:
  version: 2.1.0
  meta: { members: [ { host: "db[1-${count}]" } ] }
  nodes: { members: [ { host: db1 } ] }
`;
    const count = by({ quick: 250, long: 500, exhaust: 2000 });
    // A list that each member takes apart anew is 16 times the work for four times the members.
    expect(checkTime(members(4 * count))).toBeLessThan(8 * checkTime(members(count)) + 100);
  });
});

function checkTime(text: string): number {
  return processorMs(() => compileText(text.replace("environment: development", "environment: nowhere")));
}
