/** A HoraeDB cluster in the model: HoraeMeta members and HoraeDB nodes that belong together. */
import type { Location } from "../../diagnostics/location.ts";
import type { Group, Instance, Model } from "../../model/model.ts";
import type { Traced } from "../../schema/value.ts";

export interface HoraeCluster extends Group {
  readonly product: "horaedb";
  readonly meta: readonly Instance[];
  readonly nodes: readonly Instance[];
  /** Only for a cluster that comes from cluster.yaml. */
  readonly plan: ClusterPlan | undefined;
}

/** What cluster.yaml says beyond the settings of the instances. */
export interface ClusterPlan {
  readonly metaBinary: string | undefined;
  readonly nodeBinary: string | undefined;
  /** Names of the members that join a running cluster. */
  readonly joining: ReadonlySet<string>;
  readonly upgradingFrom: Traced<string> | undefined;
  readonly defaultCatalog: Traced<string> | undefined;
  readonly topology: Traced<string>;
  readonly shards: Traced<number>;
  readonly routing: RoutingPlan | undefined;
  /** Every `meta_member` that is written, once. */
  readonly metaMembers: readonly Traced<string>[];
  /** False if an entry of `meta.members` could not be read. */
  readonly membersKnown: boolean;
}

/** `routing` as it is written, in terms of instances. */
export interface RoutingPlan {
  readonly at: Location;
  readonly shards: readonly PlannedShard[];
}

export interface PlannedShard {
  readonly id: number;
  /** The name of a node, which may not exist. */
  readonly node: string;
  readonly at: Location;
  readonly nodeAt: Location;
}

export function clustersOf(model: Model): readonly HoraeCluster[] {
  return model.groups.filter((group): group is HoraeCluster => group.product === "horaedb");
}
