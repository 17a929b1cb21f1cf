/** What each process has to be told besides `config`. */
import { type Sayable, say } from "../../../diagnostics/message.ts";

import { derived, placeOf, type Traced, type Value } from "../../../schema/value.ts";
import { withoutEnd } from "../../../source/without-end.ts";
import { aliasMacro, expandAlias } from "../syntax/alias-macro.ts";
import { isAlias } from "../syntax/local-site.ts";
import { defaultHome, type Plan, type Planned } from "./plan.ts";
import type { DolphinSpec, ZoneFactor } from "./section.ts";

/**
 * Settings in the order in which they are put; undefined where one is not known, because an address or a port is not.
 * Of those that `config` may hold as well its value wins.
 */
export type Wanted = readonly (readonly [key: string, value: Traced<Value> | undefined])[];

interface Surroundings {
  readonly plan: Plan;
  readonly section: DolphinSpec;
}

export function controllerSettings(controller: Planned, { plan, section }: Surroundings): Wanted {
  const { at, dataDir, name } = controller;
  const metaDir = dataDir
    ? below(dataDir, "dfsMeta", controller)
    : derived(`${defaultHome}/${name.value}/dfsMeta`, "the default of data_dir", [at]);
  const places = plan.controllers.map((one) => one.at);
  return [
    ["mode", derived("controller", "the list of controllers", [at])],
    ["localSite", controller.siteText],
    ...(plan.controllers.length === 1 && plan.unknownKinds.has("controller")
      ? [["dfsHAMode", undefined] as const]
      : []),
    ...(plan.controllers.length > 1
      ? [["dfsHAMode", derived("Raft", "there are several controllers", places)] as const]
      : []),
    ["dfsReplicationFactor", factorOf(section)],
    ...(section.zoneFactors ?? unknownFactors(plan)).map(
      ({ zone, factor }) => [`${zone}.dfsReplicationFactor`, factor] as const,
    ),
    ["dfsReplicaReliabilityLevel", section.reliabilityLevel],
    ["dfsMetaDir", metaDir],
    // The cache engines need it (TSDB's is on by default), and without it a power failure may lose transactions.
    ["dataSync", derived(true, "what the cache engines need", [at])],
    heartbeats(controller),
  ];
}

/** Numbers of zones that could not be read may stand in the place of cfgc's default, but not of what is written. */
function factorOf({ factor, zoneFactors }: DolphinSpec): DolphinSpec["factor"] {
  return zoneFactors === undefined && factor?.origin.kind !== "source" ? undefined : factor;
}

/** What could not be read may hold a number for each zone. */
function unknownFactors({ nodes }: Plan): ZoneFactor[] {
  return nodes.flatMap(({ zone }) => (zone ? [{ zone: zone.value, factor: undefined }] : []));
}

export function agentSettings(agent: Planned, { plan }: Surroundings): Wanted {
  const { controllers } = plan;
  const places = controllers.map((one) => one.at);
  const whole = !plan.unknownKinds.has("controller");
  const known = whole && controllers.every((one) => one.siteText) && agent.siteText !== undefined;
  const sites = [
    `${agent.siteText?.value}:agent`,
    ...controllers.map((one) => `${one.siteText?.value}:controller`),
  ].join(",");
  const controllerSite = whole ? controllers[0]?.siteText : undefined;
  const allSites = derived(sites, "the agent itself and all controllers", [agent.at, ...places]);
  return [
    ["mode", derived("agent", "the hosts of the nodes", [agent.at])],
    ["localSite", agent.siteText],
    [
      "controllerSite",
      controllerSite && derived(controllerSite.value, "the first controller", places.slice(0, 1)),
    ],
    ...(controllers.length > 1 || !whole ? [["sites", known ? allSites : undefined] as const] : []),
    heartbeats(agent),
  ];
}

/** `home` is that of the node's agent. */
export function nodeSettings(node: Planned, home: string): Wanted {
  if (node.kind === "computenode") return [heartbeats(node)];
  const { dataDir, name, at } = node;
  if (dataDir === undefined) {
    const storage = derived(`${home}/${aliasMacro}/storage`, "the default of data_dir", [at]);
    // A name that no list carries has a finding of its own, and will be another.
    const volumes = isAlias(name.value) ? expandAlias(storage, name.value) : undefined;
    return [["volumes", volumes], heartbeats(node)];
  }
  return [
    ["volumes", below(dataDir, "storage", node)],
    ["redoLogDir", below(dataDir, "log/redoLog", node)],
    ["TSDBRedoLogDir", below(dataDir, "log/TSDBRedo", node)],
    heartbeats(node),
  ];
}

function below(
  dataDir: Traced<Sayable>,
  path: "dfsMeta" | "storage" | "log/redoLog" | "log/TSDBRedo",
  { at }: Planned,
): Traced<Sayable> {
  return derived(say`${withoutEnd(dataDir.value, /\//)}/${path}`, "data_dir", [
    placeOf(dataDir.origin) ?? at,
  ]);
}

/** By default heartbeats are UDP broadcasts, which no cloud and no container network carries. */
function heartbeats({ at }: Planned): readonly [string, Traced<Value>] {
  return ["lanCluster", derived(false, "heartbeats by TCP reach every network", [at])];
}
