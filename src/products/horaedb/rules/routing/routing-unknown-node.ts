import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isCarried } from "../../../../model/names.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { nearest } from "../../../../schema/nearest.ts";
import { clustersOf } from "../../cluster.ts";
import { listed } from "../../listed.ts";
import { allShards, routed } from "../examples.ts";

export const routingUnknownNode = defineRule({
  name: "routing-unknown-node",
  fault: "refused",
  anyRelease: true,
  summary: "`routing` places a shard on a node that is not among `nodes.members`.",
  why: "The routing table needs the node's address and gRPC port, and there is no such node to take them from.",
  fix: "Write the name of a node; without a name of its own a node is called after its host.",
  examples: {
    invalid: [routed("shards: { 0: node0, 1: node1, 2: node3 }")],
    valid: [routed(allShards)],
    boundary: [
      {
        title: "a name like none of them",
        ...routed("shards: { 0: node0, 1: node1, 2: elsewhere }"),
        fires: true,
      },
      {
        title: "the host's name is not the node's",
        ...routed("shards: { 0: node0, 1: node1, 2: db3 }"),
        fires: true,
      },
      {
        title: "a range of shards on a range of nodes",
        ...routed('shards: { "[0-2]": "node[0-2]" }'),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // With HoraeMeta the whole section is wrong, which has a finding of its own.
      if (cluster.meta.length > 0 || !cluster.metaKnown || !cluster.nodesKnown) continue;
      const names = new Set(cluster.nodes.map((node) => node.name.value));
      if (cluster.site !== undefined && ![...names].every(isCarried)) continue;
      const placed = new Set(cluster.plan?.routing?.shards.map(({ node }) => node));
      for (const shard of cluster.plan?.routing?.shards ?? []) {
        if (names.has(shard.node)) continue;
        const onHost = cluster.nodes.find((node) => node.hostName?.value === shard.node)?.name.value;
        const free = [...names].filter((one) => !placed.has(one));
        const meant = onHost ?? nearest(shard.node, free) ?? nearest(shard.node, names);
        report({
          at: shard.nodeAt,
          site: cluster.site,
          message: say`shard ${shard.id} is placed on "${shard.node}", which is no node of this cluster`,
          help:
            meant === undefined
              ? advice`the nodes are ${listed([...names], 8)}`
              : instead({ kind: "source", at: shard.nodeAt }, meant, say`did you mean "${meant}"?`),
        });
      }
    }
  },
});
