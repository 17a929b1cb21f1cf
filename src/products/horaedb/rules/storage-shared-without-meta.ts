import { type Backend, type Instance, placeFor, titleOf } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { allShards, kafkaAndS3, routed } from "./examples.ts";

const [kafka = "", s3 = ""] = kafkaAndS3.split("\n");

export const storageSharedWithoutMeta = defineRule({
  name: "storage-shared-without-meta",
  fault: "doubtful",
  summary:
    "Several nodes without HoraeMeta share a bucket and prefix, a Kafka cluster or an OceanBase schema.",
  why: "Without HoraeMeta nobody locks a shard, and each node keeps its system tables and its manifest under the same names, so the nodes would overwrite each other's (inferred from reading, not seen running).",
  fix: "Give each node storage of its own, such as its disk, or add HoraeMeta.",
  examples: {
    invalid: [routed(allShards, `${kafka}\n`), routed(allShards, `${s3}\n`)],
    valid: [routed(allShards)],
    boundary: [
      {
        title: "one node shares with nobody",
        ...routed("shards: { 0: node0 }", `${kafka}\n`),
        files: Object.fromEntries(
          Object.entries(routed("shards: { 0: node0 }", `${kafka}\n`).files).map(([path, text]) => [
            path,
            text.replace(", { name: node1, host: db2 }, { name: node2, host: db3 }", ""),
          ]),
        ),
        fires: false,
      },
      { title: "both", ...routed(allShards, kafkaAndS3), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.meta.length > 0) continue;
      const users = new Map<string, { node: Instance; backend: Backend }>();
      const reported = new Set<string>();
      for (const node of cluster.nodes) {
        if (node.settings.text("cluster_deployment.mode")?.value !== "NoMeta") continue;
        for (const backend of node.claims.backends ?? []) {
          const identity = `${backend.kind} ${backend.identity}`;
          const other = users.get(identity);
          users.set(identity, other ?? { node, backend });
          if (other === undefined || reported.has(backend.kind)) continue;
          reported.add(backend.kind);
          const at = placeFor(node, backend.origin);
          const otherAt = placeFor(other.node, other.backend.origin);
          report({
            at,
            site: cluster.site,
            message: `${titleOf(other.node)} and ${titleOf(node)} both use ${backend.title}, and without HoraeMeta nothing keeps their data apart (inferred)`,
            related: cluster.site === undefined ? [{ at: otherAt, message: "the other use is here" }] : [],
            help: "give each node storage of its own, or add HoraeMeta",
          });
        }
      }
    }
  },
});
