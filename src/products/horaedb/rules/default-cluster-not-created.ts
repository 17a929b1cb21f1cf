import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { deployment, memberFile } from "./examples.ts";

const member = (count: number) =>
  deployment({ "meta0.toml": memberFile(0, { more: `default-cluster-node-count = ${count}\n` }) });

export const defaultClusterNotCreated = defineRule({
  name: "default-cluster-not-created",
  fault: "contradiction",
  summary: "The default cluster is to wait for less than one node, so HoraeMeta never creates it.",
  why: "HoraeMeta refuses to create a cluster of no nodes, writes a warning and goes on, and every HoraeDB node that registers finds no cluster. A negative number turns into one in the billions, for which the cluster waits for ever (apache/horaedb@v2.1.0:horaemeta/server/cluster/manager.go:116, server/server.go).",
  fix: "Write the number of HoraeDB nodes into default-cluster-node-count.",
  examples: {
    invalid: [member(0), member(-1)],
    valid: [member(2)],
    boundary: [
      { ...member(0), fires: true },
      { ...member(1), fires: false },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const count = instance.settings.integer("default-cluster-node-count");
        if (count === undefined || count.value >= 1) continue;
        report({
          at: placeFor(instance, count.origin),
          key: "default-cluster-node-count",
          site,
          message: `default-cluster-node-count is ${count.value}, so ${count.value === 0 ? "HoraeMeta does not create the cluster" : "the cluster waits for billions of nodes"}`,
          help: "write the number of HoraeDB nodes",
        });
      }
    }
  },
});
