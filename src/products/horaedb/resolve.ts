/** The `horaedb` section of a cluster.yaml into the model. */
import { say } from "../../diagnostics/message.ts";
import { field, items, textOf, type View } from "../../schema/documents/view.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, placeOf } from "../../schema/value.ts";
import type { ResolveContext, Resolved } from "../product.ts";
import type { HoraeCluster } from "./cluster.ts";
import { planMembers } from "./meta/plan-members.ts";
import { resolveMembers } from "./meta/resolve-meta.ts";
import { memberNamedBy } from "./node/meta-address.ts";
import { planNodes, resolveNodes } from "./node/resolve-nodes.ts";
import { readRouting } from "./routing/routing-settings.ts";
import { readSection } from "./section.ts";

export function resolveHoraedb(view: View<HoraedbSection>, context: ResolveContext): Resolved {
  const section = readSection(view, context);
  if (section === undefined) return { instances: [], groups: [] };
  const members = planMembers(section);
  const plannedNodes = planNodes(section);
  const at = view.keyAt ?? view.at;
  const nodeCount = plannedNodes.whole
    ? derived(plannedNodes.all.length, "the number of nodes.members", [field(view, "nodes")?.at ?? at])
    : undefined;
  const meta = resolveMembers(members, nodeCount, section);
  // A root path may be set under meta.config; HoraeDB's locks have to lie under the same one.
  const written = meta[0]?.settings.get("storage-root-path");
  const rootPath =
    written && derived(written.value, "storage-root-path of HoraeMeta", [placeOf(written.origin) ?? at]);
  const routing = readRouting(section, plannedNodes);
  const nodes = resolveNodes(plannedNodes, { members, rootPath, routing }, section);
  const cluster: HoraeCluster = {
    product: "horaedb",
    name: section.clusterName?.value ?? say``,
    site: context.site,
    at,
    instances: [...meta, ...nodes],
    meta,
    nodes,
    metaKnown: members.whole,
    nodesKnown: plannedNodes.whole,
    closed: true,
    plan: {
      metaBinary: textOf(field(field(view, "meta"), "binary"))?.value,
      nodeBinary: textOf(field(field(view, "nodes"), "binary"))?.value,
      joining: new Set(members.all.filter((member) => member.joining).map((member) => member.name.value)),
      upgradingFrom: section.upgradingFrom,
      runs: section.runs,
      defaultCatalog: section.defaultCatalog,
      topology: section.topology,
      shards: section.shards,
      routing: routing?.plan,
      metaEndpoint: textOf(field(field(view, "meta"), "endpoint")),
      metaMembers: items(field(field(view, "nodes"), "members")).flatMap(
        (entry) => memberNamedBy({ entry }) ?? [],
      ),
    },
  };
  return { instances: cluster.instances, groups: [cluster] };
}
