import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { cluster, kafkaAndS3 } from "./examples.ts";

const node = (more: string) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092", "10.9.0.2:9092", "10.9.0.3:9092"]\n${more}`,
  },
});
const factor = (count: number) =>
  node(`[analytic.wal.kafka.topic_management]\ncreate_replication_factor = ${count}\n`);
const key = "analytic.wal.kafka.topic_management.create_replication_factor";

export const kafkaLogUnreplicated = defineRule({
  name: "kafka-log-unreplicated",
  fault: "availability",
  summary: "The topics of the write-ahead log are created with one replica each.",
  why: "By default create_replication_factor is 1, whatever Kafka's own default is. With the loss of one broker the log on it is lost, and with it what was not flushed yet.",
  fix: "Write create_replication_factor = 3 into [analytic.wal.kafka.topic_management], or as many as there are brokers; topics that exist already have to be changed in Kafka.",
  examples: {
    invalid: [
      { title: "the default", ...node("") },
      factor(1),
      {
        title: "in cluster.yaml",
        ...cluster(
          `  nodes: { config: { analytic: { wal: { kafka: { topic_management: { create_replication_factor: 1 } } } } }, members: [ { host: db1 } ] }\n${kafkaAndS3}`,
        ),
      },
    ],
    valid: [factor(3)],
    boundary: [
      {
        title: "two brokers",
        as: "horaedb@2.1.0",
        files: Object.fromEntries(
          Object.entries(node("").files).map(([path, text]) => [path, text.replace(', "10.9.0.3:9092"', "")]),
        ),
        fires: true,
      },
      {
        title: "one broker has nobody to copy to",
        as: "horaedb@2.1.0",
        files: Object.fromEntries(
          Object.entries(node("").files).map(([path, text]) => [
            path,
            text.replace(', "10.9.0.2:9092", "10.9.0.3:9092"', ""),
          ]),
        ),
        fires: false,
      },
      { ...factor(1), fires: true },
      { ...factor(2), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      // With a single broker there is nothing to replicate to, which is the operator's choice of Kafka.
      for (const instance of nodes) {
        const { settings } = instance;
        const type = settings.text("analytic.wal.type");
        const brokers = settings.texts("analytic.wal.kafka.client.boost_brokers");
        const replicas = settings.integer(key);
        if (type?.value !== "Kafka" || replicas === undefined || replicas.value !== 1) continue;
        if (brokers === undefined || brokers.value.length < 2) continue;
        const left = replicas.origin.kind === "default";
        report({
          at: placeFor(instance, left ? brokers.origin : replicas.origin),
          key,
          site,
          message: `create_replication_factor is 1${left ? " by default" : ""} with ${brokers.value.length} brokers, so the loss of one broker loses part of the log`,
          help: `write create_replication_factor = ${Math.min(3, brokers.value.length)} into [analytic.wal.kafka.topic_management]`,
        });
      }
    }
  },
});
