import { type Instance, placeFor, titleOf } from "../../../model/model.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { deployment, memberFile, nodeAndMembers, nodeFile } from "./examples.ts";

export const clusterIdentityMismatch = defineRule({
  name: "cluster-identity-mismatch",
  fault: "contradiction",
  summary: "A node and HoraeMeta call the cluster, or its root path in etcd, differently.",
  why: "A node under another name registers with a cluster that does not exist. Under another root path its shard locks lie where HoraeMeta does not look, and fail-over does not happen (apache/incubator-horaedb-meta#296).",
  fix: "Write default-cluster-name of HoraeMeta into meta_client.cluster_name, and storage-root-path into etcd_client.root_path.",
  examples: {
    invalid: [
      nodeAndMembers({ clusterName: "other" }),
      nodeAndMembers({ rootPath: "/ceresdb" }),
      {
        title: "a node that HoraeMeta does not count",
        ...deployment({
          "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 1\n" }),
          "horaedb1.toml": nodeFile(),
          "horaedb2.toml": nodeFile({ clusterName: "other" }).replace("10.1.2.1", "10.1.2.2"),
        }),
      },
    ],
    valid: [nodeAndMembers({})],
    boundary: [
      { title: "letter case counts", ...nodeAndMembers({ clusterName: "defaultcluster" }), fires: true },
      { title: "defaults count as written", ...nodeAndMembers({ rootPath: "/horaedb" }), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const member = cluster.meta[0];
      if (member === undefined) continue;
      for (const node of cluster.nodes) {
        if (node.settings.text("cluster_deployment.mode")?.value !== "WithMeta") continue;
        compare(node, "cluster_deployment.meta_client.cluster_name", member, "default-cluster-name", report);
        compare(node, "cluster_deployment.etcd_client.root_path", member, "storage-root-path", report);
      }
    }
  },
});

function compare(node: Instance, nodeKey: string, member: Instance, metaKey: string, report: Report): void {
  const mine = node.settings.text(nodeKey);
  const theirs = member.settings.text(metaKey);
  if (mine === undefined || theirs === undefined || mine.value === theirs.value) return;
  report({
    at: placeFor(node, mine.origin),
    key: nodeKey,
    site: node.site,
    message: `"${nodeKey}" is ${JSON.stringify(mine.value)}, but ${titleOf(member)} has ${JSON.stringify(theirs.value)} as "${metaKey}"`,
    related: [
      {
        at: placeFor(member, theirs.origin),
        message:
          theirs.origin.kind === "default"
            ? `the default ${JSON.stringify(theirs.value)} holds here`
            : `${JSON.stringify(theirs.value)} here`,
      },
    ],
    help: "write the same value in both",
  });
}
