import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, routed } from "../examples.ts";

const nodes = "  nodes: { members: [ { name: node0, host: db1 } ] }\n";
const routing = "  routing: { schemas: { public: { shards: { 0: node0 } } } }\n";

export const routingWithMeta = defineRule({
  name: "routing-with-meta",
  fault: "ignored",
  summary: "There is a `routing` section beside a `meta` section.",
  why: "With HoraeMeta the nodes ask it where a table is, and a routing table in their files is not read.",
  fix: "Delete `routing`, or delete `meta` for static routing.",
  examples: {
    invalid: [cluster(`${nodes}${routing}`)],
    valid: [cluster(nodes)],
    boundary: [
      {
        title: "a routing table that names no real node",
        ...cluster(`${nodes}${routing.replace("0: node0", "0: db1")}`),
        fires: true,
      },
      { title: "no routing at all", ...cluster(`${nodes}  routing: none\n`), fires: true },
      { title: "without HoraeMeta", ...routed("shards: { 0: node0, 1: node1, 2: node2 }"), fires: false },
    ],
  },
  check(model, report) {
    for (const group of clustersOf(model)) {
      const routing = group.plan?.routing;
      const member = group.meta[0];
      if (routing === undefined || member === undefined) continue;
      report({
        at: routing.at,
        site: group.site,
        message: routing.isNone
          ? say`the nodes ask HoraeMeta where a table is, and \`routing: none\` says that nobody does`
          : say`the nodes ask HoraeMeta where a table is, so \`routing\` would not be read`,
        related: [{ at: member.at, message: say`HoraeMeta is here` }],
        help: advice`delete \`routing\`, or delete \`meta\``,
      });
    }
  },
});
