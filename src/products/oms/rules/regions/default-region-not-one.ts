import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, placeOfKey, titleBeside, titleOfRegion } from "../../deployment.ts";
import { config, file, files, named, oms, secondRegion } from "../examples.ts";

const two = (first: string, second: string) =>
  oms(`{ name: a, location: 1, hosts: [db1]${first} }, { name: b, location: 2, hosts: [db2]${second} }`);

export const defaultRegionNotOne = defineRule({
  name: "default-region-not-one",
  fault: "contradiction",
  summary: "No region is the default one, or more than one is.",
  why: "One cluster manager is the default of the whole OMS. cm_is_default is true unless a file says false, so a further region that does not write the key makes a second default (oceanbase/oms-doc@V4.2.2:zh-CN/400.deployment-guide/700.deploy-oms-on-multiple-nodes-in-multiple-regions.md:432).",
  fix: "Mark one region as the default; in config.yaml write cm_is_default: false into all others.",
  examples: {
    invalid: [
      two("", ""),
      two(", default: true", ", default: true"),
      {
        title: "a default that nobody wrote",
        ...files({ "a.yaml": config(named), "b.yaml": secondRegion("", ["cm_is_default"]) }),
      },
    ],
    valid: [
      two(", default: true", ""),
      { title: "one region is the default one by itself", ...oms("{ location: 1, hosts: [db1] }") },
      { title: "a further region on its own", ...file(secondRegion()) },
    ],
    boundary: [
      {
        title: "in the folder of one of its hosts",
        ...file(secondRegion()),
        closed: true,
        fires: false,
      },
      {
        title: "in a folder of several",
        ...files({
          "a.yaml": config(`${named}cm_is_default: false\n`),
          "b.yaml": secondRegion(),
        }),
        closed: true,
        fires: true,
      },
      { ...two("", ", default: false"), fires: true },
      { ...two("", ", default: true"), fires: false },
    ],
  },
  check(model, report) {
    for (const { regions, regionsKnown, site, closed, at } of deploymentsOf(model)) {
      const [first, ...more] = regions.filter((region) => isDefault(region) === true);
      for (const region of more) {
        report({
          at: placeOfKey(region, "cm_is_default"),
          key: "cm_is_default",
          site,
          message: say`${titleOfRegion(region)} is a default region besides ${first === undefined ? say`` : titleBeside(region, first)}${isWritten(region) ? "" : ": cm_is_default is true unless it says false"}`,
          related: first
            ? [{ at: placeOfKey(first, "cm_is_default"), message: say`the other one is here` }]
            : [],
          help: site
            ? advice`write \`default: true\` at one region only`
            : advice`write cm_is_default: false into all files but one region's`,
        });
      }
      // Files may be those of some regions only, and the file of one region is all that its hosts have.
      if (
        closed &&
        regionsKnown &&
        regions.length > (site === undefined ? 1 : 0) &&
        regions.every((region) => isDefault(region) === false)
      ) {
        report({
          at,
          site,
          message: say`no region is the default one`,
          help: site
            ? advice`write \`default: true\` at one region`
            : advice`write cm_is_default: true into one region's file`,
        });
      }
    }
  },
});

function isDefault({ settings }: OmsRegion): boolean | undefined {
  return settings.boolean("cm_is_default")?.value;
}

function isWritten({ settings }: OmsRegion): boolean {
  return settings.explicit.has("cm_is_default");
}
