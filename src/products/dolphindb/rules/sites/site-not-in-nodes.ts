import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, isRaft, ofKind, type Process } from "../../cluster.ts";
import { sameSite, writeSite } from "../../syntax/local-site.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const table = (rows: string, agent = agentCfg(1, { controllers: 0 })) =>
  files({ "agent.cfg": agent, "cluster.nodes": nodesTable(rows) });

export const siteNotInNodes = defineRule({
  name: "site-not-in-nodes",
  fault: "contradiction",
  summary: "A process calls itself by another site than cluster.nodes does, or is not in that table.",
  why: "The controllers know the processes by cluster.nodes. An agent, or in a Raft group a controller, whose localSite has another host, port or alias there is one that the others do not expect.",
  fix: "Write the same host:port:alias in both places.",
  examples: {
    invalid: [
      {
        title: "another host",
        ...files({
          "controller.cfg": controllerCfg(3).replace("c3", "c1"),
          "cluster.nodes": nodesTable("c1 a1 d1"),
        }),
      },
      { title: "no row", ...table("a2 d2") },
    ],
    valid: [dolphin(), table("a1 d1")],
    boundary: [
      {
        title: "an alias in another letter case",
        ...table("a1 d1", agentCfg(1, { controllers: 0 }).replace("a1", "A1")),
        fires: true,
      },
      {
        title: "a controller without Raft need not be listed",
        ...files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("a1 d1") }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const [roster] = cluster.rosters;
      if (roster === undefined) continue;
      for (const process of ofKind(cluster, "controller", "agent")) {
        const { instance, site, row } = process;
        if (site === undefined) continue;
        if (row === undefined) {
          if (process.kind === "controller" && !isRaft(cluster)) continue;
          report({
            at: placeFor(instance, site.origin),
            key: "localSite",
            message: say`the ${process.kind} ${writeSite(site.value)} is not in cluster.nodes`,
            related: [{ at: roster.at, message: say`the table is here` }],
            help: advice`add the row ${writeSite(site.value)},${process.kind}`,
          });
        } else if (row.site !== undefined && !sameSite(row.site.value, site.value)) {
          report({
            at: placeFor(instance, site.origin),
            key: "localSite",
            message: say`localSite is ${writeSite(site.value)}, and cluster.nodes has ${writeSite(row.site.value)} for ${titleOf(process)}`,
            related: [{ at: row.at, message: say`${writeSite(row.site.value)} here` }],
            help: advice`write the same site in both`,
          });
        }
      }
    }
  },
});

function titleOf({ kind, instance }: Process): Message {
  return say`the ${kind} ${instance.name.value}`;
}
