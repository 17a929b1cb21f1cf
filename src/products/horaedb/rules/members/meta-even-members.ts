import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { membersSeenIn, type SeenMembers } from "../../meta/members-seen.ts";
import { deployment, memberFile, site } from "../examples.ts";

const members = (count: number) =>
  site(`hosts: { "db[1-${count}]": { address: "10.1.1.[1-${count}]" } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-${count}]" } ] }
  nodes: { members: [ { host: db1 } ] }
`);

const four =
  "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380,meta3=http://10.1.1.4:2380";

export const metaEvenMembers = defineRule({
  name: "meta-even-members",
  fault: "doubtful",
  summary: "HoraeMeta has an even number of members.",
  why: "Four members survive the loss of one, as three do: the fourth adds a machine that can fail and no safety. Two members have a finding of their own, as too few. While a member joins, the number is on its way to another.",
  fix: "Run one member fewer or one more.",
  examples: {
    invalid: [members(4)],
    valid: [members(3)],
    boundary: [
      {
        title: "the fourth joins, and the fifth cannot join with it",
        ...site(`hosts: { "db[1-4]": { address: "10.1.1.[1-4]" } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-3]" }, { host: db4, joining: true } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: false,
      },
      {
        title: "the fourth joins, by hand",
        ...deployment({
          "meta0.toml": memberFile(0),
          "meta3.toml": memberFile(0, {
            name: "meta3",
            peerUrl: "http://10.1.1.4:2380",
            initialCluster: four,
            more: 'initial-cluster-state = "existing"\n',
          })
            .replace("http://10.1.1.1:2379", "http://10.1.1.4:2379")
            .replace("/meta0", "/meta3"),
        }),
        fires: false,
      },
      {
        title: "by hand, as one member lists them",
        ...deployment({
          "meta0.toml": memberFile(0, { initialCluster: four }),
        }),
        fires: true,
      },
      { ...members(5), fires: false },
      { ...members(6), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // Members join one after the other, so four and six are steps on the way.
      if (cluster.plan !== undefined && cluster.plan.joining.size > 0) continue;
      const views = cluster.site
        ? [{ count: cluster.metaKnown ? cluster.meta.length : 0, at: cluster.meta.at(-1)?.at ?? cluster.at }]
        : membersSeenIn(cluster)
            .filter(isSettled)
            .map((seen) => ({
              count: seen.cluster.size,
              at: placeFor(seen.instance, seen.origin),
            }));
      for (const { count, at } of views) {
        if (count < 4 || count % 2 === 1) continue;
        report({
          at,
          site: cluster.site,
          message: say`HoraeMeta has ${count} members and survives the loss of ${count / 2 - 1}, as ${count - 1} members would`,
          help: advice`run one member fewer or one more`,
        });
      }
    }
  },
});

/** A member that joined, or does so now, lists those of that moment. */
function isSettled({ instance }: SeenMembers): boolean {
  return instance.settings.text("initial-cluster-state")?.value === "new";
}
