/** Clusters that lose shards when a node is away for a moment, and what their operator can do about it. */
import { quoteForShell } from "../../emit/env-file.ts";
import { hostPort } from "../../model/addresses.ts";
import type { Instance } from "../../model/model.ts";
import { compareVersions } from "../../schema/versions.ts";
import type { HoraeCluster } from "./cluster.ts";
import { httpPortOf } from "./leader-check.ts";
import { localStorageOf } from "./local-storage.ts";

/** The release that takes shards away first: commit 9291dfc5 of apache/horaedb, which v2.1.0 is the first to have. */
const firstInspecting = "2.1.0";

/** Whether shards are lost while this member of HoraeMeta leads; false if its topology is not known. */
export function losesShards({ version, settings }: Instance): boolean {
  return compareVersions(version, firstInspecting) >= 0 && settings.text("topology-type")?.value === "static";
}

/** The values of the README's part about it; undefined if nothing is lost. */
export function shardLossOf({ meta, nodes, name }: HoraeCluster) {
  const member = meta.find(losesShards);
  if (member === undefined) return undefined;
  const local = nodes.flatMap(localStorageOf)[0];
  return {
    release: member.version,
    local: local?.what === "WAL" ? "log" : local?.what,
    heal: local === undefined ? healCommand(member, name) : undefined,
  };
}

/**
 * Makes the topology of a cluster dynamic, which the scheduler takes up at its next start. Both values are stored as
 * they come, and a batch of 0 places nothing (apache/horaedb@v2.1.0:horaemeta/server/service/http/api.go:384).
 */
function healCommand(member: Instance, cluster: string): string {
  const address = hostPort(member.host?.address?.value ?? "", httpPortOf(member) ?? 0);
  const url = `http://${address}/api/v1/clusters/${encodeURIComponent(cluster)}`;
  const body = { topologyType: "dynamic", procedureExecutingBatchSize: 4_294_967_295 };
  return `curl -X PUT ${quoteForShell(url)} -d ${quoteForShell(JSON.stringify(body))}`;
}
