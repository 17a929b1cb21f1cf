import { advice } from "../../../../diagnostics/help.ts";
import { type Sayable, say } from "../../../../diagnostics/message.ts";
import { releaseOf, titleOf } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster } from "../examples.ts";

const from = (release: Sayable) =>
  cluster(`  upgrading_from: ${release}\n  nodes: { members: [ { host: db1 } ] }\n`);

export const upgradingFromNewer = defineRule({
  name: "upgrading-from-newer",
  fault: "contradiction",
  summary: "`upgrading_from` names a newer release than the one that is to run.",
  why: "The key says which release laid out the data that are there; directories, root path and log follow it. A release may not read what a newer one has written, and no document of the vendor describes a way back.",
  fix: "Write the release that runs now into `upgrading_from`, and a newer one into `version`.",
  examples: {
    invalid: [from(say`2.1.0`)],
    valid: [from(say`1.2.7`)],
    boundary: [
      { title: "nothing is upgraded yet", ...from(say`2.0.0`), fires: false },
      {
        title: "one instance goes back",
        ...cluster("  upgrading_from: 1.2.7\n  nodes: { members: [ { host: db1, version: 1.2.6 } ] }\n", {
          version: "1.2.7",
        }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { instances, plan, site } of clustersOf(model)) {
      const before = plan?.upgradingFrom;
      if (before?.origin.kind !== "source") continue;
      const runs = plan?.runs ?? say``;
      const older = instances.find((instance) => compareVersions(releaseOf(instance), runs) < 0);
      if (older === undefined) continue;
      report({
        at: before.origin.at,
        site,
        message: say`upgrading_from is ${runs}, and ${titleOf(older)} is to run ${releaseOf(older)}, which is older`,
        related: [{ at: older.at, message: say`${titleOf(older)} is to run ${releaseOf(older)}` }],
        help: advice`write the release that runs now into upgrading_from, and a newer one into version`,
      });
    }
  },
});
