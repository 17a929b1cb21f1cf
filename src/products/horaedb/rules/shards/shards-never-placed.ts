import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { withoutKey } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { configured, deployment, kafkaAndS3, memberFile } from "../examples.ts";

const member = (more: string, version = "2.1.0") =>
  deployment({ "meta0.toml": memberFile(0, { more }) }, { version });

/** Up to 1.2.6 the batch is compared after its first shard was put in, so 0 places one shard in each round. */
const firstComparingBefore = "1.2.7";

export const shardsNeverPlaced = defineRule({
  name: "shards-never-placed",
  fault: "refused",
  summary: "With a dynamic topology HoraeMeta is told to place 0 shards at a time, so it places none.",
  why: "With a batch of 0 the scheduler stops before the first shard (apache/horaedb@v2.1.0:horaemeta/server/coordinator/scheduler/rebalanced/scheduler.go:157), so no table can be reached. The value is stored when the cluster is created. With a static topology, and up to 1.2.6, the batch is looked at after the first shard, and 0 places one in each round.",
  fix: "Delete the line; the default places all shards at once. A cluster that was created with 0 is told by `PUT /api/v1/clusters/<name>` with procedureExecutingBatchSize and topologyType, and a restart of the members.",
  examples: {
    invalid: [member('topology-type = "dynamic"\nprocedure-executing-batch-size = 0\n')],
    valid: [member('topology-type = "dynamic"\nprocedure-executing-batch-size = 32\n')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({
          rest: `  topology: dynamic\n${kafkaAndS3}`,
          meta: "{ procedure-executing-batch-size: 0 }",
        }),
        fires: true,
      },
      { ...member('topology-type = "dynamic"\nprocedure-executing-batch-size = 1\n'), fires: false },
      { title: "static", ...member("procedure-executing-batch-size = 0\n", "2.0.0"), fires: false },
      {
        ...member('topology-type = "dynamic"\nprocedure-executing-batch-size = 0\n', "1.2.6"),
        fires: false,
      },
      {
        ...member('topology-type = "dynamic"\nprocedure-executing-batch-size = 0\n', "1.2.7"),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const batch = instance.settings.integer("procedure-executing-batch-size");
        const topology = instance.settings.text("topology-type");
        if (batch?.value !== 0 || topology?.value !== "dynamic") continue;
        if (compareVersions(instance.version, firstComparingBefore) < 0) continue;
        report({
          at: placeFor(instance, batch.origin),
          key: "procedure-executing-batch-size",
          site,
          message: say`procedure-executing-batch-size is 0, so ${displayName(instance.catalogue, instance.version)} never places a shard on a node`,
          related:
            topology.origin.kind === "source"
              ? [{ at: topology.origin.at, message: say`the topology is dynamic here` }]
              : [],
          help: withoutKey(batch.origin, say`delete the line; the default is 4294967295`),
        });
      }
    }
  },
});
