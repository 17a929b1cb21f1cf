import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { keyAt } from "../../key-names.ts";
import { deployment, memberFile, site, threeHosts } from "../examples.ts";

const ports = (first: number, second: number) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1, ports: { http: ${first} } }, { host: db2, ports: { http: ${second} } }, { host: db3, ports: { http: ${first} } } ] }
  nodes: { members: [ { host: db1 } ] }
`);

export const metaHttpPortsDiffer = defineRule({
  name: "meta-http-ports-differ",
  fault: "doubtful",
  summary: "Members of HoraeMeta have different HTTP ports.",
  why: "A follower forwards a request to the leader's host at its own port, not at the leader's (apache/horaedb@v2.1.0:horaemeta/server/service/http/forward.go:70). With different ports it reaches nobody, or itself if both are on one host: then one request goes round until it is out of time, and takes all files that the process may open (seen with 2.1.0).",
  fix: "Use one HTTP port for all members; members on one host cannot, so send requests for the API to the leader.",
  examples: {
    invalid: [
      ports(8080, 8081),
      deployment({
        "meta0.toml": memberFile(0),
        "meta1.toml": memberFile(1, { more: "http-port = 8081\n" }),
      }),
    ],
    valid: [ports(8080, 8080)],
    boundary: [
      { title: "another port than the default, the same for all", ...ports(8090, 8090), fires: false },
      { ...ports(8090, 8091), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const ports = cluster.meta.flatMap((member) => {
        const port = member.settings.integer(keyAt(member.settings, "http-port") ?? "http-port");
        return port ? [{ member, port }] : [];
      });
      const first = ports[0];
      const other = ports.find(({ port }) => port.value !== first?.port.value);
      if (first === undefined || other === undefined) continue;
      const oneHost = sharesHost(first.member, other.member);
      report({
        at: placeFor(other.member, other.port.origin),
        site: cluster.site,
        message: say`${titleOf(other.member)} has the HTTP port ${other.port.value} and ${titleOf(first.member)} has ${first.port.value}, so a follower forwards requests for the HTTP API ${oneHost ? "to itself, over and over" : "to a port that the leader does not open"}`,
        related: [{ at: placeFor(first.member, first.port.origin), message: say`${first.port.value} here` }],
        help: oneHost
          ? advice`send requests for the HTTP API to the leader, or give each member a host of its own`
          : advice`use one HTTP port for all members`,
      });
    }
  },
});

function sharesHost(one: Instance, other: Instance): boolean {
  const address = one.host?.address?.value;
  return address !== undefined && address === other.host?.address?.value;
}
