import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { isEmbedded } from "../describe-meta.ts";
import { deployment, memberFile } from "./examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

export const metaCompactionNotUsable = defineRule({
  name: "meta-compaction-not-usable",
  fault: "doubtful",
  summary: "The mode and the retention of etcd's compaction do not fit together.",
  why: "In the mode revision a duration is read as nanoseconds, so the default of 1h keeps 3600000000000 revisions and etcd's database grows to its quota. With an empty mode a duration stops the start (etcd-io/etcd@v3.5.12:server/embed/etcd.go, parseCompactionRetention).",
  fix: 'Write a number of revisions for the mode revision, such as auto-compaction-retention = "10000".',
  examples: {
    invalid: [
      member('auto-compaction-mode = "revision"\n'),
      { ...member('auto-compaction-mode = ""\n'), severity: "error" },
    ],
    valid: [
      member('auto-compaction-mode = "revision"\nauto-compaction-retention = "10000"\n'),
      member('auto-compaction-mode = "periodic"\nauto-compaction-retention = "30m"\n'),
    ],
    boundary: [
      {
        title: "periodic takes a bare number as hours",
        ...member('auto-compaction-mode = "periodic"\nauto-compaction-retention = "1"\n'),
        fires: false,
      },
      {
        title: "an empty mode with a bare number is off",
        ...member('auto-compaction-mode = ""\nauto-compaction-retention = "1"\n'),
        fires: false,
      },
      {
        title: "an empty mode with a duration",
        ...member('auto-compaction-mode = ""\nauto-compaction-retention = "1h"\n'),
        fires: true,
        severity: "error",
      },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const mode = instance.settings.text("auto-compaction-mode");
        const retention = instance.settings.text("auto-compaction-retention");
        if (mode === undefined || retention === undefined || !isEmbedded(instance.settings)) continue;
        if (mode.value === "periodic" || /^\d*$/.test(retention.value)) continue;
        const stops = mode.value === "";
        report({
          at: placeFor(instance, mode.origin),
          key: "auto-compaction-mode",
          site,
          message: stops
            ? `auto-compaction-mode is empty and auto-compaction-retention is the duration "${retention.value}", so etcd does not start`
            : `auto-compaction-mode is "revision", but auto-compaction-retention is the duration "${retention.value}", which etcd takes for a huge number of revisions and never compacts`,
          related:
            retention.origin.kind === "source"
              ? [{ at: retention.origin.at, message: "the duration is here" }]
              : [],
          help: stops
            ? 'write auto-compaction-retention = "0", which means off, or the mode "periodic"'
            : 'write a number of revisions, such as auto-compaction-retention = "10000"',
          ...(stops ? { severity: "error" as const } : {}),
        });
      }
    }
  },
});
