import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Backend, type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { allShards, kafkaAndS3, routed } from "../examples.ts";

const [, s3 = ""] = kafkaAndS3.split("\n");
const obkv =
  '  wal: { type: Obkv, full_user_name: "a@t#c", param_url: "http://10.9.1.1:8080/x?database=wal", password: { from_env: A }, sys_user_name: proxyro, sys_password: { from_env: B } }\n';

export const storageSharedWithoutMeta = defineRule({
  name: "storage-shared-without-meta",
  fault: "doubtful",
  summary:
    "Several nodes without HoraeMeta share a bucket and prefix, a Kafka cluster or an OceanBase schema.",
  why: "Without HoraeMeta nobody locks a shard, and each node keeps its system tables and its manifest under the same names, so the nodes would overwrite each other's (inferred from reading, not seen running).",
  fix: "Give each node storage of its own, such as its disk, or add HoraeMeta.",
  examples: {
    invalid: [
      { title: "Kafka and a bucket", ...routed(allShards, kafkaAndS3) },
      { title: "OceanBase and a bucket", ...routed(allShards, `${obkv}${s3}\n`) },
    ],
    valid: [routed(allShards)],
    boundary: [
      {
        title: "one node shares with nobody",
        ...routed("shards: { 0: node0 }", kafkaAndS3),
        files: Object.fromEntries(
          Object.entries(routed("shards: { 0: node0 }", kafkaAndS3).files).map(([path, text]) => [
            path,
            text.replace(", { name: node1, host: db2 }, { name: node2, host: db3 }", ""),
          ]),
        ),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.meta.length > 0 || !cluster.metaKnown) continue;
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
            message: say`${titleOf(other.node)} and ${titleOf(node)} both use ${backend.title}, and without HoraeMeta nothing keeps their data apart (inferred)`,
            related: cluster.site === undefined ? [{ at: otherAt, message: say`the other use is here` }] : [],
            help: advice`give each node storage of its own, or add HoraeMeta`,
          });
        }
      }
    }
  },
});
