import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (nodes: number, shards: number) =>
  deployment({
    "meta0.toml": memberFile(0, {
      more: `default-cluster-node-count = ${nodes}\ndefault-cluster-shard-total = ${shards}\n`,
    }),
  });

export const shardsFewerThanNodes = defineRule({
  name: "shards-fewer-than-nodes",
  fault: "doubtful",
  summary: "The cluster has fewer shards than nodes.",
  why: "A shard is on one node at a time, so some nodes never get any and hold no tables. The number of shards is fixed when the cluster is created.",
  fix: "Choose several shards for each node, before the cluster is created.",
  examples: {
    invalid: [member(10, 8)],
    valid: [member(3, 64)],
    boundary: [
      { title: "in cluster.yaml", ...configured({ rest: "  shards: 1\n" }), fires: true },
      {
        title: "the default number of shards",
        ...deployment({ "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 9\n" }) }),
        fires: true,
      },
      { ...member(8, 8), fires: false },
      { ...member(9, 8), fires: true },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const nodes = instance.settings.integer("default-cluster-node-count");
        const shards = instance.settings.integer("default-cluster-shard-total");
        // A cluster without shards has a finding of its own.
        if (nodes === undefined || shards === undefined || shards.value < 1) continue;
        if (shards.value >= nodes.value) continue;
        const [written, other] = shards.origin.kind === "default" ? [nodes, shards] : [shards, nodes];
        report({
          at: placeFor(instance, written.origin),
          key: "default-cluster-shard-total",
          site,
          message: say`there ${shards.value === 1 ? say`is one shard` : say`are ${shards.value} shards`} for ${nodes.value} nodes, so some nodes stay empty`,
          related: [
            {
              at: placeFor(instance, other.origin),
              message:
                other === nodes ? say`${nodes.value} nodes follow from here` : say`${shards.value} shards`,
            },
          ],
          help: instead(shards.origin, nodes.value, say`choose at least ${nodes.value} shards`),
        });
      }
    }
  },
});
