/** What a container of OMS does to its host, as its config.yaml and its mounts tell. */
import type { Claims } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import type { Traced } from "../../schema/value.ts";
import type { Mounts } from "./deployment.ts";
import { listenersOf } from "./ports.ts";

// Before any migration (oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/300.resource-configuration-specifications.md).
const baseMemoryBytes = 8 * 1024 ** 3;

/** `address` is what the container gets as OMS_HOST_IP; `mounts` are in cluster.yaml only. */
export function describeOms(
  settings: Settings,
  address: Traced<string> | undefined,
  mounts: Mounts | undefined,
): Claims {
  return {
    listeners: listenersOf(settings),
    directories: Object.entries(mounts ?? {}).map(([purpose, { value, origin }]) => ({
      path: value,
      purpose,
      origin,
    })),
    advertised: address
      ? [{ address: address.value.toLowerCase(), purpose: "OMS_HOST_IP", origin: address.origin }]
      : [],
    memory: [{ bytes: baseMemoryBytes, purpose: "base services", origin: { kind: "default", of: "memory" } }],
  };
}
