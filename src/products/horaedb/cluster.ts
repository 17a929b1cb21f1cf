/** A HoraeDB cluster in the model: HoraeMeta members and HoraeDB nodes that belong together. */

import type { Location } from "../../diagnostics/location.ts";
import type { Message, Sayable } from "../../diagnostics/message.ts";
import { once } from "../../diagnostics/once.ts";
import type { Group, Instance, Model } from "../../model/model.ts";
import type { Traced } from "../../schema/value.ts";

export interface HoraeCluster extends Group {
  readonly product: "horaedb";
  readonly meta: readonly Instance[];
  readonly nodes: readonly Instance[];
  /** False if a member or a node stands in cluster.yaml that could not be read. */
  readonly metaKnown: boolean;
  readonly nodesKnown: boolean;
  /** Only for a cluster that comes from cluster.yaml. */
  readonly plan: ClusterPlan | undefined;
}

/** What cluster.yaml says beyond the settings of the instances. */
export interface ClusterPlan {
  readonly metaBinary: string | undefined;
  readonly nodeBinary: string | undefined;
  /** Names of the members that join a running cluster. */
  readonly joining: ReadonlySet<string>;
  readonly upgradingFrom: Traced<Sayable> | undefined;
  /** The release that runs now, of which cfgc may know less. */
  readonly runs: Message | undefined;
  readonly defaultCatalog: Traced<Sayable> | undefined;
  /** Undefined if it could not be read. */
  readonly topology: Traced<Sayable> | undefined;
  readonly shards: Traced<number> | undefined;
  readonly routing: RoutingPlan | undefined;
  /** `meta.endpoint`: the virtual address before the members. */
  readonly metaEndpoint: Traced<Sayable> | undefined;
  /** Every `meta_member` that is written, once. */
  readonly metaMembers: readonly Traced<Sayable>[];
}

/** `routing` as it is written, in terms of instances. */
export interface RoutingPlan {
  readonly at: Location;
  /** With `routing: none` each node is a server of its own, and nobody asks another. */
  readonly isNone: boolean;
  readonly shards: readonly PlannedShard[];
}

export interface PlannedShard {
  readonly id: number;
  /** The name of a node, which may not exist. */
  readonly node: Message;
  readonly at: Location;
  readonly nodeAt: Location;
}

export const clustersOf = once((model: Model): readonly HoraeCluster[] =>
  model.groups.filter((group): group is HoraeCluster => group.product === "horaedb"),
);
