import { defineRule } from "../../../rules/rule.ts";
import { deploymentsOf, nodesOf, type OmsRegion, placeOfKey, titleOfRegion } from "../deployment.ts";
import { config, files, named, oms, secondRegion } from "./examples.ts";

const regions = (second: string) =>
  oms(
    `{ name: a, location: 1, default: true, vip: 10.1.0.1, hosts: [db1, db2] }, { name: b, location: 2, vip: 10.1.0.2, hosts: [${second}] }`,
  );

export const nodeInTwoRegions = defineRule({
  name: "node-in-two-regions",
  fault: "contradiction",
  summary: "One machine is a node of two regions.",
  why: "A machine runs one container of OMS, which belongs to one region: the ports of a second are taken, and the machine would answer to two cluster managers.",
  fix: "Leave the machine in the region that it belongs to.",
  examples: {
    invalid: [
      regions("db3, db2"),
      files({
        "a.yaml": config(named),
        "b.yaml": secondRegion("cm_nodes: [10.1.1.2, 10.1.1.1]\ncm_url: http://10.1.1.9:8088\n"),
      }),
    ],
    valid: [regions("db3")],
    boundary: [
      { title: "all of them", ...regions("db2, db1"), fires: true },
      {
        title: "an address that begins alike",
        ...files({
          "a.yaml": config(named),
          "b.yaml": secondRegion("cm_nodes: [10.1.1.12]\ncm_url: http://10.1.1.12:8088\n"),
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      const owners = new Map<string, OmsRegion>();
      for (const region of regions) {
        for (const node of new Set(nodesOf(region))) {
          const owner = owners.get(node);
          if (owner === undefined) {
            owners.set(node, region);
            continue;
          }
          report({
            at: placeOfKey(region, "cm_nodes"),
            key: "cm_nodes",
            site,
            message: `${node} is a node of ${titleOfRegion(region)} and of ${titleOfRegion(owner)}`,
            related: [{ at: placeOfKey(owner, "cm_nodes"), message: `${node} is among these, too` }],
            help: "leave it in one of the two",
          });
        }
      }
    }
  },
});
