import { literal, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, ofKind } from "../../cluster.ts";
import { agentCfg, controllerCfg, dolphin, files } from "../examples.ts";

const controller = (mode: string) =>
  files({ "controller.cfg": controllerCfg(1).replace("mode=controller", mode) });

export const modeMismatch = defineRule({
  name: "mode-mismatch",
  fault: "contradiction",
  summary: "The `mode` in a file is that of another kind of process.",
  why: "A controller.cfg configures a controller and an agent.cfg an agent. With another mode in it the process is something else, or the mode of the command line hides the mistake.",
  fix: "Write mode=controller into controller.cfg and mode=agent into agent.cfg, or leave it to the command line.",
  examples: {
    invalid: [
      controller("mode=agent"),
      files({ "agent.cfg": agentCfg(1).replace("mode=agent", "mode=datanode") }),
    ],
    valid: [dolphin(), controller("mode=controller")],
    boundary: [
      { title: "the command line has it", ...controller("workerNum=4"), fires: false },
      {
        title: "an agent.cfg that was given as a cluster.cfg is read as an agent.cfg",
        as: "dolphindb-cluster@2.00.12",
        files: { "p1.cfg": agentCfg(1) },
        fires: true,
        severity: "warning",
      },
      {
        title: "a mode alone makes no agent.cfg of a cluster.cfg",
        ...files({ "cluster.cfg": "mode=agent\nmaxMemSize=4\n" }),
        fires: false,
      },
      { title: "a single server's", ...controller("mode=single"), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, kind } of ofKind(cluster, "controller", "agent")) {
        const mode = instance.settings.text("mode");
        if (mode === undefined || mode.value === kind) continue;
        report({
          at: placeFor(instance, mode.origin),
          key: "mode",
          site: cluster.site,
          message: say`the file of ${kind === "agent" ? "an agent" : "a controller"} says mode=${mode.value}`,
          help: instead(mode.origin, literal(kind), say`write mode=${kind}`),
        });
      }
    }
  },
});
