/** The Kafka that a node keeps its log in. */
import type { Sayable } from "../../../diagnostics/message.ts";
import { type HostPort, parseHostPort } from "../../../model/addresses.ts";
import { once } from "../../../model/once.ts";
import type { Settings } from "../../../model/settings.ts";
import type { Origin } from "../../../schema/value.ts";
import { keyAt } from "../key-names.ts";

/** How many copies a topic of the log is created with. */
export const replicationKey = "analytic.wal.kafka.topic_management.create_replication_factor";

export interface Broker {
  /** Undefined if it is no address with a port. */
  readonly at: HostPort | undefined;
  /** Equal for one broker: IPv6 in its short form, names in lower case and without the dot of the root. */
  readonly name: string;
}

interface Brokers {
  readonly brokers: readonly Broker[];
  readonly origin: Origin;
}

/** Those of the key's name at the release, which before 1.2.4 takes one text. Taken apart once, for lists may be long. */
export const brokersOf = once((settings: Settings): Brokers | undefined => {
  const key = keyAt(settings, "analytic.wal.kafka.client.boost_brokers");
  if (key === undefined) return undefined;
  const text = settings.text(key);
  const { value, origin } = text ? { ...text, value: [text.value] } : (settings.texts(key) ?? {});
  return value && origin && { brokers: value.map((one) => brokerIn(one)), origin };
});

/** How many brokers a list names, however each is spelt. */
export function distinctBrokers(brokers: readonly Sayable[]): number {
  return new Set(brokers.map((broker) => brokerIn(broker).name)).size;
}

function brokerIn(text: Sayable): Broker {
  const at = parseHostPort(text);
  return { at, name: at === undefined ? text.toLowerCase() : nameOf(at) };
}

function nameOf(at: HostPort): string {
  const url = at.host.includes(":") ? `http://[${at.host}]` : undefined;
  const host = url !== undefined && URL.canParse(url) ? new URL(url).hostname : at.host;
  return `${host.endsWith(".") ? host.slice(0, -1) : host}:${at.port}`;
}
