/** A HoraeDB cluster in the model: HoraeMeta members and HoraeDB nodes that belong together. */
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
  readonly upgradingFrom: string | undefined;
  readonly topology: Traced<string>;
  readonly shards: Traced<number>;
}

export function clustersOf(model: Model): readonly HoraeCluster[] {
  return model.groups.filter((group): group is HoraeCluster => group.product === "horaedb");
}
