import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey, titleBeside, titleOfRegion } from "../../deployment.ts";
import { config, files, named, oms, secondRegion } from "../examples.ts";

const codes = (first: number, second: number) =>
  oms(
    `{ name: a, location: ${first}, default: true, hosts: [db1] }, { name: b, location: ${second}, heartbeat: hb_b, hosts: [db2] }`,
  );

export const regionCodeRepeated = defineRule({
  name: "region-code-repeated",
  fault: "contradiction",
  summary: "Two regions of OMS have the same code.",
  why: "The code tells the regions apart in the metadata that they share. obd means to check it, but begins the list of codes anew for every region, so its own example has one code twice (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/generate_oms_config.py:119).",
  fix: "Give each region a code of its own, from 0 to 127.",
  examples: {
    invalid: [
      codes(1, 1),
      {
        title: "as in obd's example",
        ...files({ "a.yaml": config(named), "b.yaml": secondRegion("cm_location: 1\n") }),
      },
    ],
    valid: [codes(1, 2), files({ "a.yaml": config(named), "b.yaml": secondRegion() })],
    boundary: [
      { title: "0 is a code like any other", ...codes(0, 1), fires: false },
      { ...codes(0, 0), fires: true },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      for (const [index, region] of deployment.regions.entries()) {
        const code = region.settings.integer("cm_location")?.value;
        const other = deployment.regions
          .slice(0, index)
          .find((one) => code !== undefined && one.settings.integer("cm_location")?.value === code);
        if (code === undefined || other === undefined) continue;
        report({
          at: placeOfKey(region, "cm_location"),
          key: "cm_location",
          site: deployment.site,
          message: say`${titleOfRegion(region)} has the code ${code}, which ${titleBeside(region, other)} has already`,
          related: [{ at: placeOfKey(other, "cm_location"), message: say`${code} here` }],
          help: advice`give each region a code of its own, from 0 to 127`,
        });
      }
    }
  },
});
