import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { membersSeenIn } from "../../meta/members-seen.ts";
import { deployment, memberFile, site, threeHosts } from "../examples.ts";

const members = (count: number) =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ ${["db1", "db2", "db3"]
    .slice(0, count)
    .map((host) => `{ host: ${host} }`)
    .join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);
const two = "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380";
const lastTwo = "meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380";

export const metaQuorumTooSmall = defineRule({
  name: "meta-quorum-too-small",
  fault: "availability",
  summary: "HoraeMeta has fewer than three members.",
  why: "The members elect a leader by majority. With one or two of them the loss of a single host stops the cluster: of two, both have to live.",
  fix: "Run three members on three hosts, or accept the rule with a reason.",
  examples: {
    invalid: [members(1), deployment({ "meta0.toml": memberFile(0, { initialCluster: two }) })],
    valid: [members(3), deployment({ "meta0.toml": memberFile(0) })],
    boundary: [
      { ...members(2), fires: true },
      { ...members(3), fires: false },
      {
        title: "one of three files lists two",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta1.toml": memberFile(1),
          "meta2.toml": `# cfgc-disable-file meta-members-disagree: not shown here\n${memberFile(2, { initialCluster: lastTwo })}`,
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site !== undefined) {
        const first = cluster.meta[0];
        if (first === undefined || cluster.meta.length >= 3 || !cluster.metaKnown) continue;
        report({
          at: first.at,
          site: cluster.site,
          message: tooFew(cluster.meta.length),
          related: cluster.meta.slice(1).map((member) => ({ at: member.at, message: say`the other member` })),
          help: advice`run three members on three hosts`,
        });
        continue;
      }
      const lists = membersSeenIn(cluster);
      // Where another file lists three, the short list is what `meta-members-disagree` reports.
      if (lists.some(({ cluster: seen }) => seen.size >= 3)) continue;
      for (const { instance, cluster: seen, origin } of lists) {
        if (seen.size === 0) continue;
        report({
          at: placeOf(origin) ?? placeFor(instance, origin),
          message: tooFew(seen.size),
          help: advice`run three members on three hosts`,
        });
      }
    }
  },
});

function tooFew(count: number): Message {
  return say`HoraeMeta has ${count === 1 ? "one member" : "two members"}, so the loss of one host stops it; three are needed to survive that`;
}
