import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { allShards, routed, site, threeHosts } from "../examples.ts";

const nodes = (members: string) =>
  site(`${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ ${members} ] } }\n`);

export const nodesWithoutMeta = defineRule({
  name: "nodes-without-meta",
  fault: "refused",
  summary: "There are several nodes, and nothing that tells which of them holds a table.",
  why: "Without HoraeMeta every node takes itself for the whole cluster: each has its own tables, and nobody forwards a query.",
  fix: "Add a `meta` section, or a `routing` section for static routing. Write `routing: none` if each node is to be a server of its own.",
  examples: {
    invalid: [nodes("{ host: db1 }, { host: db2 }")],
    valid: [nodes("{ host: db1 }")],
    boundary: [
      { ...nodes('{ host: "db[1-1]" }'), fires: false },
      { ...nodes('{ host: "db[1-2]" }'), fires: true },
      { title: "static routing tells it", ...routed(allShards), fires: false },
      {
        title: "servers of their own",
        ...site(
          `${threeHosts}horaedb: { version: 2.1.0, nodes: { members: [ { host: "db[1-3]" } ] }, routing: none }\n`,
        ),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const [first, second] = cluster.nodes;
      if (
        cluster.site === undefined ||
        cluster.meta.length > 0 ||
        !cluster.metaKnown ||
        cluster.plan?.routing !== undefined ||
        first === undefined ||
        second === undefined
      )
        continue;
      report({
        at: second.at,
        site: cluster.site,
        message: say`there are ${cluster.nodes.length} HoraeDB nodes, and neither HoraeMeta nor a routing table, so each would be a cluster of its own`,
        related: [{ at: first.at, message: say`the first node is here` }],
        help: advice`add \`meta: { members: [ ... ] }\`, or \`routing\` for static routing; write \`routing: none\` if each is to be a server of its own`,
      });
    }
  },
});
