import { advice } from "../../../../diagnostics/help.ts";
import { type Message, type Name, say } from "../../../../diagnostics/message.ts";
import { type Host, type Instance, placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { site } from "../examples.ts";

/** Members by host; the hosts db1 to db4 lie in the zones that are given. */
const members = (hosts: readonly string[], zones: readonly string[] = ["a", "b", "c", "d"]) =>
  site(`hosts: { ${zones.map((zone, index) => `db${index + 1}: { address: 10.1.1.${index + 1}, zone: ${zone} }`).join(", ")} }
horaedb:
  version: 2.0.0
  meta: { members: [ ${hosts.map((host, index) => `{ name: m${index}, host: ${host}, ports: { client: ${2379 + 10 * index}, peer: ${2380 + 10 * index} } }`).join(", ")} ] }
  nodes: { members: [ { host: db1, ports: { http: 5441 } } ] }
`);

export const metaMembersPacked = defineRule({
  name: "meta-members-packed",
  fault: "availability",
  summary: "The loss of one host or one zone would stop HoraeMeta, and others are free.",
  why: "The members elect a leader by majority. If one host or zone holds so many of them that the rest is no majority, losing it stops HoraeMeta, however many members there are.",
  fix: "Spread the members over hosts and zones, at most one of three and two of five in one place.",
  examples: {
    invalid: [members(["db1", "db2", "db3"], ["a", "a", "b", "c"])],
    valid: [members(["db1", "db2", "db3"])],
    boundary: [
      {
        title: "a zone that is not known may be any",
        ...site(`hosts: { db1: { address: 10.1.1.1, zone: a }, db2: { address: 10.1.1.2, zone: a }, db3: { address: 10.1.1.3 }, db4: { address: 10.1.1.4, zone: b }, db5: { address: 10.1.1.5, zone: c } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-3]" } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: false,
      },
      {
        title: "two zones cannot be better",
        ...members(["db1", "db2", "db3"], ["a", "a", "b", "b"]),
        fires: false,
      },
      {
        title: "two of five in one zone leave a majority",
        ...members(["db1", "db2", "db3", "db4", "db5"], ["a", "a", "b", "b", "c"]),
        fires: false,
      },
      {
        title: "three of five in one zone",
        ...members(["db1", "db2", "db3", "db4", "db5"], ["a", "a", "a", "b", "c"]),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // How many hosts and zones there are is known from cluster.yaml alone.
      if (cluster.site === undefined || cluster.meta.length < 3 || !cluster.metaKnown) continue;
      const hosts = model.hosts.filter((host) => host.site === cluster.site);
      const packed =
        packedIn(cluster.meta, hosts, (host) => host.name) ??
        packedIn(cluster.meta, hosts, (host) => host.zone?.value);
      if (packed === undefined) continue;
      const isHost = packed.members.every((member) => member.host?.name === packed.place);
      const [first, ...others] = packed.members;
      if (first === undefined) continue;
      report({
        at: placeFor(first, first.hostName?.origin ?? first.name.origin),
        site: cluster.site,
        message: say`${packed.members.length} of the ${cluster.meta.length} members of HoraeMeta are ${isHost ? "on the host" : "in the zone"} "${packed.place}", and without it there is no majority`,
        related: others.map((member) => ({
          at: placeFor(member, member.hostName?.origin ?? member.name.origin),
          message: say`"${member.name.value}" is there, too`,
        })),
        help: advice`spread the members over the ${isHost ? "hosts" : "zones"} of the site`,
      });
    }
  },
});

/** The place without whose members there is no majority, if spreading them over the places of the site would help. */
function packedIn(
  members: readonly Instance[],
  hosts: readonly Host[],
  placeOf: (host: Host) => Name | undefined,
): { readonly place: Message; readonly members: readonly Instance[] } | undefined {
  const places = new Map<Name, Instance[]>();
  for (const host of hosts) {
    const place = placeOf(host);
    if (place !== undefined) places.set(place, []);
  }
  for (const member of members) {
    const place = member.host && placeOf(member.host);
    // What is not known may be anywhere.
    if (place === undefined) return undefined;
    places.get(place)?.push(member);
  }
  const spare = Math.floor((members.length - 1) / 2);
  if (Math.ceil(members.length / places.size) > spare) return undefined;
  const [fullest] = [...places].sort(([, a], [, b]) => b.length - a.length);
  if (fullest === undefined || fullest[1].length <= spare) return undefined;
  return { place: fullest[0], members: fullest[1] };
}
