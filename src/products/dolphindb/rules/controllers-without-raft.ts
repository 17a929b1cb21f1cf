import { defineRule } from "../../../rules/rule.ts";
import { clustersOf, ofKind } from "../cluster.ts";
import { controllerCfg, dolphin, files, nodesTable, oneController } from "./examples.ts";

const two = (isMember: boolean) =>
  files({
    "controller-1.cfg": controllerCfg(1, "", isMember),
    "controller-2.cfg": controllerCfg(2, "", isMember),
  });

export const controllersWithoutRaft = defineRule({
  name: "controllers-without-raft",
  fault: "contradiction",
  summary: "There are several controllers, and none of them says dfsHAMode=Raft.",
  why: "Without Raft a cluster has exactly one controller. Two would each take themselves for the only one and keep metadata of their own.",
  fix: "Write dfsHAMode=Raft into every controller.cfg, or run one controller.",
  examples: {
    invalid: [
      two(false),
      {
        title: "the others stand in cluster.nodes alone",
        ...files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("c1 c2 c3 a1 d1") }),
      },
    ],
    valid: [two(true), dolphin(), dolphin("", { controllers: oneController })],
    boundary: [
      {
        title: "one controller that cluster.nodes lists as well",
        ...files({ "controller.cfg": controllerCfg(1), "cluster.nodes": nodesTable("c1 a1 d1") }),
        fires: false,
      },
      {
        title: "a table alone does not tell",
        files: { "cluster.nodes": nodesTable("c1 c2 c3 a1 d1") },
        fires: false,
      },
      { title: "one controller", ...files({ "controller.cfg": controllerCfg(1) }), fires: false },
      {
        title: "a mode that could not be read is no missing one",
        ...files({
          "controller-1.cfg": `${controllerCfg(1)}dfsHAMode=Raft\n`,
          "controller-2.cfg": `${controllerCfg(2)}dfsHAMode=Raft\n`,
        }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const controllers = ofKind(cluster, "controller");
      const known = controllers.filter((one) => one.hasFile);
      const isUnset = ({ settings }: (typeof controllers)[number]["instance"]) =>
        !settings.explicit.has("dfsHAMode") && !settings.unread.has("dfsHAMode");
      const last = known.at(-1);
      const other = controllers.find((one) => one !== last);
      if (last === undefined || other === undefined) continue;
      if (!known.every(({ instance }) => isUnset(instance))) continue;
      report({
        at: last.instance.at,
        key: "dfsHAMode",
        site: cluster.site,
        message: `there are ${controllers.length} controllers, and ${known.length === controllers.length ? "none of them says" : `the file of ${known.map(({ instance }) => instance.name.value).join(" and ")} does not say`} dfsHAMode=Raft, so each is a cluster of its own`,
        related: [{ at: other.instance.at, message: "another controller is here" }],
        help: "write dfsHAMode=Raft into every controller.cfg, or run one controller",
      });
    }
  },
});
