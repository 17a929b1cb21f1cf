import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { placeOf } from "../../../schema/value.ts";
import { isIPv6 } from "../../../source/ip.ts";
import { clustersOf } from "../cluster.ts";
import { site } from "./examples.ts";

const hosts = (...addresses: string[]) =>
  site(`hosts: { ${addresses.map((address, index) => `db${index + 1}: { address: "${address}" }`).join(", ")} }
horaedb:
  version: 2.0.0
  meta: { members: [ ${addresses.map((_, index) => `{ host: db${index + 1} }`).join(", ")} ] }
  nodes: { members: [ { host: db2 } ] }
`);

export const addressNotUsable = defineRule({
  name: "address-not-usable",
  fault: "refused",
  summary: "A HoraeMeta member has an IPv6 address, which HoraeMeta cannot forward to.",
  why: "A follower splits the leader's address at its colons and wants exactly one, so requests to the HTTP API fail on every member but the leader (apache/horaedb@v2.1.0:horaemeta/server/service/http/forward.go).",
  fix: "Give the host an IPv4 address or a name.",
  examples: {
    invalid: [hosts("fd00::1", "10.1.1.2", "10.1.1.3")],
    valid: [hosts("10.1.1.1", "10.1.1.2", "10.1.1.3")],
    boundary: [
      { title: "a name is fine", ...hosts("db1.example.net", "10.1.1.2", "10.1.1.3"), fires: false },
      { title: "the shortest of them", ...hosts("10.1.1.1", "10.1.1.2", "::1a"), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site === undefined) continue;
      for (const member of cluster.meta) {
        const address = member.host?.address;
        if (address === undefined || !isIPv6(address.value)) continue;
        report({
          at: placeOf(address.origin) ?? placeFor(member, address.origin),
          site: cluster.site,
          message: `HoraeMeta cannot forward requests to the IPv6 address ${address.value} of its member "${member.name.value}"`,
          help: "use an IPv4 address or a host name",
        });
      }
    }
  },
});
