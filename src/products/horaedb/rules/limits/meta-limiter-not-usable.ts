import { type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { withoutKey } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { keyAt } from "../../key-names.ts";
import { configured, deployment, memberFile } from "../examples.ts";

/** With a dynamic topology, since the default of 2.1.0 has a finding of its own. */
const member = (limiter: string, version = "2.0.0") =>
  deployment(
    {
      "meta0.toml": `${memberFile(0, { more: 'topology-type = "dynamic"\n' })}[flow-limiter]\n${limiter}`,
    },
    { version },
  );

/**
 * With golang.org/x/time v0.5.0 a limit of 0 lets the burst pass once and never again. The release of 2021 that was
 * there before lets everything pass (both were tried).
 */
const firstRefusing = "2.1.0";

export const metaLimiterNotUsable = defineRule({
  name: "meta-limiter-not-usable",
  fault: "doubtful",
  summary: "The flow limiter of HoraeMeta lets nothing pass, or everything.",
  why: "Creating, dropping and routing a table each take a token out of a bucket (apache/horaedb@v2.1.0:horaemeta/server/service/grpc/service.go:171). A bucket without room refuses every such call. A bucket that is never filled again refuses them after its first tokens since 2.1.0; older releases then refuse none. The limiter is on by default since 2.0.0.",
  fix: "Delete the lines, so that the defaults hold (10000 tokens a second, a bucket of 100000), or write enable = false.",
  examples: {
    invalid: [
      { ...member("burst = 0\n"), severity: "error" },
      { ...member("limit = 0\n", "2.1.0"), severity: "error" },
      { title: "before 2.1.0 it limits nothing", ...member("limit = 0\n"), severity: "warning" },
    ],
    valid: [member("limit = 100\nburst = 1000\n")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ meta: "{ flow-limiter: { burst: 0 } }" }),
        fires: true,
        severity: "error",
      },
      {
        title: "in cluster.yaml, a warning",
        ...configured({ meta: "{ flow-limiter: { limit: 0 } }" }),
        fires: true,
      },
      { ...member("limit = 1\nburst = 1\n"), fires: false },
      { ...member("burst = -1\n"), fires: true, severity: "error" },
      { title: "switched off", ...member("enable = false\nlimit = 0\nburst = 0\n"), fires: false },
      { title: "off by default before 2.0.0", ...member("burst = 0\n", "1.2.7"), fires: false },
      { ...member("enable = true\nburst = 0\n", "1.2.7"), fires: true, severity: "error" },
      {
        title: "under the names of 1.2.1",
        ...member("enable = true\ntoken-bucket-burst-event-capacity = 0\n", "1.2.1"),
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
  const { settings, version, site } = instance;
  if (settings.boolean("flow-limiter.enable")?.value !== true) return;
  const program = displayName(instance.catalogue, version);
  const numberAt = (newest: Message) => {
    const key = keyAt(settings, newest);
    const number = key === undefined ? undefined : settings.integer(key);
    return key === undefined || number === undefined ? undefined : { key, number };
  };
  const burst = numberAt(say`flow-limiter.burst`);
  const limit = numberAt(say`flow-limiter.limit`);
  const refuses = compareVersions(version, firstRefusing) >= 0;
  if (burst !== undefined && burst.number.value < 1) {
    report({
      at: placeFor(instance, burst.number.origin),
      key: burst.key,
      site,
      message: say`"${burst.key}" is ${burst.number.value}, so ${program} refuses to create, drop and route any table`,
      help: withoutKey(burst.number.origin, say`delete the line, or write enable = false`),
      severity: "error",
    });
  } else if (limit !== undefined && limit.number.value < 1) {
    const { value, origin } = limit.number;
    const effect = !refuses
      ? "limits nothing"
      : value < 0 || burst === undefined
        ? "refuses to create, drop and route any table"
        : say`refuses to create, drop and route tables after the first ${burst.number.value} calls`;
    report({
      at: placeFor(instance, origin),
      key: limit.key,
      site,
      message: say`"${limit.key}" is ${value}, so ${program} ${effect}`,
      help: withoutKey(origin, say`delete the line, or write enable = false`),
      ...(refuses ? { severity: "error" as const } : {}),
    });
  }
}
