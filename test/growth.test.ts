/** Growth renames nothing: a host, an instance, a region or a port more leaves the others as they are. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Instance } from "../src/model/model.ts";
import { compileText } from "./support/run.ts";
import { series } from "./support/series.ts";

const roles = ["meta", "node", "controller", "agent", "data", "compute", "oms-east", "oms-west"] as const;

interface Entry {
  readonly role: (typeof roles)[number];
  readonly host: number;
  /** A number for a name of its own. */
  readonly name: number | undefined;
  /** The first of the ports that it has written. */
  readonly port: number | undefined;
}

/** All but one of a program on a host have a name; OMS takes none, and one container on a host. */
const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc.record({
    role: fc.constantFrom(...roles),
    host: fc.integer({ min: 1, max: 5 }),
    name: fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }),
    port: fc.option(fc.integer({ min: 20_000, max: 20_005 }), { nil: undefined }),
  }),
  {
    minLength: 2,
    maxLength: 16,
    selector: ({ role, host, name }) =>
      role.startsWith("oms") ? `oms ${host}` : name === undefined ? `${role} ${host}` : name,
  },
);

const horaePorts = { meta: ["client", "peer", "http"], node: ["grpc", "http", "mysql", "postgresql"] };

function member({ role, host, name, port }: Entry): object {
  const isHorae = role === "meta" || role === "node";
  const own = name === undefined ? {} : { [isHorae ? "name" : "alias"]: `own-${name}` };
  if (port === undefined) return { host: `h${host}`, ...own };
  const ports = isHorae
    ? { ports: Object.fromEntries(horaePorts[role].map((key, index) => [key, port + 100 * index])) }
    : { port };
  return { host: `h${host}`, ...own, ...ports };
}

/** A list of agents replaces those that hosts with nodes have by themselves. */
function cluster(all: readonly Entry[], listsAgents: boolean): string {
  const members = (role: Entry["role"]) => all.filter((one) => one.role === role).map(member);
  const list = <K extends string>(key: K, items: readonly object[]) =>
    items.length === 0 ? {} : ({ [key]: items } as { [P in K]?: readonly object[] });
  const horaedb = {
    version: "2.0.0",
    cluster_name: "growth",
    // The first member makes another cluster of nodes that stood alone.
    meta: { members: [{ host: "h6" }, ...members("meta")] },
    nodes: { members: members("node") },
  };
  const dolphindb = {
    version: "2.00.12",
    ...list("controllers", members("controller")),
    ...(listsAgents ? { agents: members("agent") } : {}),
    ...list("data_nodes", members("data")),
    ...list("compute_nodes", members("compute")),
  };
  const regions = (["east", "west"] as const).flatMap((name, index) => {
    const own = all.filter(({ role }) => role === `oms-${name}`).map(({ host }) => `h${host}`);
    // The default region is always there.
    const hosts = index === 0 ? ["h6", ...own] : own;
    const region = { name, label: name, location: index, default: index === 0, vip: `10.9.9.${index + 1}` };
    return hosts.length === 0 ? [] : [{ ...region, hosts }];
  });
  return JSON.stringify({
    cfgc: 1,
    name: "growth",
    environment: "development",
    hosts: { "h[1-6]": { address: "10.1.1.[1-6]" } },
    horaedb,
    dolphindb,
    oms: {
      version: "4.2.2",
      meta_database: { host: "10.9.9.9", port: 2883, user: "root@oms", password: { from_env: "P" } },
      databases: { rm: "rm", cm: "cm", heartbeat: "heartbeat" },
      regions,
    },
  });
}

/** Who the instance is, where it keeps its data, what it listens on. */
function identityOf({ program, name, hostName, claims, settings }: Instance) {
  return {
    program,
    name: name.value,
    host: hostName?.value,
    directories: claims.directories.map((directory) => directory.path),
    database: (
      settings.text("cluster_deployment.meta_client.cluster_name") ?? settings.text("drc_cm_heartbeat_db")
    )?.value,
    ports: claims.listeners.map((listener) => listener.port),
  };
}

function instancesOf(all: readonly Entry[], whole = all): readonly Instance[] {
  return compileText(
    cluster(
      all,
      whole.some(({ role }) => role === "agent"),
    ),
  ).model.instances;
}

series(
  "adding an instance changes no other instance's identity, directory, port or database",
  20,
  fc.property(entries, fc.nat(), (all, pick) => {
    const rest = all.filter((_, index) => index !== pick % all.length);
    const before = instancesOf(rest, all);
    const after = instancesOf(all);
    for (const instance of before) expect(after.map(identityOf)).toContainEqual(identityOf(instance));
    expect(after.length).toBeGreaterThan(before.length);
    const identities = after.map((one) => `${one.product} ${one.program} ${one.name.value}`);
    expect(new Set(identities).size).toBe(after.length);
    const aliases = after.filter(({ product }) => product === "dolphindb").map(({ name }) => name.value);
    expect(new Set(aliases).size).toBe(aliases.length);
  }),
);

series(
  "writing ports changes the ports of that instance, and nothing else of any",
  15,
  fc.property(entries, fc.nat(), (all, pick) => {
    const changed = all[pick % all.length]!;
    const ported = (port: number | undefined) =>
      instancesOf(all.map((one) => (one === changed ? { ...one, port } : one))).map(identityOf);
    const [before, after] = [ported(undefined), ported(30_000)];
    const bare = before.map(({ ports, ...rest }) => rest);
    expect(after.map(({ ports, ...rest }) => rest)).toEqual(bare);
    const moved = after.filter((one, index) => String(one.ports) !== String(before[index]?.ports));
    // OMS has no ports of an instance to write.
    expect(moved).toHaveLength(changed.role.startsWith("oms") ? 0 : 1);
  }),
);

series(
  "every instance without a name is called after its host, whatever its ports are",
  15,
  fc.property(entries, (all) => {
    const unnamed = instancesOf(all).filter(({ name }) => name.origin.kind === "derived");
    const suffixes = { "dolphindb-controller": "-controller", "dolphindb-agent": "-agent" } as const;
    for (const { program, name, hostName } of unnamed) {
      const suffix = program === "dolphindb-computenode" ? "-compute" : suffixes[program as never];
      expect(name.value).toBe(`${hostName?.value}${suffix ?? ""}`);
    }
  }),
);
