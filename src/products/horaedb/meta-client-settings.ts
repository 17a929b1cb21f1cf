/** The settings of a node that follow from the HoraeMeta members. */
import { hostPort, httpUrl } from "../../model/addresses.ts";
import type { Listed, Member } from "../../model/members.ts";
import { derived, placeOf, type Traced, type Value } from "../../schema/value.ts";
import { field, readOr, textOf, type View } from "../../schema/view.ts";
import type { PlannedMember } from "./plan-members.ts";
import type { Section } from "./section.ts";

type Setting = [key: string, value: Traced<Value> | undefined];

/** Per node: all but meta_addr is the same for every one. Values are undefined where an address is not known. */
export function metaClientSettings(
  { all: members, whole }: Listed<PlannedMember>,
  rootPath: Traced<Value> | undefined,
  section: Section,
): (node: Member<unknown>) => readonly Setting[] {
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
  const viaEndpoint = (view: View<string>) => {
    const text = textOf(view);
    return text && derived(`http://${text.value}`, "meta.endpoint", [placeOf(text.origin)]);
  };
  return (node) => [
    ...shared,
    [
      "cluster_deployment.meta_client.meta_addr",
      readOr(endpoint, viaEndpoint, whole ? spread(node, members) : undefined),
    ],
  ];
}

/** meta_addr takes one address, so nodes are spread; a member more or less moves only the nodes that it has to. */
function spread(node: Member<unknown>, members: readonly PlannedMember[]): Traced<string> | undefined {
  let chosen: PlannedMember | undefined;
  let highest = -1;
  for (const member of members) {
    const weight = hash(`${node.name.value}\n${member.name.value}`);
    if (weight > highest) [chosen, highest] = [member, weight];
  }
  if (chosen?.host?.address === undefined || chosen.clientPort === undefined) return undefined;
  const url = httpUrl(chosen.host.address.value, chosen.clientPort.value);
  return derived(url, "one of meta.members by a stable hash of the names", [chosen.entry.at]);
}

/** FNV-1a with a final mix, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
