/** Where a node looks for what it does not run itself. */
import { type Name, type Sayable, say } from "../../../diagnostics/message.ts";
import { type HostPort, parseHostPort } from "../../../model/addresses.ts";
import type { Instance } from "../../../model/model.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import { textIn } from "../../../schema/secrets/sayable-value.ts";
import { type Origin, originOfPart } from "../../../schema/value.ts";
import { keyAt } from "../key-names.ts";
import { modeOf } from "./deployment-mode.ts";
import { brokersOf } from "./kafka-brokers.ts";

export interface OutsideAddress {
  readonly key: Name;
  /** Reads on after "for". */
  readonly what: "HoraeMeta" | "Kafka" | "OceanBase" | "the object store";
  readonly address: HostPort;
  /** Where it stands, which takes more time than to find it. */
  readonly origin: () => Origin;
}

/**
 * Only what is written or derived from that; a URL without a port has that of its scheme. Of very many addresses
 * hardly any is looked for, so none is described before it is known to be one.
 */
export function outsideOf(
  { settings }: Instance,
  isLookedFor: (address: HostPort) => boolean,
): OutsideAddress[] {
  const found: OutsideAddress[] = [];
  const add = (key: Name | undefined, what: OutsideAddress["what"]) => {
    const setting = key === undefined ? undefined : settings.explicit.get(key);
    if (key === undefined || setting === undefined) return;
    const [entry] = entriesOf(settings.catalogue, key);
    const brokers = what === "Kafka" ? brokersOf(settings)?.brokers : undefined;
    const values = [setting.value].flat();
    for (let index = 0; index < values.length; index += 1) {
      const text = textIn(entry, values[index]);
      const address = text === undefined ? undefined : (brokers?.[index]?.written ?? addressOf(text));
      if (address !== undefined && isLookedFor(address))
        found.push({ key, what, address, origin: () => originOfPart(setting, [index]) });
    }
  };
  if (modeOf(settings) === "WithMeta") add(say`cluster_deployment.meta_client.meta_addr`, "HoraeMeta");
  const wal = settings.text("analytic.wal.type")?.value;
  if (wal === "Kafka") add(keyAt(settings, "analytic.wal.kafka.client.boost_brokers"), "Kafka");
  if (wal === "Obkv") add(say`analytic.wal.obkv.param_url`, "OceanBase");
  const store = settings.text("analytic.storage.object_store.type")?.value;
  if (store === "S3" || store === "Aliyun")
    add(say`analytic.storage.object_store.endpoint`, "the object store");
  return found;
}

function addressOf(text: Sayable): HostPort | undefined {
  const known = parseHostPort(text);
  if (known !== undefined) return known;
  const [, scheme, host = say``] = text.trim().match(/^(?:(https?):\/\/)?([^/?#:]+)(?:[/?#].*)?$/i) ?? [];
  return host === ""
    ? undefined
    : { host: host.toLowerCase(), port: scheme?.toLowerCase() === "http" ? 80 : 443 };
}
