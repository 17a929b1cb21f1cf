import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { withoutKey } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { namePairs } from "../../old-names.ts";
import { dolphin, files } from "../examples.ts";

const cfg = (text: string, version = "2.00.12") => files({ "cluster.cfg": text }, version);

export const parameterTwice = defineRule({
  name: "parameter-twice",
  fault: "doubtful",
  summary: "One parameter is set under its old name and under its new one.",
  why: "OLAPCacheEngineSize is still taken as chunkCacheEngineMemSize as well, and no document says since when recoveryWorkerNum, persistOffsetDir and strictSecurityVerification are not read any more. Which of the two names counts is not documented either.",
  fix: "Keep the new name.",
  examples: {
    invalid: [
      cfg("chunkCacheEngineMemSize=2\nOLAPCacheEngineSize=4\n"),
      dolphin("  config: { cluster: { recoveryWorkerNum: 2, recoveryWorkers: 2 } }\n"),
    ],
    valid: [cfg("chunkCacheEngineMemSize=2\n"), cfg("OLAPCacheEngineSize=4\n")],
    boundary: [
      {
        title: "on two nodes they do not meet",
        ...cfg("dn1.chunkCacheEngineMemSize=2\ndn2.OLAPCacheEngineSize=4\n"),
        fires: false,
      },
      {
        title: "an old name for all, a new one for one",
        ...cfg("recoveryWorkerNum=2\ndn1.recoveryWorkers=4\n"),
        fires: true,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        for (const { older, newer } of namePairs(instance.catalogue)) {
          const [first, second] = [
            instance.settings.explicit.get(older),
            instance.settings.explicit.get(newer),
          ];
          if (first === undefined || second === undefined) continue;
          report({
            at: placeFor(instance, first.origin),
            key: older,
            site: cluster.site,
            message: say`"${older}" is the old name of "${newer}", and ${titleOf(instance)} has both`,
            related: [{ at: placeFor(instance, second.origin), message: say`"${newer}" here` }],
            help: withoutKey(first.origin, say`delete "${older}"`),
          });
        }
      }
    }
  },
});
