import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { cacheEngineKeys, numberIn } from "../../describe.ts";
import { dolphin, files } from "../examples.ts";

const sizes = (cache: number, memory: number, version = "2.00.12") =>
  dolphin(`  config: { cluster: { TSDBCacheEngineSize: ${cache}, maxMemSize: ${memory} } }\n`, { version });

/** Before, nobody says what the server does. */
const refusedSince = "3.00.5";

export const cacheEngineTooLarge = defineRule({
  name: "cache-engine-too-large",
  fault: "doubtful",
  summary: "A cache engine may take more than half of maxMemSize.",
  why: "A node of 3.00.5 or later does not start with OLAPCacheEngineSize or TSDBCacheEngineSize above half of its maxMemSize (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/release-notes/compact_report_3_00_5.md:29). For earlier releases the reference allows no more either, but working files go beyond it, so what the server does then is not certain and this is a warning; queries have to live on the rest.",
  fix: "Lower the cache engine, or raise maxMemSize.",
  examples: {
    invalid: [
      sizes(5, 8),
      files({ "cluster.cfg": "maxMemSize=8\ndn1.OLAPCacheEngineSize=6\n" }),
      files({ "dolphindb.cfg": "maxMemSize=8\nchunkCacheEngineMemSize=5\ndataSync=1\n" }),
    ],
    valid: [sizes(2, 8), sizes(4, 8, "3.00.5")],
    boundary: [
      { ...sizes(4, 8), fires: false },
      { ...sizes(4.1, 8), fires: true },
      { ...sizes(4.1, 8, "3.00.4.2"), fires: true },
      { ...sizes(4.1, 8, "3.00.5"), fires: true, severity: "error" },
      {
        title: "a single server of a patch after that",
        ...files({ "dolphindb.cfg": "maxMemSize=8\nOLAPCacheEngineSize=5\ndataSync=1\n" }, "3.00.5.1"),
        fires: true,
        severity: "error",
      },
      {
        title: "where no file says the release",
        files: { "cluster.cfg": "maxMemSize=8\ndn1.OLAPCacheEngineSize=6\n" },
        fires: true,
      },
      { title: "0 is no limit", ...sizes(100, 0), fires: false },
      {
        title: "the size of a cache that nobody wrote",
        ...files({ "cluster.cfg": "maxMemSize=1\n" }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of [...cluster.instances]) {
        const memory = numberIn(instance.settings, "maxMemSize");
        if (memory === undefined || memory.value <= 0) continue;
        for (const key of cacheEngineKeys) {
          const cache = instance.settings.explicit.has(key) ? numberIn(instance.settings, key) : undefined;
          if (cache === undefined || cache.value <= memory.value / 2) continue;
          const refused = compareVersions(instance.version, refusedSince) >= 0;
          report({
            at: placeFor(instance, cache.origin),
            key,
            site: cluster.site,
            message: say`"${key}" is ${cache.value} GB for ${titleOf(instance)}, more than half of the ${memory.value} GB of maxMemSize${refused ? say`, and from ${refusedSince} on it does not start then` : say``}`,
            related: [
              {
                at: placeFor(instance, memory.origin),
                message: say`maxMemSize is ${memory.value} GB by this`,
              },
            ],
            help: instead(
              cache.origin,
              memory.value / 2,
              say`write at most ${memory.value / 2}, or raise maxMemSize`,
            ),
            // The files may be of an older release, which starts.
            ...(refused && !cluster.releaseAssumed ? { severity: "error" as const } : {}),
          });
        }
      }
    }
  },
});
