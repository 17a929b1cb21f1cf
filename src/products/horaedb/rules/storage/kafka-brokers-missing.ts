import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { lastSegment } from "../../../../schema/key-path.ts";
import { clustersOf } from "../../cluster.ts";
import { keyAt } from "../../key-names.ts";

const kafka = (more: string) => ({
  as: "horaedb@2.1.0",
  files: { "horaedb.toml": `[analytic.wal]\ntype = "Kafka"\n${more}` },
});

export const kafkaBrokersMissing = defineRule({
  name: "kafka-brokers-missing",
  fault: "refused",
  summary: "The WAL is Kafka, and no broker is named.",
  why: 'HoraeDB reads such a file without complaint and panics at start: "The boost broker must be set". The official Kafka example is in this state, because it still has the name that the key had before 1.2.4. With an empty list it finds no broker and gives up.',
  fix: 'Write boost_brokers = ["host:port", ...] into [analytic.wal.kafka.client].',
  examples: {
    invalid: [kafka("")],
    valid: [kafka('[analytic.wal.kafka.client]\nboost_brokers = ["10.9.0.1:9092"]\n')],
    boundary: [
      {
        title: "other keys of the client do not help",
        ...kafka("[analytic.wal.kafka.client]\nmax_message_size = 1000\n"),
        fires: true,
      },
      {
        title: "an empty list is none",
        ...kafka("[analytic.wal.kafka.client]\nboost_brokers = []\n"),
        fires: true,
      },
      {
        title: "another WAL needs none",
        as: "horaedb@2.1.0",
        files: { "horaedb.toml": '[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n' },
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // cluster.yaml has to name brokers; without one that can be read the schema has spoken.
      if (cluster.site !== undefined) continue;
      for (const node of cluster.nodes) {
        const type = node.settings.text("analytic.wal.type");
        const key = keyAt(node.settings, "analytic.wal.kafka.client.boost_brokers");
        if (type?.value !== "Kafka" || key === undefined) continue;
        if (node.settings.unread.has(key)) continue;
        const written = node.settings.get(key);
        const isEmpty = Array.isArray(written?.value) && written.value.length === 0;
        if (node.settings.explicit.has(key) && !isEmpty) continue;
        const problem = isEmpty ? say`names no broker` : say`is not set`;
        const end = isEmpty ? say`does not start` : say`panics at start`;
        report({
          at: placeFor(node, isEmpty && written !== undefined ? written.origin : type.origin),
          key,
          message: say`the WAL is Kafka, but "${key}" ${problem}; ${displayName(node.catalogue, node.version)} ${end}`,
          help: advice`write ${lastSegment(key)} = ["host:port", ...] into [analytic.wal.kafka.client]`,
        });
      }
    }
  },
});
