import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { compatKey, storedLayeredMemtables } from "../../node/old-memtables.ts";
import { cluster, kafkaAndS3, site } from "../examples.ts";

const upgrade = (compat: string, { from = "2.0.0", version = "2.1.0" } = {}) =>
  cluster(
    `  upgrading_from: ${from}
  topology: dynamic
  nodes: { config: { analytic: { try_compat_old_layered_memtable_opts: ${compat} } }, members: [ { host: db1 } ] }
${kafkaAndS3}`,
    { version },
  );

export const oldMemtablesRefused = defineRule({
  name: "old-memtables-refused",
  fault: "refused",
  summary: "HoraeDB 2.1.0 refuses tables as 2.0.0 stored them.",
  why: "HoraeDB 2.0.0 stores with each table the size from which its memtable gets layers, and 0 for none. HoraeDB 2.1.0 expects a switch beside that size, takes a missing switch for on, and refuses the 0. It accepts the 0 only with analytic.try_compat_old_layered_memtable_opts = true (apache/horaedb@v2.1.0:src/analytic_engine/src/table/data.rs:441). The system catalog of a node without HoraeMeta is such a table, and the node panics at start.",
  fix: "Leave the key out while `upgrading_from` is 2.0.0, which sets it, and write true under `nodes.config` after that.",
  examples: {
    invalid: [upgrade("false")],
    valid: [upgrade("true")],
    boundary: [
      { title: "the program's default is false", ...upgrade("null"), fires: true },
      {
        title: "a node on its own",
        ...site(`hosts: { db1: { address: 10.1.1.1 } }
horaedb:
  version: 2.1.0
  upgrading_from: 2.0.0
  build_features: [ wal-rocksdb ]
  nodes: { config: { analytic: { try_compat_old_layered_memtable_opts: false } }, members: [ { host: db1 } ] }
`),
        fires: true,
      },
      { title: "a cluster that was never at 2.0.0", ...upgrade("false", { from: "2.1.0" }), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes, plan, site } of clustersOf(model)) {
      if (plan?.upgradingFrom === undefined) continue;
      for (const node of nodes) {
        const compat = node.settings.boolean(compatKey);
        if (compat?.value !== false || !storedLayeredMemtables(plan.upgradingFrom.value, node.version))
          continue;
        report({
          at: placeFor(node, compat.origin),
          key: compatKey,
          site,
          message: say`${titleOf(node)} refuses tables that 2.0.0 stored with ${compatKey} = false`,
          help: instead(compat.origin, true, say`write ${compatKey.replace("analytic.", "")}: true`),
        });
        break;
      }
    }
  },
});
