import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { site, threeHosts } from "../examples.ts";

const members = (...joining: readonly boolean[]) =>
  site(`${threeHosts}  db4: { address: 10.1.1.4, zone: a }
  db5: { address: 10.1.1.5, zone: b }
horaedb:
  version: 2.0.0
  meta: { members: [ ${joining.map((joins, index) => `{ host: db${index + 1}${joins ? ", joining: true" : ""} }`).join(", ")} ] }
  nodes: { members: [ { host: db1 } ] }
`);

export const severalMembersJoin = defineRule({
  name: "several-members-join",
  fault: "refused",
  summary: "More than one member is to join a running HoraeMeta at once.",
  why: "A member that joins has to list exactly the members that the cluster knows at that moment. With two of them in every initial-cluster the first lists one too many, and etcd refuses to start it: member count is unequal.",
  fix: "Add one member, build and start it; then add the next.",
  examples: {
    invalid: [members(false, false, false, true, true)],
    valid: [members(false, false, false, false, false)],
    boundary: [
      {
        title: "one after the other",
        ...site(`${threeHosts}horaedb:
  version: 2.0.0
  meta: { members: [ { host: db1 }, { host: db2 }, { host: db3, joining: true } ] }
  nodes: { members: [ { host: db1 } ] }
`),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { meta, plan, site: of } of clustersOf(model)) {
      const [first, ...others] = meta.filter((member) => plan?.joining.has(member.name.value));
      for (const member of others) {
        if (first === undefined) continue;
        report({
          at: member.at,
          site: of,
          message: say`the member "${member.name.value}" is to join together with "${first.name.value}", but members join one after the other`,
          related: [{ at: first.at, message: say`"${first.name.value}" joins here` }],
          help: advice`leave "${member.name.value}" out until "${first.name.value}" runs and has lost its \`joining\``,
        });
      }
    }
  },
});
