import { type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const limit = (value: number) => files({ "cluster.cfg": `redoLogPurgeLimit=${value}\n` });
const interval = (value: number, version: string) =>
  files({ "controller.cfg": controllerCfg(1, `datanodeRestartInterval=${value}\n`) }, version);

export const unitChanged = defineRule({
  name: "unit-changed",
  fault: "doubtful",
  summary: "A value looks as if it were written in the unit of another release.",
  why: "The limit redoLogPurgeLimit was in MB (default 4000) and is in GB (default 4): an old file's 4000 now lets redo logs grow to 4 TB. datanodeRestartInterval had to be 100 more than the seconds before 2.00.9.4. Since which release redoLogPurgeLimit counts GB is not documented, so this goes by the size of the value.",
  fix: "Write the value in the unit of your release.",
  examples: {
    invalid: [
      limit(4000),
      interval(30, "2.00.9.3"),
      dolphin("  config: { cluster: { redoLogPurgeLimit: 4000 } }\n"),
    ],
    valid: [limit(4), interval(30, "2.00.12"), dolphin("  config: { cluster: { redoLogPurgeLimit: 8 } }\n")],
    boundary: [
      { ...limit(1000), fires: true },
      { ...limit(999), fires: false },
      { ...interval(100, "2.00.9.3"), fires: true },
      { ...interval(101, "2.00.9.3"), fires: false },
      { ...interval(100, "2.00.9.4"), fires: false },
      { title: "0 is off in every release", ...interval(0, "2.00.9.3"), fires: false },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        for (const { key, message, meant, help } of suspects(instance)) {
          const setting = instance.settings.explicit.get(key);
          if (setting === undefined) continue;
          report({
            at: placeFor(instance, setting.origin),
            key,
            site: cluster.site,
            message,
            help: instead(setting.origin, meant, help),
          });
        }
      }
    }
  },
});

function suspects({ settings, version }: Instance) {
  const limit = settings.integer("redoLogPurgeLimit");
  const interval = settings.integer("datanodeRestartInterval");
  const found: {
    key: "redoLogPurgeLimit" | "datanodeRestartInterval";
    message: Message;
    meant: number;
    help: Message;
  }[] = [];
  if (limit !== undefined && limit.value >= 1000) {
    found.push({
      key: "redoLogPurgeLimit",
      meant: Math.round(limit.value / 1000),
      message: say`"redoLogPurgeLimit" is ${limit.value}, which the reference counts in GB; old releases counted MB, and no document says until which one`,
      help: say`for ${limit.value} MB write ${Math.round(limit.value / 1000)}, unless your release still counts MB`,
    });
  }
  const offset = version.startsWith("2.00.") && compareVersions(version, "2.00.9.4") < 0;
  if (offset && interval !== undefined && interval.value > 0 && interval.value <= 100) {
    found.push({
      key: "datanodeRestartInterval",
      meant: interval.value + 100,
      message: say`"datanodeRestartInterval" is ${interval.value}, and before 2.00.9.4 the value is the seconds plus 100`,
      help: say`write ${interval.value + 100} for ${interval.value} seconds`,
    });
  }
  return found;
}
