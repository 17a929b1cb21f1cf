/** The `oms` section of a cluster.yaml into the model. */
import type { Instance } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { SettingsDraft } from "../../../model/settings-draft.ts";
import type { View } from "../../../schema/documents/view.ts";
import type { OmsSection } from "../../../schema/generated/types/oms-section.ts";
import { derived } from "../../../schema/value.ts";
import type { ResolveContext, Resolved } from "../../product.ts";
import type { OmsDeployment, OmsRegion } from "../deployment.ts";
import { describeOms } from "../describe.ts";
import { omsProgram } from "../programs.ts";
import { type PlannedRegion, planRegions } from "./plan-regions.ts";
import { regionSettings } from "./region-settings.ts";
import { type OmsSpec, readSection } from "./section.ts";
import { sharedSettings } from "./shared-settings.ts";

export function resolveOms(view: View<OmsSection>, context: ResolveContext): Resolved {
  const section = readSection(view, context);
  if (section === undefined) return { instances: [], groups: [] };
  const shared = sharedSettings(section);
  const planned = planRegions(section);
  // A host in two regions is a mistake of its own; a second container on it would only add findings that follow.
  const taken = new Set<string>();
  const regions = planned.all.map((region): OmsRegion => {
    const draft = new SettingsDraft(shared.own, shared.check, region.at);
    for (const [key, value] of [...shared.derived, ...regionSettings(region, planned, shared.own, section)])
      draft.set(key, value);
    const settings = draft.settings();
    return {
      settings,
      release: section.plan.release,
      at: region.at,
      copies: [],
      instances: instancesOf(region, settings, section, taken),
    };
  });
  const deployment: OmsDeployment = {
    product: "oms",
    name: context.site.name,
    site: context.site,
    at: section.at,
    instances: regions.flatMap((region) => region.instances),
    regions,
    regionsKnown: planned.whole && planned.all.every((region) => region.hosts.whole),
    closed: true,
    plan: section.plan,
  };
  return { instances: deployment.instances, groups: [deployment] };
}

function instancesOf(
  { hosts }: PlannedRegion,
  settings: Settings,
  { context, plan }: OmsSpec,
  taken: Set<string>,
): Instance[] {
  return hosts.all.flatMap(({ name, at, host }) => {
    if (taken.has(name)) return [];
    taken.add(name);
    return {
      product: "oms",
      program: omsProgram.kind,
      catalogue: omsProgram.catalogue,
      version: plan.version,
      release: plan.release,
      buildFeatures: [],
      site: context.site,
      name: derived(name, "the host's name", [at]),
      hostName: { value: name, origin: { kind: "source", at } },
      host,
      at,
      settings,
      claims: describeOms(settings, host?.address, plan.mounts),
    };
  });
}
