import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { deployment, memberFile } from "../examples.ts";

const member = (shards: number) =>
  deployment({ "meta0.toml": memberFile(0, { more: `default-cluster-shard-total = ${shards}\n` }) });

export const clusterWithoutShards = defineRule({
  name: "cluster-without-shards",
  fault: "refused",
  summary: "The cluster is told to have 0 shards, or a negative number.",
  why: "A table lies in a shard, so without one no table can ever be created, and the number of shards is fixed when the cluster is created. A negative number is read as one in the billions, and HoraeMeta runs out of memory over it (apache/horaedb@v2.1.0:horaemeta/server/server.go:335).",
  fix: "Write the number of shards, several for each HoraeDB node; if the cluster was created without any, create one of another name.",
  examples: {
    invalid: [member(0), member(-1)],
    valid: [member(64)],
    boundary: [
      { ...member(0), fires: true },
      {
        title: "one shard, and one node to hold it",
        ...deployment({
          "meta0.toml": memberFile(0, {
            more: "default-cluster-shard-total = 1\ndefault-cluster-node-count = 1\n",
          }),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const shards = instance.settings.integer("default-cluster-shard-total");
        if (shards === undefined || shards.value > 0) continue;
        report({
          at: placeFor(instance, shards.origin),
          key: "default-cluster-shard-total",
          site,
          message:
            shards.value === 0
              ? say`default-cluster-shard-total is 0, so the cluster is created without a shard and never holds a table`
              : say`default-cluster-shard-total is ${shards.value}, which HoraeMeta takes for ${shards.value + 2 ** 32} shards and runs out of memory`,
          help: instead(shards.origin, 64, say`write the number of shards, such as 64`),
        });
      }
    }
  },
});
