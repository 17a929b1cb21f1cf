/** The merged `config` of each process: the role's, the kind's, its own. Processes of one entry share the result. */
import { type ConfigCheck, mergeLayers, readLayer } from "../../model/layers.ts";
import type { Reading } from "../../schema/key-check.ts";
import { field, mapOf, type View, viewOf } from "../../schema/view.ts";
import type { NodeKind } from "./cluster.ts";
import { configTexts } from "./config-texts.ts";
import { derivedAgentKeys, derivedControllerKeys, derivedNodeKeys } from "./derived-keys.ts";
import { ownKeys } from "./own-keys.ts";
import type { Planned } from "./plan.ts";
import { agentFile, type CfgProgram, clusterFile, controllerFile } from "./programs.ts";
import type { Section } from "./section.ts";

export interface Layer {
  readonly reading: Reading;
  readonly check: ConfigCheck;
}

export type ConfigLayers = (planned: Planned) => Layer;

export function configLayers(section: Section): ConfigLayers {
  const config = field(section.view, "config");
  const cluster = layer(field(config, "cluster"), clusterFile, derivedNodeKeys, section);
  const below: Readonly<Record<NodeKind, readonly Reading[]>> = {
    controller: [layer(field(config, "controller"), controllerFile, derivedControllerKeys, section)],
    agent: [layer(field(config, "agent"), agentFile, derivedAgentKeys, section)],
    datanode: [cluster, layer(field(config, "data_nodes"), clusterFile, derivedNodeKeys, section)],
    computenode: [cluster, layer(field(config, "compute_nodes"), clusterFile, derivedNodeKeys, section)],
  };
  const merged = new Map<unknown, Layer>();
  return ({ kind, config: own }) => {
    const of = own?.node ?? kind;
    let known = merged.get(of);
    if (known === undefined) {
      const [program, derivedKeys] = roles[kind];
      const check = checkOf(program, derivedKeys, section);
      const reading = mergeLayers([...below[kind], layer(own, program, derivedKeys, section)], check);
      known = { reading, check };
      merged.set(of, known);
    }
    return known;
  };
}

const roles: Readonly<Record<NodeKind, readonly [CfgProgram, Readonly<Record<string, string>>]>> = {
  controller: [controllerFile, derivedControllerKeys],
  agent: [agentFile, derivedAgentKeys],
  datanode: [clusterFile, derivedNodeKeys],
  computenode: [clusterFile, derivedNodeKeys],
};

function layer(
  config: View<object> | undefined,
  program: CfgProgram,
  derivedKeys: Readonly<Record<string, string>>,
  section: Section,
): Reading {
  const tree = mapOf(config);
  const check = checkOf(program, derivedKeys, section);
  if (tree === undefined) return readLayer(undefined, check);
  const texts = configTexts(ownKeys(tree, program, "config", check.bag), check.bag);
  return readLayer(viewOf<object>(texts), check);
}

function checkOf(
  { catalogue, isValid }: CfgProgram,
  derivedKeys: Readonly<Record<string, string>>,
  { version, context }: Section,
): ConfigCheck {
  return { catalogue, version, isValid, derivedKeys, tags: new Map(), bag: context.bag, site: context.site };
}
