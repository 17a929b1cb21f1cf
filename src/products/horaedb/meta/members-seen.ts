import type { Sayable } from "../../../diagnostics/message.ts";
import { type HostPort, parseHostPort, splitUrls } from "../../../model/addresses.ts";
import type { Instance } from "../../../model/model.ts";
import type { Origin } from "../../../schema/value.ts";
import type { HoraeCluster } from "../cluster.ts";
import { parseInitialCluster } from "./initial-cluster.ts";

/** Who a member believes the members are. */
export interface SeenMembers {
  readonly instance: Instance;
  /** Peer URLs by member name. */
  readonly cluster: ReadonlyMap<Sayable, readonly Sayable[]>;
  readonly origin: Origin;
}

/** What each file of the cluster says in initial-cluster; members that leave it to its default say nothing. */
export function membersSeenIn(cluster: HoraeCluster): SeenMembers[] {
  return cluster.meta.flatMap((instance) => {
    const text = instance.settings.text("initial-cluster");
    if (text === undefined || text.origin.kind === "default") return [];
    const seen = new Map<Sayable, Sayable[]>();
    for (const { name, url } of parseInitialCluster(text.value)) {
      const urls = seen.get(name);
      if (urls === undefined) seen.set(name, [url]);
      else urls.push(url);
    }
    return [{ instance, cluster: seen, origin: text.origin }];
  });
}

/** An address at which a member says that it serves clients. */
export interface ClientPlace extends HostPort {
  readonly member: Instance;
  readonly origin: Origin;
}

/** Of all members whose files are there; the default is loopback and says nothing. */
export function clientAddressesIn(cluster: HoraeCluster): ClientPlace[] {
  return cluster.meta.flatMap((member) => {
    const urls = member.settings.text("advertise-client-urls");
    if (urls === undefined || urls.origin.kind === "default") return [];
    return splitUrls(urls.value).flatMap((url) => {
      const at = parseHostPort(url);
      return at ? [{ ...at, member, origin: urls.origin }] : [];
    });
  });
}
