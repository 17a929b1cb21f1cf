import { type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import type { Settings } from "../../../../model/settings.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import type { Origin } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { bytesAt } from "../../size-setting.ts";
import { deployment, nodeFile, site, threeHosts } from "../examples.ts";

const options = "analytic.table_opts";
const layered = `${options}.layered_memtable_opts`;
const table = (more: string, threshold: string) => `[${options}]\n${more}[${layered}]\n${threshold}`;
const node = (more: string, threshold: string) =>
  deployment({ "horaedb.toml": `${nodeFile()}${table(more, threshold)}` });
const alone = (more: string, threshold: string) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n${table(more, threshold)}`,
  },
});
const append = 'update_mode = "Append"\n';

export const layeredMemtableNotUsable = defineRule({
  name: "layered-memtable-not-usable",
  fault: "refused",
  summary: "Layered memtables are on by default for tables that cannot have them.",
  why: "HoraeDB 2.1.0 creates no table that joins layered memtables with the update mode Overwrite, which is the default, or with a switch threshold of 0 (apache/horaedb@v2.1.0:src/analytic_engine/src/table_options.rs:490); a table that names no options of its own is such a one. Without HoraeMeta the first of them is the system catalog, which has a threshold of 0 (src/system_catalog/src/sys_catalog_table.rs:317): a node that has none yet panics at start, whatever the update mode.",
  fix: "Under HoraeMeta write update_mode = \"Append\"; otherwise switch layered_memtable_opts off, and give it to single tables: WITH (update_mode = 'APPEND', layered_enable = 'true').",
  examples: {
    invalid: [
      { title: "the default update mode", ...node("", "enable = true\n") },
      node(append, 'enable = true\nmutable_segment_switch_threshold = "0"\n'),
      { title: "without HoraeMeta", ...alone(append, "enable = true\n") },
      {
        title: "in cluster.yaml",
        ...site(`${threeHosts}horaedb:
  version: 2.1.0
  nodes: { config: { analytic: { table_opts: { update_mode: Append, layered_memtable_opts: { enable: true } } } }, members: [ { host: db1 } ] }
`),
      },
    ],
    valid: [node(append, "enable = true\n")],
    boundary: [
      { ...node('update_mode = "Overwrite"\n', "enable = false\n"), fires: false },
      { ...node(append, 'enable = true\nmutable_segment_switch_threshold = "1B"\n'), fires: false },
      { ...alone(append, "enable = false\n"), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) judgeEach(nodes, report, check);
  },
});

interface Fault {
  readonly message: Message;
  readonly help: Message;
  /** Where the other option stands. */
  readonly origin?: Origin | undefined;
}

function check(instance: Instance, report: Report): void {
  const enable = instance.settings.boolean(`${layered}.enable`);
  if (enable?.value !== true) return;
  const fault = faultIn(instance.settings, displayName(instance.catalogue, instance.version));
  if (fault === undefined) return;
  const { message, help, origin } = fault;
  report({
    at: placeFor(instance, enable.origin),
    key: `${layered}.enable`,
    site: instance.site,
    message,
    related: origin?.kind === "source" ? [{ at: origin.at, message: say`the other option is here` }] : [],
    help: instead(enable.origin, false, help),
  });
}

function faultIn(settings: Settings, program: Message): Fault | undefined {
  if (modeOf(settings) === "NoMeta") {
    return {
      message: say`layered memtables are on by default, and without HoraeMeta ${program} cannot create its system catalog with them, so the first start ends in a panic`,
      help: say`write enable = false, and switch layers on for single tables`,
    };
  }
  const mode = settings.text(`${options}.update_mode`);
  if (mode?.value === "Overwrite") {
    return {
      message: say`layered memtables are on with update_mode "Overwrite", so ${program} creates no table that does not name its own options`,
      help: say`write update_mode = "Append", or enable = false`,
      origin: mode.origin,
    };
  }
  const threshold = `${layered}.mutable_segment_switch_threshold`;
  if (bytesAt(settings, threshold) !== 0) return undefined;
  return {
    message: say`layered memtables are on with mutable_segment_switch_threshold 0, so ${program} creates no table that does not name its own options`,
    help: say`write a threshold such as 3MB, or enable = false`,
    origin: settings.get(threshold)?.origin,
  };
}
