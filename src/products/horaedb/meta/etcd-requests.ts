/** How large the requests are that HoraeMeta cannot do without, where etcd's limits are in question. */
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { splitUrls } from "../../../model/addresses.ts";
import type { Settings } from "../../../model/settings.ts";

/**
 * The record of the leader, at least: its key stands in it twice, the member's name and first address once. Beside them
 * it was measured to take 71 bytes with 1.0.0, and 85 or 86 with 1.2.7, 2.0.0 and 2.1.0.
 */
export function leaderRecordBytes(settings: Settings): number | undefined {
  const urls = known(settings, "advertise-client-urls");
  const root = known(settings, "storage-root-path");
  const name = known(settings, "node-name");
  if (urls === undefined || root === undefined || name === undefined) return undefined;
  return 70 + 2 * root.length + name.length + (splitUrls(urls)[0]?.length ?? 0);
}

/**
 * One shard of a new cluster, at least: two keys, each in the comparison and in the operation. Measured with 1.2.7,
 * 2.0.0 and 2.1.0 to take 385 bytes and four times the root path.
 */
export function shardBytes(settings: Settings): number | undefined {
  const root = known(settings, "storage-root-path");
  return root === undefined ? undefined : 380 + 4 * root.length;
}

/** Undefined if it cannot be read. A default with the machine's name in it counts as empty: nobody knows how long it is. */
function known(settings: Settings, key: string): Sayable | undefined {
  const text = settings.text(key)?.value;
  return text?.includes("<hostname>") ? say`` : text;
}
