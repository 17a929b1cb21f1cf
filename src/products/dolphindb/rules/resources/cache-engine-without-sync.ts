import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type DolphinCluster } from "../../cluster.ts";
import { cacheEngineKeys, numberIn } from "../../describe.ts";
import { agentCfg, controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const deployed = (dataSync: string) =>
  files({ "controller.cfg": controllerCfg(1, dataSync), "cluster.cfg": "OLAPCacheEngineSize=2\n" });

export const cacheEngineWithoutSync = defineRule({
  name: "cache-engine-without-sync",
  fault: "doubtful",
  summary: "A cache engine is on, and dataSync is off.",
  why: "The OLAP and TSDB cache engines need dataSync=1; without it what a cache held may be lost with the power. The reference has the key in controller.cfg (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:344), a tutorial for the data nodes in cluster.cfg (dolphindb/Tutorials_CN@35282f6:Compute_Node.md:306), so either will do here.",
  fix: "Write dataSync=1 into controller.cfg, or switch the cache engine off.",
  examples: {
    invalid: [
      deployed(""),
      dolphin("  config: { controller: { dataSync: 0 }, cluster: { OLAPCacheEngineSize: 2 } }\n"),
      files({ "dolphindb.cfg": "OLAPCacheEngineSize=2\n" }),
    ],
    valid: [dolphin("  config: { cluster: { OLAPCacheEngineSize: 2 } }\n"), deployed("dataSync=1\n")],
    boundary: [
      { title: "0 switches it off", ...files({ "dolphindb.cfg": "OLAPCacheEngineSize=0\n" }), fires: false },
      {
        title: "without controller.cfg nobody knows",
        ...files({ "cluster.cfg": "OLAPCacheEngineSize=2\n" }),
        fires: false,
      },
      {
        title: "nor by their rows in cluster.nodes",
        ...files({ "cluster.cfg": "OLAPCacheEngineSize=2\n", "cluster.nodes": nodesTable("c1 a1 d1") }),
        fires: false,
      },
      {
        title: "nor by an agent's file",
        ...files({ "cluster.cfg": "OLAPCacheEngineSize=2\n", "agent.cfg": agentCfg(1) }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const { instance, decides } of pairs(cluster)) {
        const sync = decides.settings.boolean("dataSync");
        if (sync === undefined || sync.value || mayBeOn(instance)) continue;
        for (const key of cacheEngineKeys) {
          // TSDB's is on by default; a file that does not speak of it asks for nothing.
          const cache = instance.settings.explicit.has(key) ? numberIn(instance.settings, key) : undefined;
          if (cache === undefined || cache.value <= 0) continue;
          report({
            at: placeFor(instance, cache.origin),
            key,
            site: cluster.site,
            message: say`"${key}" is ${cache.value} GB for ${titleOf(instance)}, and dataSync, which the cache engine needs, is off`,
            related: [
              {
                at: placeFor(decides, sync.origin),
                message:
                  sync.origin.kind === "default"
                    ? say`no dataSync here, and off is the default`
                    : say`dataSync is off here`,
              },
            ],
            help: cluster.site
              ? advice`write \`config: { controller: { dataSync: 1 } }\``
              : advice`write dataSync=1 into controller.cfg`,
          });
        }
      }
    }
  },
});

/** Whether cluster.cfg has dataSync on for a node; what cannot be read may be on. */
function mayBeOn({ settings }: Instance): boolean {
  return settings.unread.has("dataSync") || settings.boolean("dataSync")?.value === true;
}

/** A node with the process whose dataSync counts for it: a controller's, or its own if it is alone. */
function pairs({ processes, standalone }: DolphinCluster): { instance: Instance; decides: Instance }[] {
  const controller = processes.find((one) => one.kind === "controller" && one.hasFile)?.instance;
  const nodes = processes.filter((one) => one.kind === "datanode").map((one) => one.instance);
  return [
    ...(controller ? nodes.map((instance) => ({ instance, decides: controller })) : []),
    ...standalone.map((instance) => ({ instance, decides: instance })),
  ];
}
