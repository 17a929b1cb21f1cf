/** The settings of a node that follow from the HoraeMeta members. */
import { hostPort } from "../../../model/addresses.ts";
import type { Listed } from "../../../model/members.ts";
import { field } from "../../../schema/documents/view.ts";
import { derived, type Traced, type Value } from "../../../schema/value.ts";
import type { PlannedMember } from "../meta/plan-members.ts";
import type { HoraeSpec } from "../section.ts";
import { metaAddresses } from "./meta-address.ts";
import type { PlannedNode } from "./resolve-nodes.ts";

type Setting = [key: string, value: Traced<Value> | undefined];

/** Per node: all but meta_addr is the same for every one. Values are undefined where an address is not known. */
export function metaClientSettings(
  nodes: Listed<PlannedNode>,
  { all: members, whole }: Listed<PlannedMember>,
  rootPath: Traced<Value> | undefined,
  section: HoraeSpec,
): (node: PlannedNode) => readonly Setting[] {
  if (members.length === 0) return () => [];
  const places = members.map((member) => member.entry.at);
  const addresses = members.flatMap(({ host, clientPort }) =>
    host?.address && clientPort ? [hostPort(host.address.value, clientPort.value)] : [],
  );
  const known = whole && addresses.length === members.length;
  const shared: Setting[] = [
    ["cluster_deployment.mode", derived("WithMeta", "there is a meta section", places)],
    ["cluster_deployment.meta_client.cluster_name", section.clusterName],
    [
      "cluster_deployment.etcd_client.server_addrs",
      known ? derived(addresses, "the client ports of meta.members", places) : undefined,
    ],
    ["cluster_deployment.etcd_client.root_path", rootPath],
  ];
  const endpoint = field(field(section.view, "meta"), "endpoint");
  const own = metaAddresses(nodes, { all: members, whole }, endpoint);
  return (node) => [...shared, ["cluster_deployment.meta_client.meta_addr", own.get(node)]];
}
