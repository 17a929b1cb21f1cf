import { advice } from "../../../../diagnostics/help.ts";
import { joined, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, titleOfRegion } from "../../deployment.ts";
import { config, files, named, secondRegion } from "../examples.ts";

const keys = ["cm_region", "cm_region_cn"] as const;

export const regionNameMissing = defineRule({
  name: "region-name-missing",
  fault: "doubtful",
  summary: "One of several regions has no name.",
  why: "The documents demand cm_region, and in Chinese cm_region_cn as well, as soon as there is more than one region; obd ends in a KeyError without the first. What OMS itself makes of it is not known.",
  fix: "Name each region; cm_region_cn may repeat cm_region.",
  examples: {
    invalid: [files({ "a.yaml": config(), "b.yaml": secondRegion() })],
    valid: [files({ "a.yaml": config(named), "b.yaml": secondRegion() })],
    boundary: [
      { title: "one region needs no name", ...files({ "a.yaml": config() }), fires: false },
      {
        title: "half a name",
        ...files({ "a.yaml": config(named), "b.yaml": secondRegion("", ["cm_region_cn"]) }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      // cluster.yaml derives the one from the other, and a missing name is reported there.
      if (regions.length < 2 || site !== undefined) continue;
      for (const region of regions) {
        const missing = keys.filter((key) => lacks(region, key));
        if (missing.length === 0) continue;
        report({
          at: region.at,
          key: missing[0],
          message: say`${titleOfRegion(region)} is one of ${regions.length} and lacks ${joined(missing, " and ")}`,
          help: advice`add ${joined(missing, " and ")}`,
        });
      }
    }
  },
});

function lacks({ settings }: OmsRegion, key: string): boolean {
  return settings.text(key) === undefined && !settings.unread.has(key);
}
