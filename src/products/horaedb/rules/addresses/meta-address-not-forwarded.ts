import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { parseHostPort, splitUrls } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { isIPv6 } from "../../../../source/ip.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded, mayBeAlone } from "../../meta/describe-meta.ts";
import { deployment, memberFile, site } from "../examples.ts";

const hosts = (...addresses: string[]) =>
  site(`hosts: { node1: { address: 10.1.2.1 }, ${addresses.map((address, index) => `db${index + 1}: { address: "${address}" }`).join(", ")} }
horaedb:
  version: 2.0.0
  meta: { members: [ ${addresses.map((_, index) => `{ host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: node1 } ] }
`);
const advertising = (url: string, file = memberFile(0)) =>
  deployment({
    "meta0.toml": file.replace(/^advertise-client-urls.*$/m, `advertise-client-urls = "${url}"`),
  });
const alone = `# cfgc-disable-file meta-quorum-too-small: one box\n${memberFile(0, {
  initialCluster: "meta0=http://[fd00::1]:2380",
  peerUrl: "http://[fd00::1]:2380",
})}`;

export const metaAddressNotForwarded = defineRule({
  name: "meta-address-not-forwarded",
  fault: "doubtful",
  summary: "A HoraeMeta member has an IPv6 address, to which the others do not forward HTTP requests.",
  why: "A follower that is asked over HTTP splits the leader's address at its colons and wants exactly one (apache/horaedb@v2.1.0:horaemeta/server/service/http/forward.go:127), so while this member leads, the others answer requests for clusters, tables and shards with an error. Everything else works: three members on IPv6 elect a leader and create the cluster (seen with 2.1.0). HoraeDB does not use the HTTP API.",
  fix: "Give the host an IPv4 address or a name, or send requests for the HTTP API to the leader.",
  examples: {
    invalid: [hosts("fd00::1", "10.1.1.2", "10.1.1.3"), advertising("http://[fd00::1]:2379")],
    valid: [hosts("10.1.1.1", "10.1.1.2", "10.1.1.3")],
    boundary: [
      { title: "a name is fine", ...hosts("db1.example.net", "10.1.1.2", "10.1.1.3"), fires: false },
      { title: "the shortest of them", ...hosts("10.1.1.1", "10.1.1.2", "::1a"), fires: true },
      {
        title: "nobody forwards to a member alone",
        ...advertising("http://[fd00::1]:2379", alone),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const member of cluster.meta) {
        const found =
          isEmbedded(member.settings) && !mayBeAlone(member.settings) ? ipv6Of(member) : undefined;
        if (found === undefined) continue;
        report({
          at: found.at,
          site: cluster.site,
          message: say`the other members do not forward HTTP requests to the IPv6 address ${found.address} of the HoraeMeta member "${member.name.value}" while it leads`,
          help: advice`use an IPv4 address or a host name, or send requests for the HTTP API to the leader`,
        });
      }
    }
  },
});

/** The first address that it advertises is the one that counts as the leader's. */
function ipv6Of(member: Instance): { at: Location; address: Message } | undefined {
  const address = member.site === undefined ? undefined : member.host?.address;
  if (address !== undefined)
    return isIPv6(address.value)
      ? { at: placeOf(address.origin) ?? placeFor(member, address.origin), address: address.value }
      : undefined;
  const urls = member.settings.text("advertise-client-urls");
  const host = urls && parseHostPort(splitUrls(urls.value)[0] ?? say``)?.host;
  return urls !== undefined && host !== undefined && isIPv6(host)
    ? { at: placeFor(member, urls.origin), address: host }
    : undefined;
}
