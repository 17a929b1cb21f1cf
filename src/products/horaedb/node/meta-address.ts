/** Which HoraeMeta member a node is attached to: meta_addr takes one address. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { httpUrl } from "../../../model/addresses.ts";
import type { Listed } from "../../../model/members.ts";
import { field, isUnread, textOf, type View } from "../../../schema/documents/view.ts";
import { derived, placeOf, type Traced } from "../../../schema/value.ts";
import type { PlannedMember } from "../meta/plan-members.ts";
import { evenSpread } from "../routing/even-spread.ts";
import type { PlannedNode } from "./resolve-nodes.ts";

interface Attachment {
  readonly member: PlannedMember;
  readonly how: string;
  readonly from: readonly (Location | undefined)[];
}

/**
 * The meta_addr of each node that does not go by `endpoint`: what `meta_member` names, else the member on the node's
 * host, else what spreads the nodes evenly, with as many as can be at a member of their zone. Undefined where it is not
 * known, as it is for all while one node or member is not.
 */
export function metaAddresses(
  nodes: Listed<PlannedNode>,
  members: Listed<PlannedMember>,
  endpoint: View<string> | undefined,
): ReadonlyMap<PlannedNode, Traced<Sayable> | undefined> {
  if (!nodes.whole || !members.whole) return new Map();
  const named = (node: PlannedNode) => memberNamedBy(node) !== undefined;
  const addressOf = addresses();
  const spread = attachments(endpoint === undefined ? nodes.all : nodes.all.filter(named), members.all);
  return new Map(
    nodes.all.map((node) => {
      if (isUnread(field(node.entry, "meta_member"))) return [node, undefined];
      if (endpoint !== undefined && !named(node)) return [node, byEndpoint(endpoint)];
      return [node, addressOf(spread.get(node))];
    }),
  );
}

function byEndpoint(endpoint: View<string>): Traced<Sayable> | undefined {
  const text = textOf(endpoint);
  return text && derived(say`http://${text.value}`, "meta.endpoint", [placeOf(text.origin)]);
}

/** The `meta_member` of a node, whether or not there is such a member. */
export function memberNamedBy({ entry }: { readonly entry: View<{ meta_member?: string }> }) {
  return textOf(field(entry, "meta_member"));
}

/** The nodes of a range that are attached to one member for one reason have one address between them. */
function addresses(): (attachment: Attachment | undefined) => Traced<Sayable> | undefined {
  const last = new Map<PlannedMember, { of: Attachment; is: Traced<Sayable> }>();
  return (of) => {
    const { host, clientPort } = of?.member ?? {};
    if (of === undefined || host?.address === undefined || clientPort === undefined) return undefined;
    const known = last.get(of.member);
    if (known?.of.how === of.how && known.of.from.every((at, index) => at === of.from[index]))
      return known.is;
    const is = derived(httpUrl(host.address.value, clientPort.value), of.how, of.from);
    last.set(of.member, { of, is });
    return is;
  };
}

/** The member of each node; undefined where `meta_member` names none. */
function attachments(
  nodes: readonly PlannedNode[],
  members: readonly PlannedMember[],
): ReadonlyMap<PlannedNode, Attachment> {
  // Who joins a running cluster answers nobody until it has joined.
  const running = members.filter(({ joining }) => !joining);
  const serving = running.length > 0 ? running : members;
  const byName = firstBy(members, ({ name }) => name.value);
  const byHost = firstBy(serving, ({ hostName }) => hostName.value);
  const found = new Map<PlannedNode, Attachment>();
  const spread: { node: PlannedNode; fixed: Attachment | undefined }[] = [];
  for (const node of nodes) {
    const named = memberNamedBy(node);
    const member = named === undefined ? byHost.get(node.hostName.value) : byName.get(named.value);
    if (named !== undefined && member === undefined) continue;
    const fixed = member && {
      member,
      how: named === undefined ? "the member on the node's host" : "meta_member of the node",
      from: [member.entry.at, named === undefined ? node.entry.at : placeOf(named.origin)],
    };
    if (fixed === undefined || serving.includes(fixed.member)) spread.push({ node, fixed });
    else found.set(node, fixed);
  }
  const indexOf = new Map(serving.map((member, index) => [member, index]));
  const seats = evenSpread(
    serving.map(zoneOf),
    spread.map(({ node, fixed }) => ({ zone: zoneOf(node), only: fixed && indexOf.get(fixed.member) })),
  );
  for (const [index, { node, fixed }] of spread.entries()) {
    const member = serving[seats[index] ?? 0];
    if (member !== undefined) found.set(node, fixed ?? spreadTo(member, node));
  }
  return found;
}

function spreadTo(member: PlannedMember, node: PlannedNode): Attachment {
  const zone = zoneOf(node);
  const isNear = zone !== undefined && zone === zoneOf(member);
  return {
    member,
    how: isNear ? "an even spread, with the node's zone first" : "an even spread over meta.members",
    from: [member.entry.at, node.entry.at],
  };
}

function zoneOf({ host }: { readonly host: PlannedMember["host"] }): string | undefined {
  return host?.zone?.value;
}

function firstBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map([...items].reverse().map((item) => [keyOf(item), item]));
}
