/**
 * Which HoraeMeta member a node is attached to: meta_addr takes one address. The choice for a node rests on the nodes
 * before it alone, so that one that is appended moves no other.
 */

import type { Location } from "../../diagnostics/location.ts";
import { type Sayable, say } from "../../diagnostics/message.ts";
import { httpUrl } from "../../model/addresses.ts";
import type { Listed } from "../../model/members.ts";
import { derived, placeOf, type Traced } from "../../schema/value.ts";
import { field, isUnread, textOf, type View } from "../../schema/view.ts";
import type { PlannedMember } from "./plan-members.ts";
import type { PlannedNode } from "./resolve-nodes.ts";

interface Attachment {
  readonly member: PlannedMember;
  readonly how: string;
  readonly from: readonly (Location | undefined)[];
}

/**
 * The meta_addr of each node that does not go by `endpoint`: what `meta_member` names, else the member on the node's
 * host, else those of its zone in turn up to an even share, else all in turn. Undefined where it is not known, as it is
 * for all while one node or member is not.
 */
export function metaAddresses(
  nodes: Listed<PlannedNode>,
  members: Listed<PlannedMember>,
  endpoint: View<string> | undefined,
): ReadonlyMap<PlannedNode, Traced<Sayable> | undefined> {
  if (!nodes.whole || !members.whole) return new Map();
  const choose = chooser(members.all);
  return new Map(
    nodes.all.map((node) => {
      if (isUnread(field(node.entry, "meta_member"))) return [node, undefined];
      const named = memberNamedBy(node);
      if (endpoint !== undefined && named === undefined) return [node, byEndpoint(endpoint)];
      return [node, addressOf(choose(node, named))];
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

function addressOf(attachment: Attachment | undefined): Traced<Sayable> | undefined {
  if (attachment === undefined) return undefined;
  const { host, clientPort } = attachment.member;
  if (host?.address === undefined || clientPort === undefined) return undefined;
  return derived(httpUrl(host.address.value, clientPort.value), attachment.how, attachment.from);
}

function chooser(
  members: readonly PlannedMember[],
): (node: PlannedNode, named: Traced<Sayable> | undefined) => Attachment | undefined {
  const load = new Map<PlannedMember, number>();
  const attach = (member: PlannedMember, how: string, from?: Location): Attachment => {
    load.set(member, (load.get(member) ?? 0) + 1);
    return { member, how, from: [member.entry.at, from] };
  };
  const byName = firstBy(members, ({ name }) => name.value);
  // Who joins a running cluster answers nobody until it has joined.
  const running = members.filter(({ joining }) => !joining);
  const serving = running.length > 0 ? running : members;
  const byHost = firstBy(serving, ({ hostName }) => hostName.value);
  const ofAll = inTurn(serving, load);
  const ofZone = new Map(
    [...groupedBy(serving, zoneOf)].map(([zone, ofOne]) => [zone, inTurn(ofOne, load)] as const),
  );
  let seen = 0;
  return (node, named) => {
    seen += 1;
    if (named !== undefined) {
      const member = byName.get(named.value);
      return member && attach(member, "meta_member of the node", placeOf(named.origin));
    }
    const onHost = byHost.get(node.hostName.value);
    if (onHost !== undefined) return attach(onHost, "the member on the node's host", node.entry.at);
    const share = Math.ceil(seen / serving.length);
    const zone = zoneOf(node);
    const near = zone === undefined ? undefined : ofZone.get(zone)?.(share);
    if (near !== undefined) return attach(near, "the members of the node's zone in turn", node.entry.at);
    const any = ofAll(Number.POSITIVE_INFINITY);
    return any && attach(any, "meta.members in turn", node.entry.at);
  };
}

function zoneOf({ host }: { readonly host: PlannedMember["host"] }): string | undefined {
  return host?.zone?.value;
}

/**
 * The first of the members with the fewest nodes, if it has fewer than `below`. Loads only grow, so it goes round
 * instead of looking at all members each time.
 */
function inTurn(
  members: readonly PlannedMember[],
  load: ReadonlyMap<PlannedMember, number>,
): (below: number) => PlannedMember | undefined {
  let fewest = 0;
  let next = 0;
  return (below) => {
    while (members.length > 0 && fewest < below) {
      for (; next < members.length; next += 1) {
        const member = members[next];
        if (member !== undefined && (load.get(member) ?? 0) <= fewest) return member;
      }
      [fewest, next] = [fewest + 1, 0];
    }
    return undefined;
  };
}

function firstBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map([...items].reverse().map((item) => [keyOf(item), item]));
}

function groupedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
