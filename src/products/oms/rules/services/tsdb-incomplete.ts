import { advice } from "../../../../diagnostics/help.ts";
import { joined, literal, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const keys = ["tsdb_url", "tsdb_username", "tsdb_password"] as const;
type Key = (typeof keys)[number];
const on = "tsdb_enabled: true\ntsdb_service: INFLUXDB\n";
const password = 'tsdb_password: "__CFGC_SECRET_METRICS_OMS_TSDB_PASSWORD__"\n';

export const tsdbIncomplete = defineRule({
  name: "tsdb-incomplete",
  fault: "doubtful",
  summary: "Metrics are to be reported, and the address or the account of their database is missing.",
  why: "Without tsdb_url there is nowhere to report to, and without user and password an InfluxDB with authentication refuses the metrics. The tables call all of them optional; that they are needed is inferred.",
  fix: "Write what is missing; an InfluxDB without authentication may do without user and password.",
  examples: {
    invalid: [
      file(config(on)),
      file(config(`${on}tsdb_url: 10.1.1.5:8086\ntsdb_username: oms\n`)),
      oms(oneHost, "  tsdb: { url: 10.10.10.5:8086 }\n"),
    ],
    valid: [
      file(config(`${on}tsdb_url: 10.1.1.5:8086\ntsdb_username: oms\n${password}`)),
      oms(oneHost, "  tsdb: { url: 10.10.10.5:8086, username: oms, password: { from_env: TSDB } }\n"),
    ],
    boundary: [
      { title: "nothing is reported", ...file(config("tsdb_enabled: false\n")), fires: false },
      {
        title: "in quotes, as obd writes it",
        ...file(config('tsdb_enabled: "true"\ntsdb_service: INFLUXDB\n')),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const missing = missingIn(region);
        if (region.settings.boolean("tsdb_enabled")?.value !== true || missing.length === 0) continue;
        report({
          at: placeOfKey(region, "tsdb_enabled"),
          key: missing[0],
          site,
          message: say`metrics are to be reported, but ${joined(missing, " and ")} ${missing.length === 1 ? "is" : "are"} not set (that OMS needs them is inferred)`,
          help: site
            ? advice`write ${joined(
                missing.map((key) => say`\`tsdb.${literal(key).slice(5)}\``),
                " and ",
              )}`
            : advice`add ${joined(missing, " and ")}, or set tsdb_enabled to false`,
        });
      }
    }
  },
});

function missingIn({ settings }: OmsRegion): Key[] {
  return keys.filter((key) => settings.get(key) === undefined && !settings.unread.has(key));
}
