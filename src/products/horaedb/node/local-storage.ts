import type { Location } from "../../../diagnostics/location.ts";
import type { Sayable } from "../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../model/model.ts";

/** What of a node lies on its own disk, so that it does not come along when a shard moves. */
export interface LocalStorage {
  readonly what: "WAL" | "object store";
  readonly value: Sayable;
  readonly at: Location;
}

const kinds = [
  ["analytic.wal.type", "WAL", ["RocksDB", "Local"]],
  ["analytic.storage.object_store.type", "object store", ["Local"]],
] as const;

/** Of the first node that has any. A node on its own has no shards that anybody could move. */
export function firstLocalStorage(nodes: readonly Instance[]): LocalStorage | undefined {
  for (const node of nodes) {
    if (node.settings.text("cluster_deployment.mode")?.value !== "WithMeta") continue;
    for (const [key, what, localTypes] of kinds) {
      const type = node.settings.text(key);
      if (type === undefined || !(localTypes as readonly string[]).includes(type.value)) continue;
      return { what, value: type.value, at: placeFor(node, type.origin) };
    }
  }
  return undefined;
}
