import { say } from "../../../../diagnostics/message.ts";
import { isLoopback } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead, withKey } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { type Broker, brokersOf, distinctBrokers, replicationKey } from "../../node/kafka-brokers.ts";
import { cluster, deployment, kafkaAndS3, remoteNodeFile } from "../examples.ts";

const node = (more: string) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092", "10.9.0.2:9092", "10.9.0.3:9092"]\n${more}`,
  },
});
const factor = (count: number) =>
  node(`[analytic.wal.kafka.topic_management]\ncreate_replication_factor = ${count}\n`);
const replicated = (more: string, brokers?: string) =>
  cluster(
    `  nodes: { members: [ { host: db1 }, { host: db2 } ] }\n${kafkaAndS3
      .replace(/\[ 10[^\]]*\]/, (list) => brokers ?? list)
      .replace("] }", `]${more && `, ${more}`} }`)}`,
  );

const severalNodes = (brokers: string, factorLines = "") =>
  deployment(
    Object.fromEntries(
      [1, 2].map((index) => [
        `horaedb${index}.toml`,
        remoteNodeFile(index, { brokers }).replace(
          "[analytic.wal.kafka.topic_management]\ncreate_replication_factor = 2\n",
          factorLines,
        ),
      ]),
    ),
  );

export const kafkaLogUnreplicated = defineRule({
  name: "kafka-log-unreplicated",
  fault: "availability",
  summary: "The topics of the write-ahead log are created with one replica each.",
  // apache/horaedb@v2.1.0:src/components/message_queue/src/kafka/config.rs:94
  why: "By default create_replication_factor is 1, whatever Kafka's own default is. That holds for one name in boost_brokers as well, which may lead to all brokers. With the loss of one broker the log on it is lost, and with it what was not flushed yet.",
  fix: "Write create_replication_factor = 3 into [analytic.wal.kafka.topic_management], or as many as there are brokers; in cluster.yaml `wal.replication`, which is 3 in production by itself. Topics that exist already have to be changed in Kafka.",
  examples: {
    invalid: [
      { title: "the default", ...node("") },
      factor(1),
      {
        title: "in cluster.yaml",
        ...replicated("replication: 1"),
      },
    ],
    valid: [factor(3), replicated("")],
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
      {
        title: "three spellings of one broker",
        as: "horaedb@2.1.0",
        files: Object.fromEntries(
          Object.entries(node("").files).map(([path, text]) => [
            path,
            text.replace(/\[".*"\]/, '["kafka:9092", "KAFKA:9092", "kafka.:9092"]'),
          ]),
        ),
        fires: false,
      },
      {
        title: "one name in production: it may lead to all brokers",
        ...replicated("replication: 1", "[ kafka.example.net:9092 ]"),
        fires: true,
      },
      { title: "one name, nothing said", ...replicated("", "[ kafka.example.net:9092 ]"), fires: false },
      {
        title: "several nodes whose files name one broker, which may lead to all",
        ...severalNodes('"kafka:9092"'),
        fires: true,
      },
      {
        title: "several nodes, and one broker spelt in three ways",
        ...severalNodes('"kafka:9092", "KAFKA:9092", "kafka:9092"'),
        fires: true,
      },
      {
        title: "several nodes, one broker, a factor that is written",
        ...severalNodes(
          '"kafka:9092"',
          "[analytic.wal.kafka.topic_management]\ncreate_replication_factor = 2\n",
        ),
        fires: false,
      },
      { ...factor(1), fires: true },
      { ...factor(2), fires: false },
    ],
  },
  check(model, report) {
    const once = oncePerPlace(report);
    for (const { nodes, site } of clustersOf(model)) {
      const areSeveral = site === undefined && nodes.filter(hasLogInKafka).length > 1;
      judgeEach(nodes, once, (instance, tell) => {
        const { settings } = instance;
        const replicas = settings.integer(replicationKey);
        if (!hasLogInKafka(instance) || replicas?.value !== 1) return;
        const found = brokersOf(settings);
        if (found === undefined) return;
        const { brokers, setting } = found;
        const count = distinctBrokers(brokers);
        const inProduction = site?.environment === "production";
        // A single broker has nobody to copy to. For several nodes that is nothing to go by: one name may lead to many.
        const mayLeadToMany = inProduction || (areSeveral && !brokers.every(isLocal));
        if (count < 2 && !mayLeadToMany) return;
        const left = replicas.origin.kind === "default";
        const among = count < 2 ? "" : say` with ${count} brokers`;
        const copies = count < 2 || inProduction ? 3 : Math.min(3, count);
        tell({
          at: placeFor(instance, left ? setting.origin : replicas.origin),
          key: replicationKey,
          site,
          message: say`create_replication_factor is 1${left ? " by default" : ""}${among}, so the loss of one broker loses part of the log`,
          help:
            site === undefined
              ? withKey(
                  instance,
                  say`${replicationKey}`,
                  copies,
                  say`write create_replication_factor = ${copies} into [analytic.wal.kafka.topic_management]${count < 2 ? ", or as many as Kafka has brokers" : ""}`,
                )
              : instead(replicas.origin, copies, say`write \`replication: ${copies}\` under \`wal\``),
        });
      });
    }
  },
});

function hasLogInKafka({ settings }: Instance): boolean {
  return settings.text("analytic.wal.type")?.value === "Kafka";
}

/** A broker on the machine itself is one for trying things on. */
function isLocal({ at }: Broker): boolean {
  return isLoopback(at?.host ?? "");
}
