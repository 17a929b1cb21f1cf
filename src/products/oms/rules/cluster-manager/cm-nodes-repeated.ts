import { advice } from "../../../../diagnostics/help.ts";
import { type Message, type Name, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, nodesOf, placeOfNode, titleOfRegion } from "../../deployment.ts";
import { config, file, oms } from "../examples.ts";

const hosts = (list: string) => oms(`{ location: 1, vip: 10.1.0.1, hosts: [${list}] }`);
const nodes = (list: string) => file(config(`cm_nodes: [${list}]\ncm_url: http://10.1.1.9:8088\n`));

export const cmNodesRepeated = defineRule({
  name: "cm-nodes-repeated",
  fault: "doubtful",
  summary: "A machine stands twice among the nodes of a region.",
  why: "It looks like one node more than there is; probably another machine was meant. The form of obd refuses it (oceanbase/obdeploy@v4.1.0:web/src/pages/Oms/InstallConfig.tsx), what OMS makes of it is not known.",
  fix: "Name each machine once.",
  examples: {
    invalid: [hosts("db1, db2, db1"), nodes("10.1.1.1, 10.1.1.2, 10.1.1.1")],
    valid: [hosts("db1, db2"), nodes("10.1.1.1, 10.1.1.2")],
    boundary: [
      { title: "a range that overlaps", ...hosts('"db[1-2]", db2'), fires: true },
      { ...hosts('"db[1-2]", db3'), fires: false },
      { title: "beside two others", ...nodes("10.1.1.1, 10.1.1.2, 10.1.1.3, 10.1.1.1"), fires: true },
      {
        title: "three times, which is said once",
        ...nodes("10.1.1.1, 10.1.1.2, 10.1.1.1, 10.1.1.1"),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const region of regions) {
        for (const { node, first, again } of repeated(nodesOf(region) ?? [])) {
          // Two hosts of one address are reported as such.
          const hosts = region.instances.filter(({ host }) => host?.address?.value.toLowerCase() === node);
          if (hosts.length > 1) continue;
          report({
            at: placeOfNode(region, again),
            key: "cm_nodes",
            site,
            message: say`${node} stands more than once among the nodes of ${titleOfRegion(region)}`,
            related: [{ at: placeOfNode(region, first), message: say`first named here` }],
            help: advice`name each machine once`,
          });
        }
      }
    }
  },
});

/** Each node that is repeated, with the first two of its places. */
function repeated(nodes: readonly Name[]): { node: Message; first: number; again: number }[] {
  const firsts = new Map<string, number>();
  const found = new Map<string, { node: Name; first: number; again: number }>();
  for (const [again, node] of nodes.entries()) {
    const first = firsts.get(node);
    if (first === undefined) firsts.set(node, again);
    else if (!found.has(node)) found.set(node, { node, first, again });
  }
  return [...found.values()];
}
