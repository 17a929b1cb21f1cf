/** The Kafka that a node keeps its log in. */
import type { Name, Sayable } from "../../../diagnostics/message.ts";
import { once } from "../../../diagnostics/once.ts";
import { type HostPort, parseHostPort } from "../../../model/addresses.ts";
import type { Settings } from "../../../model/settings.ts";
import type { Traced } from "../../../schema/value.ts";
import { keyAt } from "../key-names.ts";

/** How many copies a topic of the log is created with. */
export const replicationKey = "analytic.wal.kafka.topic_management.create_replication_factor";

export interface Broker {
  /** As it is written. */
  readonly text: Sayable;
  /** What is written, read as an address. */
  readonly written: HostPort | undefined;
  /** Undefined if it is no address with a port; the host is without the dot of the root. */
  readonly at: HostPort | undefined;
  /** Equal for one broker: IPv6 in its short form, names in lower case. */
  readonly name: string;
}

interface Brokers {
  readonly key: Name;
  /** What the key holds: a list, or before 1.2.4 one text. */
  readonly setting: Traced<readonly Sayable[] | Sayable>;
  readonly brokers: readonly Broker[];
}

/** Those of the key's name at the release. Taken apart once, for lists may be long. */
export const brokersOf = once((settings: Settings): Brokers | undefined => {
  const key = keyAt(settings, "analytic.wal.kafka.client.boost_brokers");
  if (key === undefined) return undefined;
  const setting = settings.texts(key) ?? settings.text(key);
  if (setting === undefined) return undefined;
  const { value } = setting;
  const texts = typeof value === "string" ? [value] : value;
  return { key, setting, brokers: texts.map((text) => brokerFrom(text)) };
});

export function brokerFrom(text: Sayable): Broker {
  const written = parseHostPort(text);
  const spelt = text.toLowerCase();
  if (written === undefined) return { text, written, at: undefined, name: spelt };
  const { host, port } = written;
  const at = host.endsWith(".") ? { host: host.slice(0, -1), port } : written;
  // Nothing but a host and a port, as nearly all are, which in lists of very many is worth knowing.
  const isBare = spelt.length === at.host.length + 1 + String(port).length && !host.includes(":");
  return { text, written, at, name: isBare ? spelt : nameOf(at) };
}

/** How many there are, however each is spelt. */
export function distinctBrokers(brokers: readonly Broker[]): number {
  return new Set(brokers.map(({ name }) => name)).size;
}

function nameOf({ host, port }: HostPort): string {
  const url = host.includes(":") ? `http://[${host}]` : undefined;
  return `${url !== undefined && URL.canParse(url) ? new URL(url).hostname : host}:${port}`;
}
