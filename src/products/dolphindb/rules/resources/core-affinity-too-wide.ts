import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { dolphin, files } from "../examples.ts";

const bound = (cores: string, more = ", useLicenseServer: true") =>
  dolphin(`  config: { cluster: { workerNum: 4, coreAffinity: "${cores}"${more} } }\n`, {
    version: "3.00.5",
  });

export const coreAffinityTooWide = defineRule({
  name: "core-affinity-too-wide",
  fault: "refused",
  summary: "A node is bound to more cores than it has workers.",
  why: "With useLicenseServer, which alone gives coreAffinity a meaning by the reference, a node does not start if the key names more cores than workerNum, or cores that the machine does not have (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:551). Which cores there are cfgc does not know. Without useLicenseServer this is inferred, and a warning.",
  fix: "Name at most as many cores as workerNum says, or raise workerNum.",
  examples: {
    invalid: [
      bound("1-8"),
      files({ "dolphindb.cfg": "useLicenseServer=true\nworkerNum=2\ncoreAffinity=0,1,2\n" }, "3.00.5"),
    ],
    valid: [bound("1-4"), bound("1,3")],
    boundary: [
      { ...bound("0-4"), fires: true },
      { ...bound("0,2-4"), fires: false },
      {
        title: "without a licence server, where the condition for the start is not stated",
        ...bound("0-4", ""),
        fires: true,
        severity: "warning",
      },
      {
        title: "such a single server",
        ...files({ "dolphindb.cfg": "workerNum=2\ncoreAffinity=0,1,2\n" }, "3.00.5"),
        fires: true,
        severity: "warning",
      },
      { title: "one core twice is one", ...bound("1-4,4"), fires: false },
      {
        title: "nobody wrote how many workers there are",
        ...files({ "dolphindb.cfg": "coreAffinity=0-63\n" }, "3.00.5"),
        fires: false,
      },
      { title: "a list that cannot be read", ...bound("1 to 8"), fires: false },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.instances) {
        const cores = instance.settings.text("coreAffinity");
        const workers = instance.settings.integer("workerNum");
        const count = cores && coresIn(cores.value);
        if (cores === undefined || count === undefined || workers === undefined) continue;
        if (count <= workers.value) continue;
        const isLicensed = instance.settings.boolean("useLicenseServer")?.value === true;
        report({
          at: placeFor(instance, cores.origin),
          key: "coreAffinity",
          site: cluster.site,
          message: say`coreAffinity names ${count} cores for ${titleOf(instance)}, and workerNum is ${workers.value}, ${isLicensed ? "so it does not start" : "so by inference it does not start; without useLicenseServer it should not have the key at all"}`,
          related: [
            { at: placeFor(instance, workers.origin), message: say`workerNum is ${workers.value} here` },
          ],
          help: advice`name at most ${workers.value}, or raise workerNum`,
          // What the reference demands it demands of nodes with a licence server.
          ...(isLicensed ? {} : { severity: "warning" as const }),
        });
      }
    }
  },
});

/** More than any machine has cores. */
const mostParts = 4096;

/** How many different cores `1,3` or `1-4` names; undefined if the text is of another form. */
function coresIn(text: string): number | undefined {
  const cores = new Set<number>();
  const parts = text.split(",");
  if (parts.length > mostParts) return undefined;
  for (const part of parts) {
    const [, first, last = first] = /^\s*(\d{1,4})(?:\s*-\s*(\d{1,4}))?\s*$/.exec(part) ?? [];
    if (first === undefined) return undefined;
    for (let core = Number(first); core <= Number(last); core += 1) cores.add(core);
  }
  return cores.size;
}
