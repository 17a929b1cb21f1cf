import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { dolphin, files } from "../examples.ts";

const cfg = (volumes: string) => files({ "cluster.cfg": `volumes=${volumes}\n` });

export const volumesNotAbsolute = defineRule({
  name: "volumes-not-absolute",
  fault: "refused",
  summary: "A volume is not an absolute path.",
  why: "DolphinDB does not support relative paths in `volumes` (the FAQ of its tutorial on clusters of several machines).",
  fix: "Write absolute paths, separated by commas.",
  examples: {
    invalid: [cfg("storage"), cfg("/data1,data2"), dolphin("  config: { cluster: { volumes: ./data } }\n")],
    valid: [
      cfg("/data1/<ALIAS>,/data2/<ALIAS>"),
      dolphin("  config: { cluster: { volumes: /data/<ALIAS> } }\n"),
    ],
    boundary: [
      { title: "a comma at the end", ...cfg("/data1,"), fires: false },
      { title: "blanks after a comma", ...cfg("/data1, /data2"), fires: false },
      { title: "a drive of Windows", ...cfg("D:/data"), fires: false },
      { title: "a home folder is relative to nothing", ...cfg("~/data"), fires: true },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        const volumes = instance.settings.text("volumes");
        if (volumes === undefined || volumes.origin.kind === "default") continue;
        const wrong = volumes.value
          .split(",")
          .map((path) => path.trim())
          .find((path) => path !== "" && !/^(?:\/|[A-Za-z]:[\\/])/.test(path));
        if (wrong === undefined) continue;
        report({
          at: placeFor(instance, volumes.origin),
          key: "volumes",
          site: cluster.site,
          message: say`the volume ${quoted(wrong)} is not an absolute path`,
          help: advice`write a path that begins with /`,
        });
      }
    }
  },
});
