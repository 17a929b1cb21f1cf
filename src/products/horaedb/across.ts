/** A cluster of a cluster.yaml and files that name its members are one cluster, which they may see differently. */
import type { Group } from "../../model/model.ts";
import type { Across } from "../product.ts";
import { tiedGroups } from "../tied-groups.ts";
import type { HoraeCluster } from "./cluster.ts";
import { addressTiesOf } from "./group-files.ts";

export const across: Across = {
  join(groups) {
    const own = groups.filter((group): group is HoraeCluster => group.product === "horaedb");
    const joined = tiedGroups(own, ({ instances }) => instances.flatMap(addressTiesOf)).map(merged);
    return [...groups.filter(({ product }) => product !== "horaedb"), ...joined];
  },
};

/** Several count as files of one folder do: nobody says that they are all there are, or that one of them is right. */
function merged(clusters: readonly HoraeCluster[]): Group {
  const [first] = clusters;
  if (first === undefined || clusters.length === 1) return first as Group;
  const all: HoraeCluster = {
    ...first,
    site: undefined,
    instances: clusters.flatMap(({ instances }) => instances),
    meta: clusters.flatMap(({ meta }) => meta),
    nodes: clusters.flatMap(({ nodes }) => nodes),
    metaKnown: clusters.every(({ metaKnown }) => metaKnown),
    nodesKnown: clusters.every(({ nodesKnown }) => nodesKnown),
    closed: false,
    plan: undefined,
  };
  return all;
}
