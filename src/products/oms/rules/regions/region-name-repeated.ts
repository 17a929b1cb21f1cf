import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey } from "../../deployment.ts";
import { config, files, named, oms, secondRegion } from "../examples.ts";

const names = (first: string, second: string) =>
  oms(
    `{ name: ${first}, location: 1, default: true, hosts: [db1] }, { name: ${second}, location: 2, hosts: [db2] }`,
  );

export const regionNameRepeated = defineRule({
  name: "region-name-repeated",
  fault: "doubtful",
  summary: "Two regions have the same name.",
  why: "In the console nobody can tell them apart. The deploy tool shows the names in use so that none is taken twice, and the form of obd refuses it; what OMS itself makes of it is not known.",
  fix: "Give each region a name of its own.",
  examples: {
    invalid: [
      names("cn-anhui", "cn-anhui"),
      files({ "a.yaml": config(named), "b.yaml": secondRegion("cm_region: cn-anhui\n") }),
    ],
    valid: [names("cn-anhui", "cn-jiangsu")],
    boundary: [
      { ...names("cn-anhui", "cn-anhui-2"), fires: false },
      { title: "in another case", ...names("cn-anhui", "CN-anhui"), fires: true },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const [index, region] of regions.entries()) {
        const name = region.settings.text("cm_region")?.value;
        const other = regions
          .slice(0, index)
          .find((one) => one.settings.text("cm_region")?.value.toLowerCase() === name?.toLowerCase());
        if (name === undefined || other === undefined) continue;
        report({
          at: placeOfKey(region, "cm_region"),
          key: "cm_region",
          site,
          message: say`two regions are called ${quoted(name)}`,
          related: [{ at: placeOfKey(other, "cm_region"), message: say`the other one is here` }],
          help: advice`give each region a name of its own`,
        });
      }
    }
  },
});
