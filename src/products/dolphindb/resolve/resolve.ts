/** The `dolphindb` section of a cluster.yaml into the model. */
import { say } from "../../../diagnostics/message.ts";
import type { Instance } from "../../../model/model.ts";
import type { Settings } from "../../../model/settings.ts";
import { SettingsDraft } from "../../../model/settings-draft.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import type { View } from "../../../schema/documents/view.ts";
import type { DolphindbSection } from "../../../schema/generated/types/dolphindb-section.ts";
import { stateAt } from "../../../schema/key-state.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import type { ResolveContext, Resolved } from "../../product.ts";
import type { DolphinCluster, Process } from "../cluster.ts";
import { describe } from "../describe.ts";
import { expandAlias } from "../syntax/alias-macro.ts";
import { isAlias } from "../syntax/local-site.ts";
import { configLayers, type Layer } from "./config-layers.ts";
import { agentSettings, controllerSettings, nodeSettings, type Wanted } from "./own-settings.ts";
import { defaultHome, type Plan, type Planned, planCluster } from "./plan.ts";
import { type DolphinSpec, readSection } from "./section.ts";

export function resolveDolphindb(view: View<DolphindbSection>, context: ResolveContext): Resolved {
  const section = readSection(view, context);
  if (section === undefined) return { instances: [], groups: [] };
  const plan = planCluster(section);
  const processes = resolveProcesses(plan, section);
  const instances = processes.map((process) => process.instance);
  const cluster: DolphinCluster = {
    product: "dolphindb",
    name: context.site.name,
    site: context.site,
    at: section.at,
    instances,
    processes,
    standalone: [],
    rosters: [],
    nodeFiles: [],
    unknownKinds: plan.unknownKinds,
    closed: true,
    releaseAssumed: false,
    plan: { serverDir: section.serverDir, homes: homesOf(plan, instances) },
  };
  return { instances, groups: [cluster] };
}

function resolveProcesses(plan: Plan, section: DolphinSpec): Process[] {
  const homes = new Map(
    plan.agents.map((agent) => [agent.hostName.value, agent.dataDir?.value ?? defaultHome]),
  );
  const layers = configLayers(section);
  const shared = { plan, section };
  return [...plan.controllers, ...plan.agents, ...plan.nodes].map((planned) => {
    const wanted =
      planned.kind === "controller"
        ? controllerSettings(planned, shared)
        : planned.kind === "agent"
          ? agentSettings(planned, shared)
          : nodeSettings(planned, homes.get(planned.hostName.value) ?? defaultHome);
    return processOf(planned, settingsOf(planned, layers(planned), wanted), section);
  });
}

/** `config` wins over what cfgc suggests, and derived values over `config`, which cannot hold them. */
function settingsOf(planned: Planned, layer: Layer, wanted: Wanted): Settings {
  const { catalogue, version } = layer.check;
  const own = withAlias(layer.reading, planned.name.value);
  const isRead = (key: string) => {
    const entry = entriesOf(catalogue, key.slice(key.lastIndexOf(".") + 1))[0];
    return entry !== undefined && stateAt(entry, version) !== undefined;
  };
  const draft = new SettingsDraft(own, layer.check, planned.at, (key) => (isRead(key) ? key : undefined));
  for (const [key, value] of wanted) draft.set(key, value);
  return draft.settings();
}

/** What a name that nothing carries would stand for is not known. */
function withAlias(reading: Reading, alias: string): Reading {
  const settings = new Map(reading.settings);
  const unread = new Set(reading.unread);
  for (const [key, value] of reading.settings) {
    const expanded = expandAlias(value, alias);
    if (expanded === value || isAlias(alias)) settings.set(key, expanded);
    else if (settings.delete(key)) unread.add(key);
  }
  return { ...reading, settings, unread };
}

function processOf(
  planned: Planned,
  settings: Settings,
  { context, version, release }: DolphinSpec,
): Process {
  const instance: Instance = {
    product: "dolphindb",
    program: say`dolphindb-${planned.kind}`,
    catalogue: settings.catalogue,
    version,
    release,
    buildFeatures: [],
    site: context.site,
    name: planned.name,
    nameKey: "alias",
    hostName: planned.hostName,
    host: planned.host,
    at: planned.at,
    settings,
    claims: describe(planned.kind, settings, planned.site),
    ...(planned.kind === "datanode" || planned.kind === "computenode" ? { ownsNoFile: true as const } : {}),
  };
  const { kind, siteText, site, zone, computeGroup, joining } = planned;
  return { kind, instance, siteText, site, row: undefined, hasFile: true, zone, computeGroup, joining };
}

function homesOf(plan: Plan, instances: readonly Instance[]): ReadonlyMap<Instance, string> {
  const homes = new Map<Instance, string>();
  for (const [index, planned] of [...plan.controllers, ...plan.agents].entries()) {
    const instance = instances[index];
    if (instance !== undefined) homes.set(instance, planned.dataDir?.value ?? defaultHome);
  }
  return homes;
}
