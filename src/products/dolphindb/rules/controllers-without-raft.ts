import { defineRule } from "../../../rules/rule.ts";
import { clustersOf, ofKind } from "../cluster.ts";
import { controllerCfg, dolphin, files, oneController } from "./examples.ts";

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
    invalid: [two(false)],
    valid: [two(true), dolphin(), dolphin("", { controllers: oneController })],
    boundary: [
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
      const controllers = ofKind(cluster, "controller").filter((one) => one.hasFile);
      const [first, ...others] = controllers;
      const isUnset = ({ settings }: (typeof controllers)[number]["instance"]) =>
        !settings.explicit.has("dfsHAMode") && !settings.unread.has("dfsHAMode");
      if (first === undefined || others.length === 0) continue;
      if (!controllers.every(({ instance }) => isUnset(instance))) continue;
      report({
        at: others[0]?.instance.at ?? first.instance.at,
        key: "dfsHAMode",
        site: cluster.site,
        message: `there are ${controllers.length} controllers, and none of them says dfsHAMode=Raft, so each is a cluster of its own`,
        related: [{ at: first.instance.at, message: "the first controller is here" }],
        help: "write dfsHAMode=Raft into every controller.cfg, or run one controller",
      });
    }
  },
});
