/** The regions of cluster.yaml with their hosts, before anything is derived from them. */
import type { Location } from "../../diagnostics/location.ts";
import { expand } from "../../model/members.ts";
import type { Host } from "../../model/model.ts";
import { missingKey } from "../../schema/codes.ts";
import type { Region } from "../../schema/generated/types/oms-section.ts";
import type { Traced } from "../../schema/value.ts";
import { booleanOf, field, items, numberOf, textOf, type View } from "../../schema/view.ts";
import type { Section } from "./section.ts";

export interface PlannedRegion {
  readonly view: View<Region>;
  readonly at: Location;
  readonly name: Traced<string> | undefined;
  readonly location: Traced<number> | undefined;
  /** Undefined if what is written there is neither true nor false. */
  readonly isDefault: boolean | undefined;
  readonly hosts: readonly PlannedHost[];
}

export interface PlannedHost {
  readonly name: string;
  readonly at: Location;
  /** Undefined if there is no host of that name. */
  readonly host: Host | undefined;
}

export function planRegions(section: Section): PlannedRegion[] {
  const views = items(field(section.view, "regions"));
  return views.map((view, index) => {
    const name = textOf(field(view, "name"));
    if (name === undefined && views.length > 1 && view.node.kind === "map" && !view.node.entries.has("name"))
      reportNameless(view, index, section);
    return {
      view,
      at: view.at,
      name,
      location: numberOf(field(view, "location")),
      isDefault: isDefault(view, views.length === 1),
      hosts: hostsOf(view, section),
    };
  });
}

function isDefault(view: View<Region>, isOnly: boolean): boolean | undefined {
  if (view.node.kind !== "map") return undefined;
  const written = field(view, "default");
  return written === undefined ? isOnly : booleanOf(written);
}

function reportNameless(view: View<Region>, index: number, { context }: Section): void {
  const path = `oms.regions[${index}]`;
  context.bag.report(missingKey, {
    at: { ...view.at, end: Math.min(view.at.end, view.at.start + 1) },
    key: `${path}.name`,
    message: `"${path}" lacks "name", which OMS wants for each of several regions`,
    help: "add a `name` such as cn-hangzhou",
  });
}

function hostsOf(view: View<Region>, { context }: Section): PlannedHost[] {
  return items(field(view, "hosts")).flatMap((entry) => {
    const text = textOf(entry);
    const expansion = text && expand(text.value, entry.at, context.bag);
    return (expansion?.names ?? []).map((name) => ({ name, at: entry.at, host: context.hosts.get(name) }));
  });
}
