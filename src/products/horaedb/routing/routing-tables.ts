import { once } from "../../../diagnostics/once.ts";
import type { Instance } from "../../../model/model.ts";
import type { HoraeCluster } from "../cluster.ts";
import { hashRulesKey, prefixRulesKey, type RoutingTable, routingOf, schemaShardsKey } from "./routing.ts";

interface TableOf {
  readonly instance: Instance;
  readonly table: RoutingTable;
}

/** The routing tables of a cluster. Nodes that come from one cluster.yaml share theirs, which is given once. */
export const routingTablesIn = once((cluster: HoraeCluster): readonly TableOf[] => {
  const seen = new Set<unknown>();
  return cluster.nodes.flatMap((instance) => {
    const { explicit } = instance.settings;
    const settings = [schemaShardsKey, prefixRulesKey, hashRulesKey].flatMap(
      (key) => explicit.get(key) ?? [],
    );
    const first = settings[0];
    if (first === undefined || seen.has(first)) return [];
    seen.add(first);
    const table = routingOf(instance);
    return table === undefined ? [] : [{ instance, table }];
  });
});
