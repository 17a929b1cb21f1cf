import { type Message, type Name, say } from "../../diagnostics/message.ts";
import type { Model } from "../../model/model.ts";
import type { Catalogue } from "../../schema/catalogue.ts";
import { catalogue as agentCatalogue } from "../../schema/generated/catalogues/dolphindb-agent.ts";
import { catalogue as clusterCatalogue } from "../../schema/generated/catalogues/dolphindb-cluster.ts";
import { catalogue as controllerCatalogue } from "../../schema/generated/catalogues/dolphindb-controller.ts";
import { catalogue as nodesCatalogue } from "../../schema/generated/catalogues/dolphindb-nodes.ts";
import { catalogue as standaloneCatalogue } from "../../schema/generated/catalogues/dolphindb-standalone.ts";
import { shapes as agentShapes } from "../../schema/generated/validators/dolphindb-agent.ts";
import { shapes as clusterShapes } from "../../schema/generated/validators/dolphindb-cluster.ts";
import { shapes as controllerShapes } from "../../schema/generated/validators/dolphindb-controller.ts";
import { shapes as nodesShapes } from "../../schema/generated/validators/dolphindb-nodes.ts";
import { shapes as standaloneShapes } from "../../schema/generated/validators/dolphindb-standalone.ts";
import { readCfg, readStandaloneCfg } from "../../source/cfg/read-cfg.ts";
import { readNodes } from "../../source/cfg/read-nodes.ts";
import type { Program } from "../product.ts";
import { clustersOf, isRaft, type NodeKind } from "./cluster.ts";
import { isRelease, releasePattern } from "./releases.ts";

type Shapes = readonly ((value: unknown) => boolean)[];

/** What a file that belongs to a host is called there. */
export interface CfgProgram extends Program {
  readonly fileName: Message;
  /** The kinds of nodes whose settings the file holds, as keys name them. */
  readonly readers: readonly string[];
}

export const controllerFile = cfg(
  say`dolphindb-controller`,
  say`controller.cfg`,
  ["controller"],
  controllerCatalogue,
  controllerShapes,
);
export const agentFile = cfg(say`dolphindb-agent`, say`agent.cfg`, ["agent"], agentCatalogue, agentShapes);
export const clusterFile: CfgProgram = {
  ...cfg(
    say`dolphindb-cluster`,
    say`cluster.cfg`,
    ["datanode", "computenode"],
    clusterCatalogue,
    clusterShapes,
  ),
  inForce: inForceUnderRaft,
};
export const standaloneFile: CfgProgram = {
  ...cfg(
    say`dolphindb-standalone`,
    say`dolphindb.cfg`,
    ["standalone"],
    standaloneCatalogue,
    standaloneShapes,
  ),
  parse: readStandaloneCfg,
};
export const nodesFile: CfgProgram = {
  ...cfg(say`dolphindb-nodes`, say`cluster.nodes`, [], nodesCatalogue, nodesShapes),
  parse: readNodes,
  inForce: inForceUnderRaft,
};

/** The files of key=value lines. */
export const cfgFiles: readonly CfgProgram[] = [controllerFile, agentFile, clusterFile, standaloneFile];

/** The catalogue of the file that configures a process of the kind. */
export function catalogueOf(kind: NodeKind): Catalogue {
  if (kind === "controller") return controllerFile.catalogue;
  return kind === "agent" ? agentFile.catalogue : clusterFile.catalogue;
}

/** A Raft group keeps its own copies: tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/cluster.md:94. */
function inForceUnderRaft(path: string, model: Model): string | undefined {
  const clusters = clustersOf(model).filter(
    ({ site }) => model.sites.length === 1 || path.startsWith(`${site?.name}/`),
  );
  return clusters.some(isRaft)
    ? "no effect on a Raft group that has started once; change it on the leader's web page"
    : undefined;
}

function cfg(
  kind: Name,
  fileName: Name,
  readers: readonly string[],
  catalogue: Catalogue,
  shapes: Shapes,
): CfgProgram {
  return {
    kind,
    aliases: [],
    fileName,
    readers,
    catalogue,
    parse: readCfg,
    hasRelease: isRelease,
    releasePattern: releasePattern,
    releaseFromOthers: true,
    isValid: (shape, value) => shapes[shape]?.(value) ?? true,
  };
}
