/** Which HoraeMeta member each node is attached to, by its meta_addr. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileText } from "./support/run.ts";
import { series } from "./support/series.ts";

interface Choice {
  /** The zone of each member, on hosts of their own. */
  readonly members: readonly number[];
  readonly nodes: readonly NodeChoice[];
}

interface NodeChoice {
  /** 0: on the host of a member. */
  readonly zone: number;
  readonly onMember: number | undefined;
}

const zone = fc.integer({ min: 1, max: 4 });
const members = fc.array(zone, { minLength: 1, maxLength: 7 });
const elsewhere = fc.record({ zone, onMember: fc.constant(undefined) });
const anywhere = fc.record({
  zone,
  onMember: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined, freq: 2 }),
});
const spread = fc.record({ members, nodes: fc.array(elsewhere, { minLength: 1, maxLength: 30 }) });
const mixed = fc.record({ members, nodes: fc.array(anywhere, { minLength: 1, maxLength: 20 }) });

/** The index of the member of each node. */
function attached({ members, nodes }: Choice): (number | undefined)[] {
  const hosts = [
    ...members.map((at, index) => [`m${index}`, { address: `10.1.1.${index + 1}`, zone: `z${at}` }]),
    ...nodes.map(({ zone: at }, index) => [`n${index}`, { address: `10.1.2.${index + 1}`, zone: `z${at}` }]),
  ];
  const text = JSON.stringify({
    cfgc: 1,
    name: "attached",
    hosts: Object.fromEntries(hosts),
    horaedb: {
      version: "2.0.0",
      meta: { members: members.map((_, index) => ({ host: `m${index}` })) },
      nodes: {
        members: nodes.map(({ onMember }, index) => ({
          name: `node${index}`,
          host: onMember === undefined ? `n${index}` : `m${onMember % members.length}`,
        })),
      },
    },
  });
  return addressesIn(text).map((address) => {
    const last = /^http:\/\/10\.1\.1\.(\d+):2379$/.exec(address ?? "")?.[1];
    return last === undefined ? undefined : Number(last) - 1;
  });
}

function addressesIn(text: string): (string | undefined)[] {
  return compileText(text)
    .model.instances.filter(({ program }) => program === "horaedb")
    .map(({ settings }) => settings.text("cluster_deployment.meta_client.meta_addr")?.value);
}

