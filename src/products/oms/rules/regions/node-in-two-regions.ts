import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import {
  deploymentsOf,
  nodesOf,
  type OmsRegion,
  placeOfNode,
  titleBeside,
  titleOfRegion,
} from "../../deployment.ts";
import { config, files, named, oms, secondRegion } from "../examples.ts";

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
      {
        title: "and of a third",
        ...oms(
          "{ name: a, location: 1, default: true, hosts: [db1] }, { name: b, location: 2, vip: 10.1.0.2, hosts: [db1] }, { name: c, location: 3, vip: 10.1.0.3, hosts: [db1] }",
        ),
      },
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
      const owners = new Map<string, { region: OmsRegion; index: number }>();
      for (const region of regions) {
        for (const [index, node] of (nodesOf(region) ?? []).entries()) {
          const owner = owners.get(node);
          if (owner === undefined) owners.set(node, { region, index });
          if (owner === undefined || owner.region === region) continue;
          report({
            at: placeOfNode(region, index),
            key: "cm_nodes",
            site,
            message: say`${node} is a node of ${titleOfRegion(region)} and of ${titleBeside(region, owner.region)}`,
            related: [{ at: placeOfNode(owner.region, owner.index), message: say`${node} is here, too` }],
            help: advice`leave it in one of the two`,
          });
        }
      }
    }
  },
});
