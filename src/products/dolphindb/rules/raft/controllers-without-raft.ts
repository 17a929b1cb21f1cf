import { advice } from "../../../../diagnostics/help.ts";
import { joined, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, ofKind } from "../../cluster.ts";
import { controllerCfg, dolphin, files, nodesTable, oneController } from "../examples.ts";

const two = (isMember: boolean, more = "") =>
  files({
    "controller-1.cfg": controllerCfg(1, more, isMember),
    "controller-2.cfg": controllerCfg(2, more, isMember),
  });

export const controllersWithoutRaft = defineRule({
  name: "controllers-without-raft",
  fault: "contradiction",
  summary: "There are several controllers, and none of them says dfsHAMode=Raft.",
  why: "Several controllers are members of a Raft group, and each has to say so (dolphindb/web@acbe4c0:src/inspection/scripts/init.dos:3368, where the vendor's own inspection calls anything else a fault). What controllers without it do no document says; by inference each is a cluster of its own.",
  fix: "Write dfsHAMode=Raft into every controller.cfg, or run one controller.",
  examples: {
    invalid: [
      two(false),
      { title: "as the operator's charts spell it", ...two(false, "dfsHAMode=None\n") },
      {
        title: "the others stand in cluster.nodes alone",
        ...files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("c1 c2 c3 a1 d1") }),
      },
    ],
    valid: [two(true), dolphin(), dolphin("", { controllers: oneController })],
    boundary: [
      {
        title: "one controller that cluster.nodes lists as well",
        ...files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("c1 a1 d1") }),
        fires: false,
      },
      {
        title: "a table alone does not tell",
        files: { "cluster.nodes": nodesTable("c1 c2 c3 a1 d1") },
        fires: false,
      },
      { title: "one controller", ...files({ "controller.cfg": controllerCfg(1) }), fires: false },
      {
        title: "a mode that could not be read is no missing one",
        ...files({
          "controller-1.cfg": `${controllerCfg(1)}dfsHAMode=Raft\n`,
          "controller-2.cfg": `${controllerCfg(2)}dfsHAMode=Raft\n`,
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const controllers = ofKind(cluster, "controller");
      const known = controllers.filter((one) => one.hasFile);
      const isUnset = ({ settings }: (typeof controllers)[number]["instance"]) =>
        settings.text("dfsHAMode")?.value === "None" && !settings.unread.has("dfsHAMode");
      const last = known.at(-1);
      const other = controllers.find((one) => one !== last);
      if (last === undefined || other === undefined) continue;
      if (!known.every(({ instance }) => isUnset(instance))) continue;
      report({
        at: last.instance.at,
        key: "dfsHAMode",
        site: cluster.site,
        message: say`there are ${controllers.length} controllers, and ${
          known.length === controllers.length
            ? say`none of them says`
            : say`the file of ${joined(
                known.map(({ instance }) => instance.name.value),
                " and ",
              )} does not say`
        } dfsHAMode=Raft, which every member of a group has to say`,
        related: [{ at: other.instance.at, message: say`another controller is here` }],
        help: advice`write dfsHAMode=Raft into every controller.cfg, or run one controller`,
      });
    }
  },
});
