import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { numberIn } from "../../describe.ts";
import { dolphin, files } from "../examples.ts";

const limits = (config: string) => dolphin(`  config: { cluster: { maxMemSize: 10, ${config} } }\n`);

export const queryMemoryTooLarge = defineRule({
  name: "query-memory-too-large",
  fault: "doubtful",
  summary: "A query may take more of maxMemSize than the reference allows.",
  why: "The limit memLimitOfQueryResult has to be below 80 % of maxMemSize and memLimitOfTaskGroupResult below 50 % (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:770). What the server does with more no document says, so this is a warning.",
  fix: "Lower the limit, or raise maxMemSize.",
  examples: {
    invalid: [
      limits("memLimitOfQueryResult: 9"),
      limits("memLimitOfTaskGroupResult: 6"),
      files({ "cluster.cfg": "maxMemSize=8\ndn1.memLimitOfQueryResult=8\n" }),
    ],
    valid: [limits("memLimitOfQueryResult: 4, memLimitOfTaskGroupResult: 2")],
    boundary: [
      { ...limits("memLimitOfQueryResult: 8"), fires: true },
      { ...limits("memLimitOfQueryResult: 7.9"), fires: false },
      { ...limits("memLimitOfTaskGroupResult: 5"), fires: true },
      { ...limits("memLimitOfTaskGroupResult: 4.9"), fires: false },
      {
        title: "no limit is known",
        ...files({ "cluster.cfg": "memLimitOfQueryResult=64\n" }),
        fires: false,
      },
      {
        title: "0 is no limit",
        ...files({ "cluster.cfg": "maxMemSize=0\nmemLimitOfQueryResult=64\n" }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        const memory = numberIn(instance.settings, "maxMemSize");
        if (memory === undefined || memory.value <= 0) continue;
        for (const [key, percent] of shares) {
          const limit = numberIn(instance.settings, key);
          if (limit === undefined || limit.value * 100 < memory.value * percent) continue;
          report({
            at: placeFor(instance, limit.origin),
            key,
            site: cluster.site,
            message: say`"${key}" is ${limit.value} GB for ${titleOf(instance)}, and has to be below ${percent} % of the ${memory.value} GB of maxMemSize`,
            related: [
              {
                at: placeFor(instance, memory.origin),
                message: say`maxMemSize is ${memory.value} GB by this`,
              },
            ],
            help: advice`write less than ${(memory.value * percent) / 100}, or raise maxMemSize`,
          });
        }
      }
    }
  },
});

const shares = [
  ["memLimitOfQueryResult", 80],
  ["memLimitOfTaskGroupResult", 50],
] as const;
