import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type DolphinCluster, listsNodes, ofKind, type Process } from "../../cluster.ts";
import { type CopyDemand, copyDemands, replicationLine } from "../../copy-demands.ts";
import { controllerCfg, dolphin, files, oneController } from "../examples.ts";

const factor = (count: number) => `  replication: { factor: ${count} }\n`;

const inZones = (factors: string, second: string) =>
  dolphin(`  replication: { zones: { ${factors} } }\n`, {
    nodes: `  data_nodes: [ { alias: d1, host: db1, zone: z1 }, { alias: d2, host: db2, zone: ${second} } ]\n`,
    version: "3.00.5",
  });

export const raftReplicationFactor = defineRule({
  name: "raft-replication-factor",
  fault: "availability",
  summary: "The controllers form a Raft group, and the data have one copy.",
  why: "A Raft group keeps the metadata when a host is lost, but with one copy of the data the data of that host are gone. DolphinDB's tutorial demands more than one copy for a group.",
  fix: "Write `replication.factor: 2` (dfsReplicationFactor=2 in every controller.cfg).",
  examples: {
    invalid: [
      dolphin(factor(1)),
      files({ "controller.cfg": controllerCfg(1, "dfsReplicationFactor=1\n", true) }),
    ],
    valid: [
      dolphin(factor(2)),
      files({ "controller.cfg": controllerCfg(1, "dfsReplicationFactor=2\n", true) }),
    ],
    boundary: [
      {
        title: "without Raft one copy may do",
        ...dolphin(factor(1), { controllers: oneController }),
        fires: false,
      },
      {
        title: "the default is two",
        ...files({ "controller.cfg": controllerCfg(1, "", true) }),
        fires: false,
      },
      {
        title: "each zone has its own number",
        ...files(
          { "controller.cfg": controllerCfg(1, "dfsReplicationFactor=1\nz1.dfsReplicationFactor=2\n", true) },
          "3.00.5",
        ),
        fires: false,
      },
      { title: "one copy in the only zone", ...inZones("z1: 1", "z1"), fires: true },
      { title: "one copy in each of two zones", ...inZones("z1: 1, z2: 1", "z2"), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const dataNodes = ofKind(cluster, "datanode");
      for (const { instance } of ofKind(cluster, "controller")) {
        const { settings } = instance;
        const [demand, another] = copyDemands(settings, dataNodes);
        // The copies of several zones add up, so one copy is too few only where its zone has all data nodes.
        if (demand === undefined || another !== undefined || !isOfAll(demand, dataNodes, cluster)) continue;
        const { key } = demand;
        const copies = settings.integer(key);
        if (settings.text("dfsHAMode")?.value !== "Raft" || copies === undefined || copies.value > 1)
          continue;
        report({
          at: placeFor(instance, copies.origin),
          key,
          site: cluster.site,
          message: say`the controllers form a Raft group, and ${key} is ${copies.value}, so with a data node its data are lost`,
          help: instead(
            copies.origin,
            2,
            cluster.site ? say`write ${replicationLine(demand.zone, 2)}` : say`write ${key}=2`,
          ),
        });
      }
    }
  },
});

function isOfAll(
  { zone, nodes }: CopyDemand,
  dataNodes: readonly Process[],
  cluster: DolphinCluster,
): boolean {
  return zone === undefined || (listsNodes(cluster) && nodes.length === dataNodes.length);
}
