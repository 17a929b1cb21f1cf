import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { isEmbedded } from "../../meta/describe-meta.ts";
import { configured, deployment, memberFile } from "../examples.ts";

const member = (more: string) => deployment({ "meta0.toml": memberFile(0, { more }) });

export const metaCompactionNotUsable = defineRule({
  name: "meta-compaction-not-usable",
  fault: "doubtful",
  summary: "The mode and the retention of etcd's compaction cannot be used together, or not at all.",
  why: "With the mode revision a duration is read as nanoseconds, so the default of 1h keeps 3600000000000 revisions, and etcd's database grows to its quota. With an empty mode a duration stops the start (etcd-io/etcd@v3.5.12:server/embed/etcd.go, parseCompactionRetention). With the mode periodic etcd divides by a tenth of the duration (etcd-io/etcd@v3.5.12:server/etcdserver/api/v3compactor/periodic.go:175): below 10ns that is 0, and it panics. With a negative duration it compacts without a pause and writes some 400 entries a second into etcd.log (tried with 2.1.0); with less than a second it compacts several times a second.",
  fix: 'Write a number of revisions for the mode revision, such as auto-compaction-retention = "10000".',
  examples: {
    invalid: [
      member('auto-compaction-mode = "revision"\n'),
      { ...member('auto-compaction-mode = ""\n'), severity: "error" },
      { ...member('auto-compaction-retention = "-1h"\n'), severity: "error" },
    ],
    valid: [
      member('auto-compaction-mode = "revision"\nauto-compaction-retention = "10000"\n'),
      member('auto-compaction-mode = "periodic"\nauto-compaction-retention = "30m"\n'),
    ],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ meta: "{ auto-compaction-mode: revision }" }),
        fires: true,
      },
      {
        title: "in cluster.yaml, an error",
        ...configured({ meta: "{ auto-compaction-retention: -1h }" }),
        fires: true,
        severity: "error",
      },
      { title: "off", ...member('auto-compaction-retention = "0s"\n'), fires: false },
      { ...member('auto-compaction-retention = "9ns"\n'), fires: true, severity: "error" },
      { ...member('auto-compaction-retention = "10ns"\n'), fires: true },
      { ...member('auto-compaction-retention = "999ms"\n'), fires: true },
      { ...member('auto-compaction-retention = "1s"\n'), fires: false },
      { ...member('auto-compaction-retention = "-0h"\n'), fires: false },
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
    for (const { meta } of clustersOf(model)) for (const instance of meta) check(instance, report);
  },
});

function check(instance: Instance, report: Report): void {
  const mode = instance.settings.text("auto-compaction-mode");
  const retention = instance.settings.text("auto-compaction-retention");
  if (mode === undefined || retention === undefined || !isEmbedded(instance.settings)) return;
  const problem = problemOf(mode.value, retention.value);
  if (problem === undefined) return;
  const { key, message, help, isCertain } = problem;
  const [written, other] = key === "auto-compaction-mode" ? [mode, retention] : [retention, mode];
  report({
    at: placeFor(instance, written.origin),
    key,
    site: instance.site,
    message,
    related:
      key === "auto-compaction-mode" && other.origin.kind === "source"
        ? [{ at: other.origin.at, message: say`the duration is here` }]
        : [],
    help,
    ...(isCertain ? { severity: "error" as const } : {}),
  });
}

function problemOf(mode: string, retention: Message) {
  if (/^\d*$/.test(retention)) return undefined;
  if (mode === "periodic") return periodicProblem(retention);
  return mode === ""
    ? {
        key: say`auto-compaction-mode`,
        message: say`auto-compaction-mode is empty and auto-compaction-retention is the duration "${retention}", so etcd does not start`,
        help: advice`write auto-compaction-retention = "0", which means off, or the mode "periodic"`,
        isCertain: true,
      }
    : {
        key: say`auto-compaction-mode`,
        message: say`auto-compaction-mode is "revision", but auto-compaction-retention is the duration "${retention}", which etcd takes for a huge number of revisions and never compacts`,
        help: advice`write a number of revisions, such as auto-compaction-retention = "10000"`,
        isCertain: false,
      };
}

/** Of a duration that is not 0, which means off. */
function periodicProblem(retention: Message) {
  const nanoseconds = goNanoseconds(retention);
  if (nanoseconds === 0 || nanoseconds >= 1e9) return undefined;
  const effect =
    Math.abs(nanoseconds) < 10
      ? "of which etcd cannot take a tenth, so it panics at the start"
      : say`so etcd compacts ${nanoseconds < 0 ? "without a pause" : "several times a second"} and fills its log`;
  return {
    key: say`auto-compaction-retention`,
    message: say`auto-compaction-retention is "${retention}", ${effect}`,
    help: advice`write a duration such as auto-compaction-retention = "1h"`,
    isCertain: nanoseconds < 10,
  };
}

const nanosecondsPer: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

/** What Go's time.ParseDuration makes of a text that it takes. */
function goNanoseconds(text: string): number {
  const parts = text.replace(/^[+-]/, "").matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/gy);
  const sum = [...parts].reduce(
    (total, [, number, unit = "ns"]) => total + Number(number) * (nanosecondsPer[unit] ?? 0),
    0,
  );
  return Math.trunc(text.startsWith("-") ? -sum : sum);
}