describe("meta_addr", () => {
  series(
    "spreads nodes evenly, at any length of the list",
    40,
    fc.property(spread, (choice) => {
      const chosen = attached(choice);
      const loads = choice.members.map((_, member) => chosen.filter((one) => one === member).length);
      expect(loads.reduce((sum, load) => sum + load, 0)).toBe(choice.nodes.length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }),
  );

  series(
    "stays what it is when nodes are appended, where hosts have no zones",
    15,
    fc.property(spread, (choice) => {
      const oneZone = {
        members: choice.members.map(() => 1),
        nodes: choice.nodes.map((node) => ({ ...node, zone: 2 })),
      };
      const before = attached({ ...oneZone, nodes: oneZone.nodes.slice(0, -1) });
      expect(attached(oneZone).slice(0, -1)).toEqual(before);
    }),
  );

  series(
    "is the member on the node's own host",
    40,
    fc.property(mixed, (choice) => {
      for (const [index, member] of attached(choice).entries()) {
        const { onMember } = choice.nodes[index]!;
        if (onMember !== undefined) expect(member).toBe(onMember % choice.members.length);
      }
    }),
  );

  it.each([
    ["rack after rack", [1, 1, 2, 2, 3, 3]],
    ["racks in turn", [1, 2, 3, 1, 2, 3]],
    ["nine of three racks", [1, 1, 1, 2, 2, 2, 3, 3, 3]],
    ["the last rack first", [3, 3, 3, 1, 1, 2, 2, 2, 1]],
  ])("is one of the node's rack where that is even: %s", (_, racks) => {
    const nodes = racks.map((at) => ({ zone: at, onMember: undefined }));
    expect(attached({ members: [1, 2, 3], nodes })).toEqual(racks.map((at) => at - 1));
  });

  it("leaves the rack where all others would have less", () => {
    const nodes = [1, 1, 1, 1, 2].map((at) => ({ zone: at, onMember: undefined }));
    const chosen = attached({ members: [1, 2, 3], nodes });
    expect(chosen[4]).toBe(1);
    expect(chosen.filter((member) => member === 0).length).toBe(2);
    expect(chosen.filter((member) => member === 2).length).toBeGreaterThan(0);
  });

  const site = (meta: string, nodes: string) => `cfgc: 1
name: m
hosts: { "db[1-6]": { address: "10.1.1.[1-6]" } }
horaedb:
  version: 2.0.0
  meta: { ${meta} }
  nodes: { members: [ ${nodes} ] }
`;
  const three = 'members: [ { host: "db[1-3]" } ]';

  it("goes round all members where hosts have no zones", () => {
    expect(addressesIn(site(three, '{ host: "db[4-6]" }, { host: db1 }'))).toEqual([
      "http://10.1.1.1:2379",
      "http://10.1.1.2:2379",
      "http://10.1.1.3:2379",
      "http://10.1.1.1:2379",
    ]);
  });

  it("is what meta_member says, even on a member's host and with an endpoint", () => {
    const nodes = '{ host: db1, meta_member: db3 }, { host: "db[4-5]", meta_member: db3 }, { host: db6 }';
    const db3 = "http://10.1.1.3:2379";
    expect(addressesIn(site(three, nodes))).toEqual([db3, db3, db3, "http://10.1.1.1:2379"]);
    expect(addressesIn(site(`endpoint: "10.9.9.9:2379", ${three}`, nodes))).toEqual([
      db3,
      db3,
      db3,
      "http://10.9.9.9:2379",
    ]);
  });

  it("is not to be set under config, and what the help says instead holds, either way", () => {
    const found = (text: string) =>
      compileText(text).diagnostics.map(({ code, help }) => `${code.name}: ${help}`);
    const set = "http://10.1.1.3:2379";
    const own = `{ cluster_deployment: { meta_client: { meta_addr: "${set}" } } }`;
    const node = (more: string) => `{ host: db4${more} }`;
    expect(found(site(three, node(`, config: ${own}`)))).toEqual([
      'derived-key: it follows from `meta.members`; write `meta.endpoint: "host:port"` for a virtual address, or `meta_member: NAME` at a node',
    ]);
    const member = site(three, node(", meta_member: db3"));
    const endpoint = site(`endpoint: "10.9.9.9:2379", ${three}`, node(""));
    expect([...found(member), ...found(endpoint)]).toEqual([]);
    expect([...addressesIn(member), ...addressesIn(endpoint)]).toEqual([set, "http://10.9.9.9:2379"]);
  });

  it("leaves out a member that has yet to join", () => {
    const joining = 'members: [ { host: "db[1-2]" }, { host: db3, joining: true } ]';
    expect(addressesIn(site(joining, '{ host: "db[3-6]" }'))).toEqual([
      "http://10.1.1.1:2379",
      "http://10.1.1.2:2379",
      "http://10.1.1.1:2379",
      "http://10.1.1.2:2379",
    ]);
  });

  it("is said in the README, member by member, with what depends on it", () => {
    const { bundle, diagnostics } = compileText(
      site(three, '{ host: "db[1-6]" }').replace("name: m\n", "name: m\nenvironment: development\n"),
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const readme = bundle?.files.find(({ path }) => path === "README.md")?.content;
    expect(readme).toContain("one that runs sends no heartbeat");
    expect(readme).toContain("- member db1 (http://10.1.1.1:2379): db1, db4\n");
    expect(readme).toContain("- member db3 (http://10.1.1.3:2379): db3, db6\n");
  });
});
