import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { renameIn } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { stateAt } from "../../../../schema/key-state.ts";
import { clustersOf } from "../../cluster.ts";
import { namePairs } from "../../old-names.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const cfg = (text: string) => files({ "cluster.cfg": text });
const security = (version: string) =>
  files({ "controller.cfg": controllerCfg(1, "strictSecurityVerification=true\n") }, version);

export const parameterOldName = defineRule({
  name: "parameter-old-name",
  fault: "note",
  summary: "A parameter is set under a name that the reference no longer has.",
  why: "The key recoveryWorkerNum became recoveryWorkers, persistOffsetDir persistenceOffsetDir, and strictSecurityVerification became enhancedSecurityVerification. No document says whether a server still reads the old name; a server that does not read it does not say so.",
  fix: "Write the new name.",
  examples: {
    invalid: [
      cfg("recoveryWorkerNum=2\n"),
      cfg("dn1.persistOffsetDir=/data/offsets\n"),
      dolphin("  config: { cluster: { recoveryWorkerNum: 2 } }\n"),
    ],
    valid: [cfg("recoveryWorkers=2\n")],
    boundary: [
      {
        title: "a name that the reference has as well",
        ...cfg("chunkCacheEngineMemSize=1\n"),
        fires: false,
      },
      { title: "the release before the new name", ...security("2.00.10.9"), fires: false },
      { title: "the release of the new name", ...security("2.00.10.10"), fires: true },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        const { catalogue, settings, version } = instance;
        // A line that meets the new name on some node has a finding of its own.
        const meets = (older: string, newer: string) =>
          cluster.instances.some((one) =>
            [older, newer].every((key) => one.settings.explicit.has(key) || one.settings.unread.has(key)),
          );
        for (const { older, newer, documented } of namePairs(catalogue)) {
          const setting = settings.explicit.get(older);
          const isKnown = entriesOf(catalogue, newer).some((entry) => stateAt(entry, version) !== undefined);
          if (documented || setting === undefined || meets(older, newer) || !isKnown) continue;
          report({
            at: placeFor(instance, setting.origin),
            key: older,
            site: cluster.site,
            message: say`"${older}" is the old name of "${newer}", and whether DolphinDB ${version} still reads it is not documented`,
            help: renameIn(setting.origin, newer),
          });
        }
      }
    }
  },
});
