import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type DolphinCluster, isRaft, listsControllers, ofKind } from "../../cluster.ts";
import { splitSites } from "../../syntax/local-site.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable, oneController, raft } from "../examples.ts";

const two = "  controllers: [ { alias: c1, host: db1 }, { alias: c2, host: db2 } ]\n";

export const raftQuorumTooSmall = defineRule({
  name: "raft-quorum-too-small",
  fault: "availability",
  summary: "A Raft group has fewer than three controllers.",
  why: "The controllers elect a leader by majority: of two both have to live, so a second controller makes the cluster less available and not more. DolphinDB's tutorial on high availability asks for three at least.",
  fix: "Run three controllers on three hosts, or one without Raft.",
  examples: {
    invalid: [
      dolphin("", { controllers: two }),
      { title: "an agent that knows of two", ...files({ "agent.cfg": agentCfg(1, { controllers: 2 }) }) },
    ],
    valid: [dolphin(), files({ "agent.cfg": agentCfg(1) })],
    boundary: [
      { title: "one controller is no group", ...dolphin("", { controllers: oneController }), fires: false },
      { ...dolphin("", { controllers: two }), fires: true },
      { ...dolphin("", { controllers: raft }), fires: false },
      {
        title: "two whose files are not there",
        files: { "cluster.nodes": nodesTable("c1 c2 a1 d1") },
        fires: true,
      },
      {
        title: "one host of a group",
        ...files({ "agent.cfg": agentCfg(1), "controller.cfg": controllerCfg(1, "", true) }),
        closed: true,
        fires: false,
      },
      {
        title: "an agent that knows of none",
        ...files({ "agent.cfg": agentCfg(1, { sites: "10.1.1.1:8901:a1:agent" }) }),
        fires: false,
      },
      {
        title: "agents of a cluster without Raft, whose one controller is no group",
        ...files({
          "p1/agent.cfg": agentCfg(1, { controllers: 1 }),
          "p1/controller.cfg": controllerCfg(1),
          "p1/cluster.nodes": nodesTable("a1 d1 a2 d2"),
          "p2/agent.cfg": agentCfg(2, { controllers: 1 }),
        }),
        fires: false,
      },
      {
        title: "an agent alone that knows of one",
        ...files({ "agent.cfg": agentCfg(1, { controllers: 1 }) }),
        fires: false,
      },
      {
        title: "an agent that knows of one, and this one says that it is in a group",
        ...files({
          "agent.cfg": agentCfg(1, { controllers: 1 }),
          "controller.cfg": controllerCfg(1, "", true),
        }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const controllers = ofKind(cluster, "controller");
      const [first, ...others] = controllers;
      if (listsControllers(cluster) && first !== undefined) {
        if (!isTooFew(controllers.length, cluster)) continue;
        report({
          at: first.instance.at,
          site: cluster.site,
          message: tooFew(controllers.length),
          related: others.map(({ instance }) => ({ at: instance.at, message: say`the other controller` })),
          help: advice`run three controllers on three hosts, or one without Raft`,
        });
      } else {
        for (const { at, count } of seenByAgents(cluster)) {
          if (!isTooFew(count, cluster)) continue;
          report({ at, message: tooFew(count), help: advice`run three controllers on three hosts` });
        }
      }
    }
  },
});

/** Several controllers are a group whatever their files say; one is only if it says so. */
function isTooFew(count: number, cluster: DolphinCluster): boolean {
  return count === 2 || (count === 1 && isRaft(cluster));
}

/** An agent's `sites` names all controllers of a group. */
function seenByAgents(cluster: DolphinCluster) {
  return ofKind(cluster, "agent").flatMap(({ instance }) => {
    const sites = instance.settings.text("sites");
    if (sites === undefined) return [];
    const count = splitSites(sites.value).filter((site) => site.endsWith(":controller")).length;
    return [{ at: placeFor(instance, sites.origin), count }];
  });
}

function tooFew(count: number): Message {
  return say`the Raft group has ${count === 1 ? "one controller" : "two controllers"}, so the loss of one stops it; three are needed to survive that`;
}
