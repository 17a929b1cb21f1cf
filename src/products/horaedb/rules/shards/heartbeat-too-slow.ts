import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { parseReadableDuration } from "../../../../schema/formats/readable-duration.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { ceresdbNodeFile, configured, deployment, kafkaAndS3, memberFile, nodeFile } from "../examples.ts";

const node = (more: string, members = {}) =>
  deployment({
    ...members,
    "horaedb.toml": nodeFile().replace(
      "[cluster_deployment.etcd_client]",
      `${more}[cluster_deployment.etcd_client]`,
    ),
  });
const table = "cluster_deployment.meta_client";
/**
 * HoraeMeta since 1.2.0: expiredThreshold in server/cluster/metadata/types.go. Before, it compared seconds with
 * milliseconds, so that no node was ever taken for dead (apache/incubator-horaedb-meta@v1.1.0:server/cluster/types.go:120).
 */
const expiryMs = 10_000;
/** HoraeMeta that not only takes a node for dead, but its shards from it: server/coordinator/inspector/node_inspector.go. */
const firstInspecting = "2.1.0";

export const heartbeatTooSlow = defineRule({
  name: "heartbeat-too-slow",
  fault: "doubtful",
  summary:
    "A node sends heartbeats to HoraeMeta too seldom or without a pause, or waits too long for the answer.",
  why: "A node sends a heartbeat after two thirds of meta_client.lease, and HoraeMeta since 1.2.0 takes a node for dead ten seconds after the last one (apache/horaedb@v2.1.0:src/cluster/src/cluster_impl.rs:153, horaemeta/server/cluster/metadata/types.go:31). HoraeMeta 2.1.0 looks every five seconds and takes the shards of a dead node away (apache/horaedb@v2.1.0:horaemeta/server/coordinator/inspector/node_inspector.go:112), so with a heartbeat every 12 seconds all nodes lost all shards when it was tried. A call that may take as long as the lease leaves no time for another one (inferred from reading).",
  fix: "Keep the lease below 15s and the timeout below the lease; the defaults are 10s and 5s.",
  examples: {
    invalid: [
      { ...node('lease = "30s"\n'), severity: "error" },
      node('timeout = "10s"\n'),
      node('lease = "0s"\n'),
    ],
    valid: [node('lease = "12s"\ntimeout = "3s"\n')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ cluster_deployment: { meta_client: { lease: 30s } } }" }),
        fires: true,
      },
      {
        title: "in cluster.yaml, an error",
        ...configured({
          version: "2.1.0",
          rest: `  topology: dynamic\n${kafkaAndS3}`,
          nodes: "{ cluster_deployment: { meta_client: { lease: 30s } } }",
        }),
        fires: true,
        severity: "error",
      },
      { ...node('lease = "14999ms"\n'), fires: false },
      { ...node('lease = "15s"\n'), fires: true, severity: "error" },
      {
        title: "a HoraeMeta that takes no shards away",
        ...node('lease = "15s"\n', { "meta0.toml": memberFile(0) }),
        fires: true,
        severity: "warning",
      },
      { title: "no pause", ...node('lease = "1ms"\ntimeout = "0s"\n'), fires: true },
      { ...node('lease = "2ms"\ntimeout = "1ms"\n'), fires: false },
      { ...node('timeout = "9999ms"\n'), fires: false },
      {
        title: "no node was taken for dead before 1.2.0",
        as: "horaedb@1.1.0",
        files: { "horaedb.toml": ceresdbNodeFile({ more: 'lease = "30s"\n' }) },
        fires: false,
      },
      {
        title: "from 1.2.0 on they are",
        as: "horaedb@1.2.0",
        files: {
          "horaedb.toml": `${ceresdbNodeFile({ more: 'lease = "30s"\n' })}[cluster_deployment.etcd_client]\nserver_addrs = ["10.1.1.1:2379"]\n`,
        },
        fires: true,
      },
      { title: "a lease as short as the default timeout", ...node('lease = "5s"\n'), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, meta } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        if (instance.settings.text("cluster_deployment.mode")?.value !== "WithMeta") return;
        // Without their files the members are of the node's release.
        const releases = meta.length > 0 ? meta.map(({ version }) => version) : [instance.version];
        const inspects = releases.some((release) => compareVersions(release, firstInspecting) >= 0);
        check(instance, inspects, tell);
      });
    }
  },
});

function check(instance: Instance, inspects: boolean, report: Report): void {
  const lease = instance.settings.text(`${table}.lease`);
  const timeout = instance.settings.text(`${table}.timeout`);
  const leaseMs = lease && parseReadableDuration(lease.value);
  const timeoutMs = timeout && parseReadableDuration(timeout.value);
  if (lease === undefined || leaseMs === undefined) return;
  if (leaseMs < 2) {
    report({
      at: placeFor(instance, lease.origin),
      key: `${table}.lease`,
      site: instance.site,
      message: say`with a lease of ${lease.value === "" ? say`0s` : lease.value} the node reports to HoraeMeta without a pause (inferred from reading)`,
      help: instead(lease.origin, say`10s`, say`write a lease of a few seconds; the default is 10s`),
    });
    return;
  }
  const expires = compareVersions(instance.version, "1.2.0") >= 0;
  if (expires && (leaseMs * 2) / 3 >= expiryMs) {
    report({
      at: placeFor(instance, lease.origin),
      key: `${table}.lease`,
      site: instance.site,
      message: say`with a lease of ${lease.value} the node reports to HoraeMeta every ${Math.floor((leaseMs * 2) / 3000)} seconds, and ${inspects ? say`loses its shards after ${expiryMs / 1000}` : say`is taken for dead after ${expiryMs / 1000} (inferred from reading)`}`,
      help: instead(lease.origin, say`10s`, say`write a lease below 15s; the default is 10s`),
      ...(inspects ? { severity: "error" as const } : {}),
    });
    return;
  }
  if (timeout === undefined || timeoutMs === undefined || timeoutMs < leaseMs) return;
  const written = timeout.origin.kind === "default" ? lease : timeout;
  report({
    at: placeFor(instance, written.origin),
    key: `${table}.${written === lease ? "lease" : "timeout"}`,
    site: instance.site,
    message: say`meta_client.timeout is ${timeout.value} and meta_client.lease ${lease.value}, so one call that hangs takes the whole lease (inferred from reading)`,
    help: advice`write a timeout that is shorter than the lease`,
  });
}
