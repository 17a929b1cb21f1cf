import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { parseReadableSize } from "../../../schema/formats/readable-size.ts";
import { clustersOf } from "../cluster.ts";

const node = (options: string, layered: string) => ({
  as: "horaedb@2.1.0",
  files: {
    "horaedb.toml": `[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n[analytic.table_opts]\n${options}[analytic.table_opts.layered_memtable_opts]\n${layered}`,
  },
});
const append = 'update_mode = "Append"\n';

export const layeredMemtableNotUsable = defineRule({
  name: "layered-memtable-not-usable",
  fault: "doubtful",
  summary: "Layered memtables are on by default for tables that cannot have them.",
  why: "HoraeDB refuses table options that join layered memtables with the update mode Overwrite, which is the default, or with a switch threshold of 0 (apache/horaedb@v2.1.0:src/analytic_engine/src/table_options.rs:490), so every table that does not name its own cannot be created (inferred from reading).",
  fix: 'Write update_mode = "Append", or switch layered_memtable_opts off.',
  examples: {
    invalid: [
      node("", "enable = true\n"),
      node(append, 'enable = true\nmutable_segment_switch_threshold = "0"\n'),
    ],
    valid: [node(append, "enable = true\n")],
    boundary: [
      { ...node('update_mode = "Overwrite"\n', "enable = false\n"), fires: false },
      { ...node(append, 'enable = true\nmutable_segment_switch_threshold = "1B"\n'), fires: false },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const { settings } = instance;
        const layered = "analytic.table_opts.layered_memtable_opts";
        const enable = settings.boolean(`${layered}.enable`);
        if (enable?.value !== true) continue;
        const mode = settings.text("analytic.table_opts.update_mode");
        const threshold = settings.get(`${layered}.mutable_segment_switch_threshold`);
        const bytes =
          typeof threshold?.value === "string" ? parseReadableSize(threshold.value) : threshold?.value;
        const [other, problem] =
          mode?.value === "Overwrite"
            ? [mode, 'with update_mode "Overwrite"']
            : [threshold, bytes === 0 ? "with mutable_segment_switch_threshold 0" : undefined];
        if (other === undefined || problem === undefined) continue;
        report({
          at: placeFor(instance, enable.origin),
          key: `${layered}.enable`,
          site,
          message: `layered memtables are on ${problem}, so tables that do not name their own options cannot be created (inferred from reading)`,
          related:
            other.origin.kind === "source"
              ? [{ at: other.origin.at, message: "the other option is here" }]
              : [],
          help:
            other === mode
              ? 'write update_mode = "Append", or enable = false'
              : "write a threshold such as 3MB",
        });
      }
    }
  },
});
