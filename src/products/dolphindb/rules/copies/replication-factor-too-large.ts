import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, listsNodes, ofKind } from "../../cluster.ts";
import { copyDemands, replicationLine } from "../../copy-demands.ts";
import { controllerCfg, dolphin, files, nodesTable, oneController } from "../examples.ts";

const factor = (count: number) => `  replication: { factor: ${count} }\n`;
const inFiles = (count: number) =>
  files({
    "controller.cfg": controllerCfg(1, `dfsReplicationFactor=${count}\n`),
    "cluster.nodes": nodesTable("a1 d1 a2 d2"),
  });
const zones = (count: number) =>
  dolphin(`  replication: { zones: { z1: ${count}, z2: 1 } }\n`, {
    nodes: "  data_nodes: [ { alias: d1, host: db1, zone: z1 }, { alias: d2, host: db2, zone: z2 } ]\n",
    version: "2.00.16.1",
  });

const oneInZone = (factors: string) =>
  dolphin(`  replication: { zones: ${factors} }\n`, {
    controllers: oneController,
    nodes: "  data_nodes: [ { alias: d1, host: db1, zone: z1 } ]\n",
    version: "2.00.16.1",
  });

export const replicationFactorTooLarge = defineRule({
  name: "replication-factor-too-large",
  fault: "contradiction",
  summary: "There are fewer data nodes than copies of the data.",
  why: "The copies of a chunk lie on different data nodes, and a write fails while fewer of them are online than dfsReplicationFactor says: here always (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:114). A zone may have no more copies than data nodes (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/30-database/three_centers_in_two_places.md:146).",
  fix: "Add data nodes, or lower the factor.",
  examples: {
    invalid: [dolphin(factor(3)), inFiles(3), { title: "in a zone", ...zones(2) }],
    valid: [dolphin(factor(2)), inFiles(2), zones(1)],
    boundary: [
      {
        title: "a zone with as many as it has, where the cluster has fewer than the default",
        ...oneInZone("{ z1: 1 }"),
        fires: false,
      },
      {
        title: "the default, which nobody wrote",
        ...dolphin("", { controllers: oneController, nodes: "  data_nodes: [ { alias: d1, host: db1 } ]\n" }),
        fires: true,
      },
      { ...inFiles(2), fires: false },
      { ...inFiles(3), fires: true },
      {
        title: "without cluster.nodes nobody knows how many data nodes there are",
        ...files({ "controller.cfg": controllerCfg(1, "dfsReplicationFactor=9\n") }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (!listsNodes(cluster)) continue;
      const dataNodes = ofKind(cluster, "datanode");
      for (const { instance } of ofKind(cluster, "controller")) {
        for (const { key, nodes, zone } of copyDemands(instance.settings, dataNodes)) {
          // A zone that no data node is in has a finding of its own.
          if (zone !== undefined && nodes.length === 0) continue;
          // A default that nobody wrote is no reason to speak about files that somebody wrote.
          const copies = instance.settings.explicit.get(key);
          if (typeof copies?.value !== "number" || copies.value <= nodes.length) continue;
          // Whoever left the number out looks at the nodes.
          const isLeftOut = copies.origin.kind !== "source";
          report({
            at: (isLeftOut ? nodes[0]?.instance.at : undefined) ?? placeFor(instance, copies.origin),
            key,
            site: cluster.site,
            message: say`${key} is ${copies.value}${isLeftOut ? " by cfgc's default" : ""}, and there ${nodes.length === 1 ? say`is one data node` : say`are ${nodes.length} data nodes`}${zone === undefined ? say`, so every write fails` : say` in the zone ${zone}, where no more copies are allowed`}`,
            related: nodes.slice(isLeftOut ? 1 : 0, 5).map((node) => ({
              at: node.instance.at,
              message: say`the data node ${node.instance.name.value}`,
            })),
            help:
              nodes.length === 0
                ? advice`add data nodes`
                : instead(
                    copies.origin,
                    nodes.length,
                    say`add data nodes, or write ${cluster.site ? replicationLine(zone, nodes.length) : say`${key}=${nodes.length}`}`,
                  ),
          });
        }
      }
    }
  },
});
