/** The seven settings in which regions differ. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { httpUrl } from "../../../model/addresses.ts";
import type { Listed } from "../../../model/members.ts";
import { field, textOf } from "../../../schema/documents/view.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import { derived, type Origin, placeOf, type Traced } from "../../../schema/value.ts";
import type { PlannedRegion } from "./plan-regions.ts";
import type { OmsSpec } from "./section.ts";
import type { DerivedSetting } from "./shared-settings.ts";

/** Values are undefined where they are not known. `own` is what `config` says. */
export function regionSettings(
  region: PlannedRegion,
  all: Listed<PlannedRegion>,
  own: Reading,
  section: OmsSpec,
): DerivedSetting[] {
  const { view, at, name, location, isDefault, hosts } = region;
  const several = all.all.length > 1;
  const known = hosts.all;
  const addresses = known.flatMap(({ host }) => host?.address?.value ?? []);
  const places = known.map((host) => host.at);
  const defaultAt = field(view, "default")?.at ?? at;
  const settings: DerivedSetting[] = [
    ["drc_cm_heartbeat_db", heartbeatOf(region, all, section)],
    ["cm_url", cmUrlOf(region, own)],
    ["cm_location", location],
    [
      "cm_is_default",
      isDefault === undefined ? undefined : derived(isDefault, "`default` of the region", [defaultAt]),
    ],
    [
      "cm_nodes",
      hosts.whole && addresses.length === known.length && known.length > 0
        ? {
            ...derived(addresses, "the addresses of the region's hosts", places),
            parts: new Map(known.map((host, index) => [String(index), derivedFrom(host.at)])),
          }
        : undefined,
    ],
  ];
  if (field(view, "name") !== undefined || several) {
    const label = field(view, "label");
    const byName = name && derived(name.value, "the name of the region", [placeOf(name.origin)]);
    settings.push(["cm_region", name], ["cm_region_cn", label ? textOf(label) : byName]);
  }
  return settings;
}

function derivedFrom(at: Location): Origin {
  return { kind: "derived", how: "the addresses of the region's hosts", from: [at] };
}

/** The default region keeps the plain name, so that adding a region renames no database. */
function heartbeatOf(
  { view, at, location, isDefault }: PlannedRegion,
  { all, whole }: Listed<PlannedRegion>,
  section: OmsSpec,
): Traced<Sayable> | undefined {
  const own = field(view, "heartbeat");
  if (own !== undefined) return textOf(own);
  const named = field(field(section.view, "databases"), "heartbeat");
  const base = named
    ? textOf(named)
    : derived(say`oms_cm_heartbeat`, "the default of databases.heartbeat", [section.at]);
  // Without one default region it is not clear whose name is the plain one.
  if (base === undefined || !whole || all.filter((region) => region.isDefault).length !== 1) return undefined;
  if (isDefault) return base;
  return (
    location &&
    derived(say`${base.value}_${location.value}`, "databases.heartbeat and `location` of the region", [
      placeOf(location.origin) ?? at,
    ])
  );
}

/**
 * A virtual address maps 8088 to whatever port the cluster manager has; the address of a node itself has that port
 * (oceanbase/oms-doc@V4.2.2:zh-CN/1400.faq/1000.deployment/400.how-to-modify-port.md).
 */
function cmUrlOf({ view, hosts }: PlannedRegion, own: Reading): Traced<Sayable> | undefined {
  const vip = field(view, "vip");
  if (vip !== undefined) {
    const text = textOf(vip);
    const url =
      text && (/:\d+$/.test(text.value) ? say`http://${text.value}` : say`http://${text.value}:8088`);
    return url === undefined ? undefined : derived(url, "`vip` of the region", [vip.at]);
  }
  const [first] = hosts.whole ? hosts.all : [];
  const address = first?.host?.address;
  const port = own.settings.get("cm_server_port")?.value ?? 8088;
  if (first === undefined || address === undefined || typeof port !== "number") return undefined;
  if (own.unread.has("cm_server_port")) return undefined;
  return derived(httpUrl(address.value, port), "the address of the region's first host", [first.at]);
}
