import { advice } from "../../../../diagnostics/help.ts";
import { type Message, quoted, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { ceresdbNodeFile, deployment, memberFile, nodeAndMembers, nodeFile } from "../examples.ts";

/** The calls for clusters (apache/incubator-horaedb-meta@v1.2.1:server/service/http/api.go:66). */
const firstCreatingFurther = "1.2.1";

export const clusterIdentityMismatch = defineRule({
  name: "cluster-identity-mismatch",
  fault: "contradiction",
  across: true,
  summary: "A node and HoraeMeta have different names for the cluster, or different root paths in etcd.",
  why: "A node under another name registers with a cluster that HoraeMeta does not create by itself. Since 1.2.1 somebody may have created it with POST /api/v1/clusters, so there the name is a warning. Under another root path its shard locks lie where HoraeMeta does not look, and fail-over does not happen (apache/incubator-horaedb-meta#296).",
  fix: "Write default-cluster-name of HoraeMeta into meta_client.cluster_name, and storage-root-path into etcd_client.root_path.",
  examples: {
    invalid: [
      {
        title: "a cluster that the HTTP API may have created",
        ...nodeAndMembers({ clusterName: "other" }),
        severity: "warning",
      },
      {
        title: "a release that creates no other",
        files: {
          "meta0.toml": `# cfgc: horaemeta@1.1.0\n${memberFile(0)}`,
          "horaedb.toml": `# cfgc: horaedb@1.1.0\n${ceresdbNodeFile({ clusterName: "other" })}`,
        },
      },
      nodeAndMembers({ rootPath: "/ceresdb" }),
      {
        title: "a node that HoraeMeta does not count",
        ...deployment({
          "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 1\n" }),
          "horaedb1.toml": nodeFile(),
          "horaedb2.toml": nodeFile({ clusterName: "other" }).replace("10.1.2.1", "10.1.2.2"),
        }),
        severity: "warning",
      },
    ],
    valid: [nodeAndMembers({})],
    boundary: [
      {
        title: "letter case counts",
        ...nodeAndMembers({ clusterName: "defaultcluster" }),
        fires: true,
        severity: "warning",
      },
      { title: "defaults count as written", ...nodeAndMembers({ rootPath: "/horaedb" }), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const member = cluster.meta[0];
      if (member === undefined) continue;
      const createsFurther = compareVersions(member.version, firstCreatingFurther) >= 0;
      judgeEach(cluster.nodes, report, (node, tell) => {
        if (node.settings.text("cluster_deployment.mode")?.value !== "WithMeta") return;
        const name = {
          nodeKey: say`cluster_deployment.meta_client.cluster_name`,
          metaKey: say`default-cluster-name`,
          isDoubtful: createsFurther,
        };
        const rootPath = {
          nodeKey: say`cluster_deployment.etcd_client.root_path`,
          metaKey: say`storage-root-path`,
          isDoubtful: false,
        };
        compare(node, member, name, tell);
        compare(node, member, rootPath, tell);
      });
    }
  },
});

interface Pair {
  readonly nodeKey: Message;
  readonly metaKey: Message;
  /** Whether the node may be right all the same. */
  readonly isDoubtful: boolean;
}

function compare(
  node: Instance,
  member: Instance,
  { nodeKey, metaKey, isDoubtful }: Pair,
  report: Report,
): void {
  const mine = node.settings.text(nodeKey);
  const theirs = member.settings.text(metaKey);
  if (mine === undefined || theirs === undefined || mine.value === theirs.value) return;
  report({
    at: placeFor(node, mine.origin),
    key: nodeKey,
    site: node.site,
    message: say`"${nodeKey}" is ${quoted(mine.value)}, but ${titleOf(member)} has ${quoted(theirs.value)} as "${metaKey}"${isDoubtful ? ", so this cluster is only there if it was created over the HTTP API" : ""}`,
    related: [
      {
        at: placeFor(member, theirs.origin),
        message:
          theirs.origin.kind === "default"
            ? say`the default ${quoted(theirs.value)} holds here`
            : say`${quoted(theirs.value)} here`,
      },
    ],
    help: advice`write the same value in both`,
    ...(isDoubtful ? { severity: "warning" as const } : {}),
  });
}
