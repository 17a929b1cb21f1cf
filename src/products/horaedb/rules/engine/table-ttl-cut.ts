import { choice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead, insteads } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { parseReadableDuration } from "../../../../schema/formats/readable-duration.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, configured } from "../examples.ts";

const table = "analytic.table_opts";
const node = (options: string, version = "2.1.0") => ({
  as: `horaedb@${version}`,
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "${version === "2.1.0" ? "Local" : "RocksDB"}"\ndata_dir = "/data"\n[${table}]\n${options}`,
  },
});
const day = 86_400_000;

export const tableTtlCut = defineRule({
  name: "table-ttl-cut",
  fault: "refused",
  summary: "The life time of rows is not a whole number of days.",
  why: "When a table is created, parts of a day are cut off its time to live (apache/horaedb@v2.1.0:src/analytic_engine/src/table_options.rs:529), in every release. From less than a day nothing is left: a row whose time has passed counts as expired and is dropped while it is written, without an error (src/analytic_engine/src/instance/write.rs:371). Tables that name a time of their own go by that.",
  fix: "Write whole days, or enable_ttl = false where rows are never to expire.",
  examples: {
    invalid: [
      node('ttl = "12h"\n'),
      { title: "the oldest release", ...node('ttl = "12h"\n', "1.0.0") },
      {
        title: "in cluster.yaml",
        ...cluster(
          "  nodes: { config: { analytic: { table_opts: { ttl: 3h } } }, members: [ { host: db1 } ] }\n",
        ),
      },
    ],
    valid: [node('ttl = "30d"\n')],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ analytic: { table_opts: { ttl: 36h } } }" }),
        fires: true,
        severity: "warning",
      },
      { ...node('ttl = "24h"\n'), fires: false },
      { ...node('ttl = "23h59m"\n'), fires: true },
      { title: "half a day is lost", ...node('ttl = "36h"\n'), fires: true, severity: "warning" },
      { title: "whole days in hours", ...node('ttl = "48h"\n'), fires: false },
      { title: "no time at all", ...node('ttl = "0s"\n'), fires: true },
      { title: "nothing expires", ...node('ttl = "12h"\nenable_ttl = false\n'), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) judgeEach(nodes, report, check);
  },
});

function check(instance: Instance, report: Report): void {
  const { settings, site } = instance;
  const ttl = settings.text(`${table}.ttl`);
  const length = ttl && parseReadableDuration(ttl.value);
  if (length === undefined || settings.boolean(`${table}.enable_ttl`)?.value !== true) return;
  if (ttl === undefined || (length > 0 && length % day === 0)) return;
  const program = displayName(instance.catalogue, instance.version);
  const days = Math.floor(length / day);
  const at = { at: placeFor(instance, ttl.origin), key: say`${table}.ttl`, site };
  if (days === 0) {
    report({
      ...at,
      message: say`ttl is ${quoted(ttl.value)}, which ${program} cuts to 0 days, so every row whose time has passed is dropped while it is written, without an error`,
      help: instead(ttl.origin, say`1d`, say`write "1d" or more, or enable_ttl = false`),
    });
    return;
  }
  report({
    ...at,
    message: say`ttl is ${quoted(ttl.value)}, which ${program} cuts to ${days}d, so rows expire sooner than it says`,
    help: choice(
      say`write "${days}d" or "${days + 1}d"`,
      insteads(ttl.origin, [say`${days}d`, say`${days + 1}d`]),
    ),
    severity: "warning",
  });
}
