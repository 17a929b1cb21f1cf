import type { Example } from "../../../../diagnostics/diagnostic.ts";
import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { instead } from "../../../../model/offers.ts";
import { site, threeHosts } from "../../../../rules/examples.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { nearest } from "../../../../schema/nearest.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { listed } from "../../listed.ts";

const attached = (member: string, meta = '  meta: { members: [ { host: "db[1-3]" } ] }\n'): Example =>
  site(`${threeHosts}horaedb:
  version: 2.0.0
${meta}  nodes: { members: [ { host: db1, meta_member: ${member} } ] }
`);

export const metaMemberUnknown = defineRule({
  name: "meta-member-unknown",
  fault: "refused",
  anyRelease: true,
  summary: "`meta_member` names no member of `meta.members`.",
  why: "The node is told the address of that member as its meta_addr, and there is none to take it from.",
  fix: "Write the name of a member; without a name of its own a member is called after its host.",
  examples: {
    invalid: [attached("meta0"), { title: "no HoraeMeta at all", ...attached("db1", "") }],
    valid: [attached("db2")],
    boundary: [
      { title: "a name that is nearly right", ...attached("db_1"), fires: true },
      {
        title: "the host of a member with a name of its own",
        ...attached(
          "db1",
          "  meta: { members: [ { name: meta0, host: db1 }, { host: db2 }, { host: db3 } ] }\n",
        ),
        fires: true,
      },
      {
        title: "the one name of such a member",
        ...attached(
          "meta0",
          "  meta: { members: [ { name: meta0, host: db1 }, { host: db2 }, { host: db3 } ] }\n",
        ),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { plan, meta, metaKnown, site: of } of clustersOf(model)) {
      if (plan === undefined || !metaKnown) continue;
      const names = new Map(meta.map(({ name, hostName }) => [name.value, hostName?.value]));
      for (const named of plan.metaMembers) {
        const at = placeOf(named.origin);
        if (at === undefined || names.has(named.value)) continue;
        const onHost = [...names].find(([, host]) => host === named.value)?.[0];
        const meant = onHost ?? nearest(named.value, names.keys());
        report({
          at,
          site: of,
          message: say`the node is attached to "${named.value}", which is no HoraeMeta member of this cluster`,
          help:
            meant !== undefined
              ? instead(named.origin, meant, say`did you mean "${meant}"?`)
              : names.size > 0
                ? advice`the members are ${listed([...names.keys()], 8)}`
                : advice`delete it: without \`meta\` there is no member`,
        });
      }
    }
  },
});
