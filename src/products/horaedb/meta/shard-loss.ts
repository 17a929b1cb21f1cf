/** Clusters that lose shards when a node is away for a moment, and what their operator can do about it. */
import type { Sayable } from "../../../diagnostics/message.ts";
import { type Shell, shell } from "../../../emit/shell.ts";
import type { Instance } from "../../../model/model.ts";
import type { Traced } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { HoraeCluster } from "../cluster.ts";
import { firstLocalStorage } from "../node/local-storage.ts";
import { httpAddressOf } from "./leader-check.ts";

/** The release that takes shards away first: commit 9291dfc5 of apache/horaedb, which v2.1.0 is the first to have. */
const firstInspecting = "2.1.0";

/** Whether the member takes the shards of a node that was away from it. */
export function inspectsNodes({ version }: Instance): boolean {
  return compareVersions(version, firstInspecting) >= 0;
}

/** The topology with which shards are lost while this member leads; undefined if they are not, or it is not known. */
export function losingTopology(member: Instance): Traced<Sayable> | undefined {
  const topology = member.settings.text("topology-type");
  return inspectsNodes(member) && topology?.value === "static" ? topology : undefined;
}

export function losesShards(member: Instance): boolean {
  return losingTopology(member) !== undefined;
}

/** The values of the README's part about it; undefined if nothing is lost. */
export function shardLossOf({ meta, nodes, name }: HoraeCluster) {
  const member = meta.find(losesShards);
  if (member === undefined) return undefined;
  const local = firstLocalStorage(nodes);
  return {
    release: member.version,
    local: local?.what === "WAL" ? "log" : (local?.what ?? ""),
    heal: local === undefined ? healCommand(member, name) : undefined,
  };
}

/**
 * The values of the upgrade's part about it, where the files say `dynamic`; undefined if no release takes shards away.
 * The cluster that runs has the topology that it was created with, which the files do not show
 * (apache/horaedb@v2.0.0:horaemeta/server/service/http/api.go:302).
 */
export function topologyCheckOf({ meta, nodes, name }: HoraeCluster) {
  const inspecting = meta.find(
    (member) => inspectsNodes(member) && member.settings.text("topology-type")?.value === "dynamic",
  );
  if (inspecting === undefined) return undefined;
  const [asked = inspecting] = meta;
  const isLocal = firstLocalStorage(nodes) !== undefined;
  return {
    release: inspecting.version,
    list: shell`curl -s http://${httpAddressOf(asked)}/api/v1/clusters`,
    heal: isLocal ? undefined : healCommand(asked, name),
  };
}

/**
 * Makes the topology of a cluster dynamic, which the scheduler takes up at its next start. Both values are stored as
 * they come, and a batch of 0 places nothing (apache/horaedb@v2.1.0:horaemeta/server/service/http/api.go:384).
 */
function healCommand(member: Instance, cluster: string): Shell {
  const url = `http://${httpAddressOf(member)}/api/v1/clusters/${encodeURIComponent(cluster)}`;
  const body = { topologyType: "dynamic", procedureExecutingBatchSize: 4_294_967_295 };
  return shell`curl -X PUT ${url} -d ${JSON.stringify(body)}`;
}
