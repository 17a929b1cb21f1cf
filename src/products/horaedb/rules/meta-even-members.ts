import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { membersSeenIn } from "../members-seen.ts";
import { deployment, memberFile, site } from "./examples.ts";

const members = (count: number) =>
  site(`hosts: { "db[1-${count}]": { address: "10.1.1.[1-${count}]" } }
horaedb:
  version: 2.0.0
  meta: { members: [ { host: "db[1-${count}]" } ] }
  nodes: { members: [ { host: db1 } ] }
`);

export const metaEvenMembers = defineRule({
  name: "meta-even-members",
  fault: "doubtful",
  summary: "HoraeMeta has an even number of members.",
  why: "Four members survive the loss of one, as three do: the fourth adds a machine that can fail and no safety. Two members have a finding of their own, as too few.",
  fix: "Run one member fewer or one more.",
  examples: {
    invalid: [members(4)],
    valid: [members(3)],
    boundary: [
      {
        title: "by hand, as one member lists them",
        ...deployment({
          "meta0.toml": memberFile(0, {
            initialCluster:
              "meta0=http://10.1.1.1:2380,meta1=http://10.1.1.2:2380,meta2=http://10.1.1.3:2380,meta3=http://10.1.1.4:2380",
          }),
        }),
        fires: true,
      },
      { ...members(5), fires: false },
      { ...members(6), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const views = cluster.site
        ? [{ count: cluster.metaKnown ? cluster.meta.length : 0, at: cluster.meta.at(-1)?.at ?? cluster.at }]
        : membersSeenIn(cluster).map((seen) => ({
            count: seen.cluster.size,
            at: placeFor(seen.instance, seen.origin),
          }));
      for (const { count, at } of views) {
        if (count < 4 || count % 2 === 1) continue;
        report({
          at,
          site: cluster.site,
          message: `HoraeMeta has ${count} members and survives the loss of ${count / 2 - 1}, no more than ${count - 1} members would`,
          help: "run one member fewer or one more",
        });
      }
    }
  },
});
