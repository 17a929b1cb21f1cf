import { choice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { insteads } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, ofKind } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const wait = (ms: number) => files({ "controller.cfg": controllerCfg(1, `dfsRecoveryWaitTime=${ms}\n`) });

export const recoveryWaitRaised = defineRule({
  name: "recovery-wait-raised",
  fault: "doubtful",
  summary: "The value of dfsRecoveryWaitTime is below the 60000 ms to which the server raises it.",
  why: "A value between 0 and 60000 ms is raised to 60000, so data are copied to other nodes later than the file says; several tutorials show 30000. 0 switches the recovery off.",
  fix: "Write 60000 or more, or 0.",
  examples: {
    invalid: [wait(30000), dolphin("  config: { controller: { dfsRecoveryWaitTime: 30000 } }\n")],
    valid: [wait(60000), wait(0)],
    boundary: [
      { ...wait(59999), fires: true },
      { ...wait(60000), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance } of ofKind(cluster, "controller")) {
        const wait = instance.settings.integer("dfsRecoveryWaitTime");
        if (wait === undefined || wait.value <= 0 || wait.value >= 60_000) continue;
        report({
          at: placeFor(instance, wait.origin),
          key: "dfsRecoveryWaitTime",
          site: cluster.site,
          message: say`"dfsRecoveryWaitTime" is ${wait.value}, and the server raises everything below 60000 to that`,
          help: choice(say`write 60000 or more, or 0 for no recovery`, insteads(wait.origin, [60_000, 0])),
        });
      }
    }
  },
});
