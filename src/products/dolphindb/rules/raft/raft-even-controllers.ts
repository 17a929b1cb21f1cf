import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, listsControllers, ofKind } from "../../cluster.ts";
import { controllerCfg, files, nodesTable, site, twoNodes } from "../examples.ts";

const controllers = (count: number) =>
  site(`hosts: { "db[1-${count}]": { address: "10.1.1.[1-${count}]" } }
dolphindb:
  version: "2.00.12"
  controllers: [ { host: "db[1-${count}]" } ]
${twoNodes}`);

export const raftEvenControllers = defineRule({
  name: "raft-even-controllers",
  fault: "doubtful",
  summary: "A Raft group has an even number of controllers.",
  why: "Four controllers survive the loss of one, as three do: the fourth adds a machine that can fail and no safety. No document of DolphinDB speaks of even numbers; this follows from the majority that Raft needs.",
  fix: "Run one controller fewer or one more.",
  examples: {
    invalid: [controllers(4), { files: { "cluster.nodes": nodesTable("c1 c2 c3 c4 a1 d1") } }],
    valid: [controllers(3)],
    boundary: [
      { ...controllers(5), fires: false },
      { ...controllers(6), fires: true },
      {
        title: "without cluster.nodes there may be a fifth",
        ...files(
          Object.fromEntries([1, 2, 3, 4].map((n) => [`controller-${n}.cfg`, controllerCfg(n, "", true)])),
        ),
        closed: true,
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const all = ofKind(cluster, "controller");
      if (!listsControllers(cluster) || all.length < 4 || all.length % 2 === 1) continue;
      report({
        at: all.at(-1)?.instance.at ?? cluster.at,
        site: cluster.site,
        message: say`there are ${all.length} controllers, which survive the loss of ${all.length / 2 - 1}, as ${all.length - 1} would`,
        help: advice`run one controller fewer or one more`,
      });
    }
  },
});
