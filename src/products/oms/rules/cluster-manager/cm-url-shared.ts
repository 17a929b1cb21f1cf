import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { cmUrlOf, deploymentsOf, nodesOf, placeOfKey, titleBeside, titleOfRegion } from "../../deployment.ts";
import { config, files, named, oms, secondRegion } from "../examples.ts";

const vips = (first: string, second: string) =>
  oms(
    `{ name: a, location: 1, default: true, vip: ${first}, hosts: [db1] }, { name: b, location: 2, vip: ${second}, hosts: [db2] }`,
  );

export const cmUrlShared = defineRule({
  name: "cm-url-shared",
  fault: "contradiction",
  summary: "Two regions reach their cluster manager at one address.",
  why: "Each region has its own cluster manager and its own virtual address; with one for both, the nodes of a region talk to the other region's.",
  fix: "Give each region the virtual address that stands before its own nodes.",
  examples: {
    invalid: [
      vips("10.1.0.1", "10.1.0.1"),
      files({ "a.yaml": config(named), "b.yaml": secondRegion("cm_url: http://10.1.1.1:8088\n") }),
      files({ "a.yaml": config(`${named}cm_url: http://10.1.1.2:8088\n`), "b.yaml": secondRegion() }),
    ],
    valid: [vips("10.1.0.1", "10.1.0.2")],
    boundary: [
      {
        title: "8088 is what a virtual address has by default",
        ...vips("10.1.0.1", "10.1.0.1:8088"),
        fires: true,
      },
      { title: "another port leads elsewhere", ...vips("10.1.0.1", "10.1.0.1:8087"), fires: false },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const [index, region] of regions.entries()) {
        const url = cmUrlOf(region);
        const other = regions.slice(0, index).find((one) => {
          const earlier = cmUrlOf(one);
          if (url === undefined || earlier?.host !== url.host || earlier.port !== url.port) return false;
          // One machine in both regions is reported as such.
          return !(nodesOf(region)?.includes(url.host) && nodesOf(one)?.includes(url.host));
        });
        if (url === undefined || other === undefined) continue;
        report({
          at: placeOfKey(region, "cm_url"),
          key: "cm_url",
          site,
          message: say`${titleOfRegion(region)} looks for its cluster manager at ${url.host}:${url.port}, as ${titleBeside(region, other)} does`,
          related: [{ at: placeOfKey(other, "cm_url"), message: say`the same address here` }],
          help: advice`give each region an address of its own`,
        });
      }
    }
  },
});
