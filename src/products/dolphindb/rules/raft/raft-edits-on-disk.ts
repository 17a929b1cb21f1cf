import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, isRaft, ofKind } from "../../cluster.ts";
import { controllerCfg, files, nodesTable } from "../examples.ts";

const group = (isMember: boolean) => ({
  ...files({
    "p1/controller.cfg": controllerCfg(1, "", isMember),
    "cluster.nodes": nodesTable("c1 c2 c3 a1 d1 a2 d2"),
  }),
});

export const raftEditsOnDisk = defineRule({
  name: "raft-edits-on-disk",
  fault: "note",
  summary: "In a Raft group edits of cluster.nodes and cluster.cfg on disk count at the first start only.",
  why: "From then on the Raft group keeps both files itself. Whoever edits them on disk changes nothing; the leader's web page and functions such as addNode change them on all controllers. What `cfgc build` writes says the same in its README.",
  fix: "After the first start, change nodes and their parameters on the leader's web page.",
  examples: {
    invalid: [group(true)],
    valid: [files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("a1 d1") })],
    boundary: [
      {
        title: "controller.cfg is read at every start",
        ...files({ "controller.cfg": controllerCfg(1, "", true) }),
        fires: false,
      },
      {
        title: "cluster.cfg as well",
        ...files({ "controller.cfg": controllerCfg(1, "", true), "cluster.cfg": "maxMemSize=8\n" }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const [first] = [...cluster.rosters, ...cluster.nodeFiles];
      if (first === undefined || !isRaft(cluster)) continue;
      const member = ofKind(cluster, "controller").find(({ instance }) =>
        instance.settings.explicit.has("dfsHAMode"),
      );
      report({
        at: first.at,
        message: say`the controllers form a Raft group, so edits of cluster.nodes and cluster.cfg on disk count at its first start only`,
        related: member ? [{ at: member.instance.at, message: say`a controller of the group` }] : [],
        help: advice`on a running group change them on the leader's web page`,
      });
    }
  },
});
