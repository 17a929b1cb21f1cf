import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf, ofKind } from "../cluster.ts";
import { controllerCfg, dolphin, files, oneController } from "./examples.ts";

const factor = (count: number) => `  replication: { factor: ${count} }\n`;

export const raftReplicationFactor = defineRule({
  name: "raft-replication-factor",
  fault: "availability",
  summary: "The controllers form a Raft group, and the data have one copy.",
  why: "A Raft group keeps the metadata when a host is lost; with one copy of the data there is nothing left that they could describe. DolphinDB's tutorial demands more than one copy for a group.",
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
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance } of ofKind(cluster, "controller")) {
        const { settings } = instance;
        const copies = settings.integer("dfsReplicationFactor");
        const ofZones = [...settings.explicit.keys(), ...settings.unread].some((key) =>
          key.endsWith(".dfsReplicationFactor"),
        );
        if (settings.text("dfsHAMode")?.value !== "Raft" || copies === undefined || ofZones) continue;
        if (copies.value > 1) continue;
        report({
          at: placeFor(instance, copies.origin),
          key: "dfsReplicationFactor",
          site: cluster.site,
          message: `the controllers form a Raft group, and dfsReplicationFactor is ${copies.value}, so each loss of a data node takes data with it`,
          help: cluster.site ? "write `replication: { factor: 2 }`" : "write dfsReplicationFactor=2",
        });
      }
    }
  },
});
