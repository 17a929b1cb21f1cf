import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback } from "../../../../model/addresses.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { cmUrlOf, deploymentsOf, nodesOf, placeOfKey, titleOfRegion } from "../../deployment.ts";
import { config, file, oms } from "../examples.ts";

const hosts = (list: string, vip = "") => oms(`{ location: 1, hosts: [${list}]${vip} }`);

export const cmUrlWithoutVip = defineRule({
  name: "cm-url-without-vip",
  fault: "availability",
  summary: "The cluster manager of several nodes is reached by the address of one of them.",
  why: "If that node fails, the others lose their cluster manager although it runs on each of them. The documents ask for a virtual address, a load balancer or a domain name before all nodes, and their own examples do without.",
  fix: "Set up a virtual address for the region that maps 8088 and 8089, and use it.",
  examples: {
    invalid: [
      hosts("db1, db2"),
      {
        title: "as in the documents' example",
        ...file(config("cm_nodes: [10.1.1.1, 10.1.1.2]\n")),
      },
    ],
    valid: [hosts("db1, db2", ", vip: 10.1.0.1"), hosts("db1")],
    boundary: [
      {
        title: "the address of a node is no virtual one",
        ...hosts("db1, db2", ", vip: 10.1.1.2"),
        fires: true,
      },
      { title: "a domain name is fine", ...hosts("db1, db2", ", vip: oms.example.net"), fires: false },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const region of regions) {
        const nodes = new Set(nodesOf(region));
        const host = cmUrlOf(region)?.host;
        if (host === undefined || nodes.size < 2 || !nodes.has(host) || isLoopback(host)) continue;
        report({
          at: placeOfKey(region, "cm_url"),
          key: "cm_url",
          site,
          message: say`${titleOfRegion(region)} has ${nodes.size} nodes and reaches its cluster manager by ${host}, which is one of them; without that node the others lose it`,
          help: site
            ? advice`write the virtual address of the region as \`vip\``
            : advice`use a virtual address or a domain name before all nodes`,
        });
      }
    }
  },
});
