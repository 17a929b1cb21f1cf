import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { endpointOf, endpointText, type RoutingTable, routingText } from "../../routing/routing.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { deployment, routedFile, topologyToml } from "../examples.ts";

const two = (first: string, second: string) =>
  deployment({ "horaedb1.toml": routedFile(1, first), "horaedb2.toml": routedFile(2, second) });

export const routingTablesDiffer = defineRule({
  name: "routing-tables-differ",
  fault: "contradiction",
  summary: "Nodes of one cluster have different routing tables.",
  why: "Without HoraeMeta every node goes by the table of its own file. If they differ, which node a table lies on depends on the node that was asked, so written data are not found again.",
  fix: "Give every node the same rules and topology.",
  examples: {
    invalid: [two(topologyToml([1, 2]), topologyToml([2, 1]))],
    valid: [two(topologyToml([1, 2]), topologyToml([1, 2]))],
    boundary: [
      {
        title: "a node that only one of them lists",
        ...two(topologyToml([1, 2]), topologyToml([1, 2, 3])),
        fires: true,
      },
      {
        title: "one rule more",
        ...two(
          topologyToml([1, 2]),
          `${topologyToml([1, 2])}[[cluster_deployment.rules.prefix_rules]]\nschema = "public"\nprefix = "a"\nshard = 0\n`,
        ),
        fires: true,
      },
      {
        title: "nodes that do not know each other",
        ...two(topologyToml([1]), topologyToml([2])),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site !== undefined) continue;
      const [first, ...others] = routingTablesIn(cluster).filter(({ table }) => isWhole(table));
      if (first === undefined) continue;
      const wanted = routingText(first.table);
      for (const { instance, table } of others) {
        if (routingText(table) === wanted || !concern(first, { instance, table })) continue;
        const place = table.schemas?.[0]?.origin ?? { kind: "source", at: instance.at };
        const firstPlace = first.table.schemas?.[0]?.origin ?? { kind: "source", at: first.instance.at };
        report({
          at: placeFor(instance, place),
          message: say`the routing table of ${titleOf(instance)} is not that of ${titleOf(first.instance)}`,
          related: [{ at: placeFor(first.instance, firstPlace), message: say`the other table is here` }],
          help: advice`give every node the same topology and the same rules`,
        });
      }
    }
  },
});

function isWhole({ schemas, prefixRules, hashRules }: RoutingTable): boolean {
  return schemas !== undefined && prefixRules !== undefined && hashRules !== undefined;
}

type Known = Parameters<typeof endpointsIn>[0];

/** Files of two environments may lie in one folder; tables that have a node in common are of one cluster. */
function concern(one: Known, other: Known): boolean {
  const theirs = endpointsIn(other);
  return [...endpointsIn(one)].some((endpoint) => theirs.has(endpoint));
}

function endpointsIn({
  instance,
  table,
}: {
  instance: Parameters<typeof endpointOf>[0];
  table: RoutingTable;
}): Set<string> {
  const own = endpointOf(instance);
  const shards = table.schemas?.flatMap((schema) => schema.shards.map(endpointText)) ?? [];
  return new Set(own === undefined ? shards : [own, ...shards]);
}
