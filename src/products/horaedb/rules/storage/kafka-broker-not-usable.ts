import { advice, type Help } from "../../../../diagnostics/help.ts";
import { joined, type Message, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { lastSegment } from "../../../../schema/key-path.ts";
import { type Origin, originOfPart } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { brokersOf } from "../../node/kafka-brokers.ts";

const node = (brokers: string) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_brokers = [${brokers}]\n[analytic.wal.kafka.topic_management]\ncreate_replication_factor = 3\n`,
  },
});

export const kafkaBrokerNotUsable = defineRule({
  name: "kafka-broker-not-usable",
  fault: "refused",
  summary: "HoraeDB cannot connect to a Kafka broker as it is written.",
  // Rachelint/rskafka@f0fd8e278d8164cb0cfca5a80476361fc308ecc3:src/connection/transport.rs:156
  why: "Each text of boost_brokers is one host and one port, and is looked up as it stands: kafka://k1 and k1:9092,k2 are names of no host, and without a port there is nothing to connect to. The client then tries the other brokers. If it can use none of them, it gives up after some tries, and HoraeDB does not start.",
  fix: 'Write boost_brokers = ["host:port", "host:port"].',
  examples: {
    invalid: [
      { title: "no port", ...node('"k1"') },
      { title: "no port in any", ...node('"k1", "k2"') },
      { title: "two brokers in one text", ...node('"k1:9092,k2:9092"') },
      { title: "a scheme", ...node('"kafka://k1:9092"') },
      { title: "one of three", ...node('"k1:9092", "k2", "k3:9092"'), severity: "warning" },
    ],
    valid: [node('"k1:9092", "10.9.0.2:9092", "[fd00::1]:9092"')],
    boundary: [
      { title: "a port above the last", ...node('"k1:65536"'), fires: true },
      { title: "the last port", ...node('"k1:65535"'), fires: false },
      { title: "the port 0", ...node('"k1:0"'), fires: true },
      { title: "a blank behind the port", ...node('"k1:9092 "'), fires: true },
      { title: "a path", ...node('"k1:9092/kafka"'), fires: true },
      { title: "a user", ...node('"kafka@k1:9092"'), fires: true },
      { title: "an empty text", ...node('""'), fires: true },
      {
        title: "IPv6 is cut at the last colon, so it needs no brackets",
        ...node('"fd00::1:9092"'),
        fires: false,
      },
      {
        title: "before 1.2.4 there is one broker",
        as: "horaedb@1.2.2",
        files: {
          "horaedb.toml":
            '[analytic.wal]\ntype = "Kafka"\n[analytic.wal.kafka.client]\nboost_broker = "k1:9092,k2:9092"\n[analytic.wal.kafka.topic_management]\ncreate_replication_factor = 3\n',
        },
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      // In cluster.yaml the schema refuses them.
      if (site !== undefined) continue;
      for (const instance of nodes)
        if (instance.settings.text("analytic.wal.type")?.value === "Kafka") checkBrokers(instance, report);
    }
  },
});

function checkBrokers(instance: Instance, report: Report): void {
  const { settings, version, catalogue } = instance;
  const found = brokersOf(settings);
  if (found === undefined) return;
  const { key, setting, brokers } = found;
  const flaws = brokers.map(({ text }) => (isOrdinary.test(text) ? undefined : flawOf(text)));
  if (flaws.every((flaw) => flaw === undefined)) return;
  const areAll = flaws.every((flaw) => flaw !== undefined);
  for (const [index, { text }] of brokers.entries()) {
    const problem = flaws[index];
    if (problem === undefined) continue;
    const consequence = areAll
      ? say`so ${displayName(catalogue, version)} finds no broker and does not start`
      : say`so only the others are asked`;
    const origin = originOfPart(setting, [index]);
    report({
      at: placeFor(instance, origin),
      key,
      message: say`${quoted(text)} in ${lastSegment(key)} ${problem}, ${consequence}`,
      help: repair(text, origin, Array.isArray(setting.value)),
      ...(areAll ? {} : { severity: "warning" as const }),
    });
  }
}

/** Has no flaw: a list may be very long. */
const isOrdinary = /^[\w.-]+:(?:[1-9]\d{0,3}|[1-5]\d{4})$/;

/** Reads on after the broker. */
function flawOf(text: Sayable): Message | undefined {
  if (text.trim() === "") return say`is empty`;
  if (text.includes(",")) return say`holds several brokers where one is allowed`;
  if (/\s/.test(text)) return say`holds a blank`;
  if (text.includes("@")) return say`has a user, and a host and a port alone are taken`;
  if (text.includes("://")) return say`has a scheme, and a host and a port alone are taken`;
  const port = /^.+:([^:\]]*)$/.exec(text)?.[1];
  if (port === undefined) return say`names no port`;
  if (!/^\d+$/.test(port) || Number(port) > 65_535) return say`has a port that is no number up to 65535`;
  return Number(port) === 0 ? say`has the port 0, at which nobody listens` : undefined;
}

function repair(text: Sayable, origin: Origin, isListed: boolean): Help {
  const parts = text.split(",").flatMap((part) => {
    const [bare] = part
      .replace(/\s+/g, "")
      .replace(/^[a-z][\w+.-]*:\/\//i, "")
      .replace(/^.*@/, "")
      .split("/", 1);
    if (bare === undefined || bare === "") return [];
    const right = [bare, say`${bare.replace(/:\d*$/, "")}:9092`].find((one) => flawOf(one) === undefined);
    return [right ?? say`host:9092`];
  });
  const [first, ...others] = parts;
  if (first === undefined) return advice`delete it, or write "host:9092"`;
  if (others.length > 0)
    return isListed
      ? advice`write each in quotes of its own: ${joined(parts.map(quoted), ", ")}`
      : advice`write ${quoted(first)}, since the key takes one`;
  return instead(origin, first, say`write ${quoted(first)}`);
}
