/** Everything that a HoraeMeta member has to be told: its own defaults fit one process on one machine only. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { httpUrl } from "../../../model/addresses.ts";
import { field, readOr, textOf } from "../../../schema/documents/view.ts";
import { derived, placeOf, type Traced, type Value } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { HoraeSpec } from "../section.ts";
import type { PlannedMember } from "./plan-members.ts";

export interface MetaSurroundings {
  readonly initialCluster: Traced<Sayable> | undefined;
  /** Undefined if a node could not be read. */
  readonly nodeCount: Traced<number> | undefined;
  readonly section: HoraeSpec;
}

/** Keys by their newest names; undefined where an address is not known. */
export function metaSettings(
  member: PlannedMember,
  { initialCluster, nodeCount, section }: MetaSurroundings,
): [key: string, value: Traced<Value> | undefined][] {
  const { entry, clientPort, peerPort, httpPort, host } = member;
  const directory = `/var/lib/${section.metaFamily}/${member.name.value}`;
  const { site } = section.context;
  const token = section.clusterName && site.name !== "" && `${site.name}-${section.clusterName.value}`;
  const listen = (port: Traced<number> | undefined, key: string) =>
    port && derived(httpUrl(say`0.0.0.0`, port.value), key, [placeOf(port.origin) ?? entry.at]);
  const advertise = (port: Traced<number> | undefined, key: string) =>
    host?.address &&
    port &&
    derived(httpUrl(host.address.value, port.value), `the host's address and ${key}`, [
      placeOf(host.address.origin) ?? host.at,
      placeOf(port.origin) ?? entry.at,
    ]);
  return [
    ["node-name", member.name],
    [
      "data-dir",
      readOr(field(entry, "data_dir"), textOf, derived(directory, "the default of data_dir", [entry.at])),
    ],
    ["initial-cluster", initialCluster],
    ["initial-cluster-state", derived(member.joining ? "existing" : "new", "`joining`", [entry.at])],
    ["initial-cluster-token", token ? derived(token, "the names of site and cluster", [site.at]) : undefined],
    ["client-urls", listen(clientPort, "ports.client")],
    ["peer-urls", listen(peerPort, "ports.peer")],
    ["advertise-client-urls", advertise(clientPort, "ports.client")],
    ["advertise-peer-urls", advertise(peerPort, "ports.peer")],
    ["http-port", httpPort],
    ["storage-root-path", rootPathOf(section)],
    ["default-cluster-name", section.clusterName],
    ["default-cluster-node-count", nodeCount],
    ["default-cluster-shard-total", section.shards],
    ["topology-type", topologyOf(section)],
    ...transactionBound(member.version, section, entry.at),
  ];
}

/** Before 1.2.0 there was nothing but static, so to write it is no mistake there. */
function topologyOf({ topology }: HoraeSpec): Traced<Sayable> | undefined {
  const at = topology && placeOf(topology.origin);
  return topology?.value === "static" && at !== undefined
    ? derived(say`static`, "horaedb.topology", [at])
    : topology;
}

/** Written out, because the program's default changed with 1.2.0 and 2.0.0 and an upgrade would lose the metadata. */
function rootPathOf(section: HoraeSpec): Traced<Sayable> {
  const path = section.metaFamily === "ceresmeta" ? say`/ceresdb` : say`/horaedb`;
  const at = section.view.keyAt ?? section.view.at;
  return derived(path, "the root path of the release that laid out the metadata", [at]);
}

/** Up to 1.2.7 one etcd transaction carries 2 operations for every shard, and etcd's default allows 128 of them. */
function transactionBound(
  version: string,
  { shards }: HoraeSpec,
  at: Location,
): [string, Traced<number> | undefined][] {
  if (compareVersions(version, "1.2.7") > 0) return [];
  if (shards === undefined) return [["etcd-max-txn-ops", undefined]];
  const operations = 2 * shards.value;
  if (operations <= 128) return [];
  const how = "2 operations for each of horaedb.shards";
  return [["etcd-max-txn-ops", derived(operations, how, [placeOf(shards.origin) ?? at])]];
}
