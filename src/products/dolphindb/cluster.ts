/** A DolphinDB cluster in the model: its processes, and the files that tell of them. */

import type { Location } from "../../diagnostics/location.ts";
import type { Message, Sayable } from "../../diagnostics/message.ts";
import type { Group, Instance, Model } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import type { Traced } from "../../schema/value.ts";
import type { LocalSite } from "./syntax/local-site.ts";

export type NodeKind = "controller" | "agent" | "datanode" | "computenode";

export interface DolphinCluster extends Group {
  readonly product: "dolphindb";
  /** In the order of the files, controllers first. */
  readonly processes: readonly Process[];
  /** Servers that run alone. */
  readonly standalone: readonly Instance[];
  /** Every copy of cluster.nodes that was read; none for a cluster.yaml. */
  readonly rosters: readonly Roster[];
  /** Every copy of cluster.cfg that was read; none for a cluster.yaml. */
  readonly nodeFiles: readonly NodeFile[];
  /** Kinds of which one stands in cluster.yaml that could not be read, so that it is missing here. */
  readonly unknownKinds: ReadonlySet<NodeKind>;
  /** No file says which release they are of, so that they were taken for the newest. */
  readonly releaseAssumed: boolean;
  /** Only for a cluster that comes from cluster.yaml. */
  readonly plan: ClusterPlan | undefined;
}

/** A controller, an agent, a data node or a compute node. */
export interface Process {
  readonly kind: NodeKind;
  readonly instance: Instance;
  /** What its own file says, or else its row in cluster.nodes; undefined if that could not be read. */
  readonly siteText: Traced<Sayable> | undefined;
  /** The parts of the text, if it has them all. */
  readonly site: Traced<LocalSite> | undefined;
  /** Its row in cluster.nodes, where such a file was read. */
  readonly row: Row | undefined;
  /** Whether its settings are known: a row of cluster.nodes alone tells of none. */
  readonly hasFile: boolean;
  readonly zone: Traced<Sayable> | undefined;
  readonly computeGroup: Traced<Sayable> | undefined;
  /** From cluster.yaml: the process is added to a cluster that runs. */
  readonly joining: boolean;
}

/** One copy of cluster.nodes. */
export interface Roster {
  readonly at: Location;
  readonly version: Sayable;
  /** The release that it is of, where cfgc does not know that one and goes by `version`. */
  readonly release: Sayable | undefined;
  readonly rows: readonly Row[];
  /** Whether its folder shows that no controller reads it: there is an agent.cfg and no controller.cfg. */
  readonly besideAgentOnly: boolean;
}

export interface Row {
  readonly at: Location;
  /** False if a cell of it could not be read. */
  readonly isWhole: boolean;
  readonly siteText: Traced<Sayable> | undefined;
  /** Undefined if it could not be read. */
  readonly site: Traced<LocalSite> | undefined;
  readonly kind: Traced<NodeKind> | undefined;
  readonly computeGroup: Traced<Sayable> | undefined;
  readonly zone: Traced<Sayable> | undefined;
}

/** One copy of cluster.cfg: settings for all nodes, and for those whose alias a qualifier names. */
export interface NodeFile {
  readonly at: Location;
  readonly version: Sayable;
  /** The release that it is of, where cfgc does not know that one and goes by `version`. */
  readonly release: Sayable | undefined;
  readonly parts: readonly QualifiedSettings[];
  /** False if a line could not be read. */
  readonly isWhole: boolean;
}

export interface QualifiedSettings {
  /** Undefined: for all nodes. */
  readonly qualifier: Message | undefined;
  readonly at: Location;
  readonly settings: Settings;
}

/**
 * Whether something tells of all data and compute nodes. Of the files only cluster.nodes does: all others of a folder
 * may be those of one host.
 */
export function listsNodes({ plan, rosters, unknownKinds }: DolphinCluster): boolean {
  if (plan !== undefined) return !unknownKinds.has("datanode") && !unknownKinds.has("computenode");
  return rosters.length > 0 && rosters.every(isReadable);
}

/** Whether something tells of all controllers: of the files a table that has some, as it has in a Raft group. */
export function listsControllers({ plan, rosters, processes, unknownKinds }: DolphinCluster): boolean {
  if (plan !== undefined) return !unknownKinds.has("controller");
  if (processes.some(isAnyController)) return false;
  const rows = rosters.flatMap((roster) => roster.rows);
  return rosters.every(isReadable) && rows.some(({ kind }) => kind?.value === "controller");
}

/** Nobody knows which of the rows the file of a controller belongs to that does not tell its own site readably. */
function isAnyController({ kind, hasFile, site, row }: Process): boolean {
  return kind === "controller" && hasFile && site === undefined && row === undefined;
}

/** A row that could not be read may be the very node that is missing. */
export function isReadable({ rows }: Roster): boolean {
  return rows.every((row) => row.isWhole);
}

/** What cluster.yaml says beyond the settings of the processes. */
export interface ClusterPlan {
  readonly serverDir: string;
  /** Home of each controller and agent, by its instance. */
  readonly homes: ReadonlyMap<Instance, string>;
}

export function clustersOf(model: Model): readonly DolphinCluster[] {
  return model.groups.filter((group): group is DolphinCluster => group.product === "dolphindb");
}

/** The processes of these kinds, in the order of all; rules ask it once for each process of another kind. */
export function ofKind(cluster: DolphinCluster, ...kinds: readonly NodeKind[]): readonly Process[] {
  const known = byKinds.get(cluster.processes) ?? new Map<string, readonly Process[]>();
  byKinds.set(cluster.processes, known);
  const asked = kinds.join();
  const found = known.get(asked) ?? cluster.processes.filter((process) => kinds.includes(process.kind));
  known.set(asked, found);
  return found;
}

const byKinds = new WeakMap<readonly Process[], Map<string, readonly Process[]>>();

/** Whether the controllers form a Raft group, as far as any of their files says so. */
export function isRaft(cluster: DolphinCluster): boolean {
  return ofKind(cluster, "controller").some(
    ({ instance }) => instance.settings.text("dfsHAMode")?.value === "Raft",
  );
}
