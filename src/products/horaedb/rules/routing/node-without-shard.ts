import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { endpointOf, endpointText, type RoutingTable, routingOf } from "../../routing/routing.ts";
import { allShards, deployment, routed, routedFile, topologyToml } from "../examples.ts";

export const nodeWithoutShard = defineRule({
  name: "node-without-shard",
  fault: "doubtful",
  summary: "Static routing places no shard on a node.",
  why: "The node keeps no table and passes every request on. It finds itself in the table by node.addr and server.grpc_port, exactly as written, so another spelling of its address has the same effect.",
  fix: "Place a shard on it, write its address in the table as in node.addr, or do without it.",
  examples: {
    invalid: [
      routed("shards: { 0: node0, 1: node1 }"),
      {
        title: "another address of the same machine",
        ...deployment({ "horaedb1.toml": routedFile(1, topologyToml([7])) }),
      },
    ],
    valid: [routed(allShards), deployment({ "horaedb1.toml": routedFile(1, topologyToml([1])) })],
    boundary: [
      {
        title: "one shard of many",
        ...deployment({ "horaedb1.toml": routedFile(1, topologyToml([2, 2, 1])) }),
        fires: false,
      },
      {
        title: "another port",
        ...deployment({ "horaedb1.toml": routedFile(1, topologyToml([1]).replace("8831", "8832")) }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const endpoints = new Map<unknown, Set<string>>();
      for (const node of cluster.nodes) {
        const setting = node.settings.explicit.get("cluster_deployment.topology.schema_shards");
        let placed = endpoints.get(setting);
        if (placed === undefined) {
          placed = endpointsIn(routingOf(node));
          endpoints.set(setting, placed);
        }
        if (placed.size === 0) continue;
        const own = endpointOf(node);
        if (own === undefined || placed.has(own)) continue;
        const addr = node.settings.get("node.addr")?.origin;
        report({
          at: cluster.site === undefined && addr ? placeFor(node, addr) : node.at,
          site: cluster.site,
          message: say`static routing places no shard on ${titleOf(node)} (${own}), so it keeps no table and passes every request on`,
          help: advice`place a shard on it, or do without the node`,
        });
      }
    }
  },
});

function endpointsIn(table: RoutingTable | undefined): Set<string> {
  return new Set(table?.schemas?.flatMap((schema) => schema.shards.map(endpointText)));
}
