import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { withoutKey } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster } from "../examples.ts";

const node = (wal: string) => ({
  as: "horaedb@2.1.0",
  files: { "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n${wal}` },
});

export const walDataDisabled = defineRule({
  name: "wal-data-disabled",
  fault: "availability",
  summary: "The write-ahead log of the data is switched off.",
  why: "What was written and not yet flushed is gone when the process ends, however it ends.",
  fix: "Delete disable_data, or accept the rule with a reason where the data can be loaded again.",
  examples: {
    invalid: [
      node("disable_data = true\n"),
      {
        title: "in cluster.yaml",
        ...cluster(
          "  nodes: { config: { analytic: { wal: { disable_data: true } } }, members: [ { host: db1 } ] }\n",
        ),
      },
    ],
    valid: [node("")],
    boundary: [
      { ...node("disable_data = true\n"), fires: true },
      { ...node("disable_data = false\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const disabled = instance.settings.boolean("analytic.wal.disable_data");
        if (disabled?.value !== true) return;
        tell({
          at: placeFor(instance, disabled.origin),
          key: "analytic.wal.disable_data",
          site,
          message: say`the log of the data is switched off, so what is not flushed yet is lost with the process`,
          help: withoutKey(disabled.origin, say`delete disable_data`),
        });
      });
    }
  },
});
