/** The merged `config` of each process: the role's, the kind's, its own. Processes of one entry share the result. */
import { type Message, type Name, say } from "../../../diagnostics/message.ts";
import { type ConfigCheck, mergeLayers, readLayer } from "../../../model/layers.ts";
import { field, mapOf, type View, viewOf } from "../../../schema/documents/view.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import type { NodeKind } from "../cluster.ts";
import { derivedAgentKeys, derivedControllerKeys, derivedNodeKeys } from "../derived-keys.ts";
import { ownKeys } from "../own-keys.ts";
import { agentFile, type CfgProgram, clusterFile, controllerFile } from "../programs.ts";
import { configTexts } from "./config-texts.ts";
import type { Planned } from "./plan.ts";
import type { DolphinSpec } from "./section.ts";

export interface Layer {
  readonly reading: Reading;
  readonly check: ConfigCheck;
}

export type ConfigLayers = (planned: Planned) => Layer;

export function configLayers(section: DolphinSpec): ConfigLayers {
  const config = field(section.view, "config");
  const layer = (role: "controller" | "agent" | "cluster" | "data_nodes" | "compute_nodes", kind: NodeKind) =>
    readOne(field(config, role), say`dolphindb.config.${role}`, kind, section);
  const cluster = layer("cluster", "datanode");
  const below: Readonly<Record<NodeKind, readonly Reading[]>> = {
    controller: [layer("controller", "controller")],
    agent: [layer("agent", "agent")],
    datanode: [cluster, layer("data_nodes", "datanode")],
    computenode: [cluster, layer("compute_nodes", "computenode")],
  };
  // An anchor of YAML may stand for the `config` of several kinds.
  const merged = new Map<NodeKind, Map<unknown, Layer>>();
  return ({ kind, name, config: own }) => {
    const ofKind = merged.get(kind) ?? new Map<unknown, Layer>();
    merged.set(kind, ofKind);
    let known = ofKind.get(own?.node);
    if (known === undefined) {
      const path = say`dolphindb.${kind}.${name.value}.config`;
      const check = checkOf(path, kind, section);
      const reading = mergeLayers([...below[kind], readOne(own, path, kind, section)], check);
      known = { reading, check };
      ofKind.set(own?.node, known);
    }
    return known;
  };
}

const roles: Readonly<Record<NodeKind, readonly [CfgProgram, Readonly<Record<string, Message>>]>> = {
  controller: [controllerFile, derivedControllerKeys],
  agent: [agentFile, derivedAgentKeys],
  datanode: [clusterFile, derivedNodeKeys],
  computenode: [clusterFile, derivedNodeKeys],
};

function readOne(
  config: View<object> | undefined,
  path: Name,
  kind: NodeKind,
  section: DolphinSpec,
): Reading {
  const tree = mapOf(config);
  const check = checkOf(path, kind, section);
  if (tree === undefined) return readLayer(undefined, check);
  const texts = configTexts(ownKeys(tree, roles[kind][0], "config", check.bag, kind), check.bag);
  return readLayer(viewOf<object>(texts), check);
}

function checkOf(path: Name, kind: NodeKind, { version, context }: DolphinSpec): ConfigCheck {
  const [{ catalogue, isValid }, derivedKeys] = roles[kind];
  const { bag, site } = context;
  return { catalogue, version, isValid, derivedKeys, tags: new Map(), bag, site, path };
}
