/** The regions of cluster.yaml with their hosts, before anything is derived from them. */

import { advice } from "../../../diagnostics/help.ts";
import type { Location } from "../../../diagnostics/location.ts";
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { expand, type Listed, planEach } from "../../../model/members.ts";
import type { Host } from "../../../model/model.ts";
import { missingKey } from "../../../schema/codes/key-codes.ts";
import {
  booleanOf,
  field,
  isWhole,
  items,
  numberOf,
  readOr,
  textOf,
  type View,
} from "../../../schema/documents/view.ts";
import type { Region } from "../../../schema/generated/types/oms-section.ts";
import type { Traced } from "../../../schema/value.ts";
import type { OmsSpec } from "./section.ts";

export interface PlannedRegion {
  readonly view: View<Region>;
  readonly at: Location;
  readonly name: Traced<Sayable> | undefined;
  readonly location: Traced<number> | undefined;
  /** Undefined if what is written there is neither true nor false. */
  readonly isDefault: boolean | undefined;
  readonly hosts: Listed<PlannedHost>;
}

export interface PlannedHost {
  readonly name: Sayable;
  readonly at: Location;
  /** Undefined if there is no host of that name. */
  readonly host: Host | undefined;
}

export function planRegions(section: OmsSpec): Listed<PlannedRegion> {
  const list = field(section.view, "regions");
  const whole = isWhole(list);
  const views = items(list);
  const isOnly = whole || views.length > 1 ? views.length === 1 : undefined;
  const all = views.map((view, index) => {
    const name = field(view, "name");
    if (name === undefined && views.length > 1) reportNameless(view, index, section);
    return {
      view,
      at: view.at,
      name: name && textOf(name),
      location: numberOf(field(view, "location")),
      isDefault: readOr(field(view, "default"), booleanOf, isOnly),
      hosts: hostsOf(view, section),
    };
  });
  return { all, whole };
}

function reportNameless(view: View<Region>, index: number, { context }: OmsSpec): void {
  const path = say`oms.regions[${index}]`;
  context.bag.report(missingKey, {
    at: { ...view.at, end: Math.min(view.at.end, view.at.start + 1) },
    key: `${path}.name`,
    message: say`"${path}" lacks "name", which OMS wants for each of several regions`,
    help: advice`add a \`name\` such as cn-hangzhou`,
  });
}

function hostsOf(view: View<Region>, { context }: OmsSpec): Listed<PlannedHost> {
  return planEach(field(view, "hosts"), (entry: View<string>) => {
    const text = textOf(entry);
    const expansion = text && expand(text.value, entry.at, context.bag);
    return expansion?.names.map((name) => ({ name, at: entry.at, host: context.hosts.get(name) }));
  });
}
