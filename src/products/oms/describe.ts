/** What a container of OMS does to its host, as its config.yaml and its mounts tell. */
import { literal, quoted, type Sayable, say } from "../../diagnostics/message.ts";
import type { Backend, Claims } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import type { Traced } from "../../schema/value.ts";
import type { Mounts } from "./deployment.ts";
import { listenersOf } from "./ports.ts";

// Before any migration (oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/300.resource-configuration-specifications.md).
const baseMemoryBytes = 8 * 1024 ** 3;

/** `address` is what the container gets as OMS_HOST_IP; `mounts` are in cluster.yaml only. */
export function describeOms(
  settings: Settings,
  address: Traced<Sayable> | undefined,
  mounts: Mounts | undefined,
): Claims {
  return {
    listeners: listenersOf(settings),
    directories: (["logs", "store", "run"] as const).flatMap((purpose) => {
      const mount = mounts?.[purpose];
      return mount === undefined
        ? []
        : { path: mount.value, purpose: literal(purpose), origin: mount.origin };
    }),
    advertised: address
      ? [{ address: address.value.toLowerCase(), purpose: say`OMS_HOST_IP`, origin: address.origin }]
      : [],
    backends: databasesOf(settings),
    memory: [
      { bytes: baseMemoryBytes, purpose: say`base services`, origin: { kind: "default", of: "memory" } },
    ],
  };
}

/** Two installations in one database would take each other's projects, machines and accounts for their own. */
function databasesOf(settings: Settings): Backend[] {
  const server = metaServerOf(settings);
  if (server === undefined) return [];
  const address = say`${settings.text("oms_meta_host")?.value ?? say``}:${settings.integer("oms_meta_port")?.value ?? ""}`;
  return ["drc_rm_db", "drc_cm_db", "drc_cm_heartbeat_db"].flatMap((key) => {
    const name = settings.text(key);
    if (name === undefined) return [];
    return {
      kind: say`database`,
      identity: JSON.stringify([server, name.value]),
      title: say`the database ${quoted(name.value)} at ${address}`,
      origin: name.origin,
    };
  });
}

/** Names the server and the tenant that hold the metadata; undefined if they are not known. */
export function metaServerOf(settings: Settings): string | undefined {
  const host = settings.text("oms_meta_host")?.value.toLowerCase();
  const port = settings.integer("oms_meta_port")?.value;
  const user = settings.text("oms_meta_user")?.value;
  if (host === undefined || port === undefined || user === undefined) return undefined;
  return JSON.stringify([host, port, tenantOf(user)]);
}

/** Tenants of one OceanBase have databases of their own; MySQL has no tenants. */
function tenantOf(user: string): string {
  const at = user.indexOf("@");
  return at === -1 ? "" : user.slice(at + 1).toLowerCase();
}
