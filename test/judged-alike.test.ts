/** Of instances that are alike one is judged for all: what is found is what one by one would find. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../src/diagnostics/bag.ts";
import { say } from "../src/diagnostics/message.ts";
import type { Instance } from "../src/model/model.ts";
import { type Judge, judgeEach } from "../src/rules/judge-each.ts";
import type { Origin } from "../src/schema/value.ts";
import { compileText } from "./support/run.ts";

const text = `cfgc: 1
name: many
hosts:
  m[1-3]: { address: "10.9.0.[1-3]" }
  dn[01-20]: { address: "10.1.1.[1-20]" }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "m[1-3]" } ] }
  nodes:
    members:
      - { host: "dn[01-20]" }
      - { host: "dn[01-20]", name: "b[01-20]", ports: { http: 6001, grpc: 6002, mysql: 6003, postgresql: 6004 } }
      - { host: dn01, name: c, ports: { http: 7001, grpc: 7002, mysql: 7003, postgresql: 7004 }, config: { logger.level: debug } }
`;
const { instances } = compileText(text).model;
const nodes = instances.filter(({ program }) => program === "horaedb");

/** How often a judge is asked, and what it finds: in the names of the instances. */
function outcome(judge: Judge, among: readonly Instance[] = nodes) {
  const found: Finding[] = [];
  let count = 0;
  judgeEach(
    among,
    (finding) => found.push(finding),
    (instance, report) => {
      count += 1;
      judge(instance, report);
    },
  );
  return { count, found };
}

function oneByOne(judge: Judge): Finding[] {
  const found: Finding[] = [];
  for (const instance of nodes) judge(instance, (finding) => found.push(finding));
  return found;
}

function placeText(origin: Origin | undefined): string {
  if (origin?.kind === "source") return String(origin.at.start);
  return origin?.kind === "derived" ? origin.from.map(({ start }) => start).join() : (origin?.of ?? "");
}

const finding = (instance: Instance) => ({ at: instance.at, message: say`${instance.name.value}` });

describe("one instance stands for those that are alike", () => {
  it("where a rule looks at what they share and finds nothing", () => {
    const { count, found } = outcome(({ settings }, report) => {
      if (settings.text("cluster_deployment.mode")?.value !== "WithMeta")
        report(finding(nodes[0] as Instance));
    });
    expect(found).toEqual([]);
    // One for the forty of the ranges, and the one that has a key more.
    expect(count).toBe(2);
  });

  it("for each value of a key, where there are few", () => {
    const { count } = outcome(({ settings }) => void settings.integer("server.http_port"));
    // The first, which shows that the ports differ, one for each port, and the one that has a key more.
    expect(count).toBe(4);
  });

  it("not where it looks at what each has of its own", () => {
    const judges: Judge[] = [
      ({ name }) => void name.value,
      ({ host }) => void host?.address,
      ({ claims }) => void claims.listeners,
      ({ settings }) => void settings.text("node.addr"),
      ({ settings }) => void [...settings.explicit],
      ({ settings }) => void placeText(settings.get("cluster_deployment.meta_client.meta_addr")?.origin),
      ({ settings }) => void placeText(settings.get("server.http_port")?.origin),
      (instance) => void { ...instance },
    ];
    for (const judge of judges) expect(outcome(judge).count).toBeGreaterThanOrEqual(nodes.length);
  });

  it("not in files that were written by hand", () => {
    const byHand = nodes.map((node) => ({ ...node, site: undefined }));
    expect(outcome(({ settings }) => void settings.hasTable("analytic"), byHand).count).toBe(nodes.length);
  });
});

it("what is found is the same, in the same order, whatever a rule looks at", () => {
  const keys = [...new Set(nodes.flatMap(({ settings }) => [...settings.explicit.keys()]))];
  const question = fc.record({
    key: fc.constantFrom(...keys),
    of: fc.constantFrom("value", "kind", "place", "name", "address"),
    remainder: fc.nat(3),
  });
  const textOf = (instance: Instance, key: string, of: string): string => {
    const setting = instance.settings.get(key);
    if (of === "name") return instance.name.value;
    if (of === "address") return instance.host?.address?.value ?? "";
    if (of === "kind") return setting?.origin.kind ?? "";
    return of === "value" ? String(setting?.value) : placeText(setting?.origin);
  };
  const sum = (one: string) => [...one].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  fc.assert(
    fc.property(fc.array(question, { minLength: 1, maxLength: 3 }), (questions) => {
      // A question is asked only if the one before was answered so.
      const judge: Judge = (instance, report) => {
        if (questions.every(({ key, of, remainder }) => sum(textOf(instance, key, of)) % 4 === remainder))
          report(finding(instance));
      };
      expect(outcome(judge).found).toEqual(oneByOne(judge));
    }),
    { numRuns: 300 },
  );
});
