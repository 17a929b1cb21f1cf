import type { Instance } from "../../model/model.ts";
import type { Origin } from "../../schema/value.ts";
import type { HoraeCluster } from "./cluster.ts";
import { parseInitialCluster } from "./initial-cluster.ts";

/** Who a member believes the members are. */
export interface SeenMembers {
  readonly instance: Instance;
  /** Peer URLs by member name. */
  readonly cluster: ReadonlyMap<string, readonly string[]>;
  readonly origin: Origin;
}

/** What each file of the cluster says in initial-cluster; members that leave it to its default say nothing. */
export function membersSeenIn(cluster: HoraeCluster): SeenMembers[] {
  return cluster.meta.flatMap((instance) => {
    const text = instance.settings.text("initial-cluster");
    if (text === undefined || text.origin.kind === "default") return [];
    const seen = new Map<string, string[]>();
    for (const { name, url } of parseInitialCluster(text.value)) {
      const urls = seen.get(name);
      if (urls === undefined) seen.set(name, [url]);
      else urls.push(url);
    }
    return [{ instance, cluster: seen, origin: text.origin }];
  });
}
