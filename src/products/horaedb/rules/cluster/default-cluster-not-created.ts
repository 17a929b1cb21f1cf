import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { deployment, memberFile } from "../examples.ts";

const member = (count: number) =>
  deployment({ "meta0.toml": memberFile(0, { more: `default-cluster-node-count = ${count}\n` }) });

const older = (version: string) => ({
  as: `horaemeta@${version}`,
  files: { "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 0\n" }) },
});

export const defaultClusterNotCreated = defineRule({
  name: "default-cluster-not-created",
  fault: "refused",
  summary: "HoraeMeta does not create the default cluster, because it is told to wait for 0 nodes.",
  why: "HoraeMeta refuses to create a cluster of no nodes, writes a warning and goes on, and every HoraeDB node that registers finds no cluster (apache/horaedb@v2.1.0:horaemeta/server/cluster/manager.go:116). 1.0.0 and 1.1.0 then count the shards of the cluster that is not there, and panic (apache/incubator-horaedb-meta@v1.0.0:server/server.go:264).",
  fix: "Write the number of HoraeDB nodes into default-cluster-node-count.",
  examples: {
    invalid: [member(0), { title: "a panic", ...older("1.1.0") }],
    valid: [member(2)],
    boundary: [
      { title: "the next release goes on", ...older("1.2.0"), fires: true },
      { ...member(1), fires: false },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const count = instance.settings.integer("default-cluster-node-count");
        // A negative number is one in the billions to HoraeMeta, which `meta-node-count-mismatch` reports.
        if (count?.value !== 0) continue;
        const panics = compareVersions(instance.version, "1.2.0") < 0;
        report({
          at: placeFor(instance, count.origin),
          key: "default-cluster-node-count",
          site,
          message: say`default-cluster-node-count is 0, so ${displayName(instance.catalogue, instance.version)} does not create the cluster${panics ? " and panics" : ""}`,
          help: advice`write the number of HoraeDB nodes`,
        });
      }
    }
  },
});
