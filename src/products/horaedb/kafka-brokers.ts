/** The Kafka that a node keeps its log in. */
import { type Sayable, say, sayableText } from "../../diagnostics/message.ts";
import { parseHostPort } from "../../model/addresses.ts";
import type { Settings } from "../../model/settings.ts";
import type { Traced } from "../../schema/value.ts";
import { keyAt } from "./key-names.ts";

/** How many copies a topic of the log is created with. */
export const replicationKey = "analytic.wal.kafka.topic_management.create_replication_factor";

/** Under its name at the release, which before 1.2.4 takes one text. */
export function brokersOf(settings: Settings): Traced<readonly Sayable[]> | undefined {
  const key = keyAt(settings, "analytic.wal.kafka.client.boost_brokers");
  const setting = key === undefined ? undefined : settings.get(key);
  if (setting === undefined) return undefined;
  const values = [setting.value].flat();
  const brokers = values.filter((broker) => typeof broker === "string").map(sayableText);
  const { origin, parts } = setting;
  // The parts are counted with those that are left out.
  return { value: brokers, origin, ...(parts && brokers.length === values.length ? { parts } : {}) };
}

/** How many brokers a list names, however each is spelt. */
export function distinctBrokers(brokers: readonly Sayable[]): number {
  return new Set(brokers.map(brokerName)).size;
}

/** Equal for one broker: IPv6 in its short form, names in lower case and without the dot of the root. */
export function brokerName(broker: Sayable): Sayable {
  const at = parseHostPort(broker);
  if (at === undefined) return broker.toLowerCase();
  const url = at.host.includes(":") ? `http://[${at.host}]` : undefined;
  const host = url !== undefined && URL.canParse(url) ? sayableText(new URL(url).hostname) : at.host;
  return say`${host.replace(/\.$/, "")}:${at.port}`;
}
