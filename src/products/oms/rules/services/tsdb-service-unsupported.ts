import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, files, named, oms, oneHost, secondRegion } from "../examples.ts";

const on = `tsdb_enabled: true
tsdb_url: 10.1.1.5:8086
tsdb_username: oms
tsdb_password: "__CFGC_SECRET_METRICS_OMS_TSDB_PASSWORD__"
`;
const tsdb = (service: string, regions = oneHost) =>
  oms(
    regions,
    `  tsdb: { service: ${service}, url: 10.10.10.5:8086, username: oms, password: { from_env: TSDB } }\n`,
  );

export const tsdbServiceUnsupported = defineRule({
  name: "tsdb-service-unsupported",
  fault: "doubtful",
  summary: "The time series database is CERESDB, which OMS does not support.",
  why: "The tables of every release name CERESDB, today HoraeDB, as the default of tsdb_service. Every page about setting one up knows InfluxDB 1.8 only, the deploy tool takes nothing else, and obd drops all tsdb keys for any other text.",
  fix: "Run InfluxDB 1.8 and write tsdb_service: INFLUXDB.",
  examples: {
    invalid: [
      { title: "the default that nobody wrote", ...file(config(on)) },
      file(config(`${on}tsdb_service: CERESDB\n`)),
      tsdb("CERESDB"),
      {
        title: "two regions, which cluster.yaml tells at once",
        ...tsdb(
          "CERESDB",
          "{ name: a, location: 1, default: true, hosts: [db1] }, { name: b, location: 2, hosts: [db2] }",
        ),
      },
      {
        title: "two regions, each in a file of its own",
        ...files({
          "a.yaml": config(`${named}${on}tsdb_service: CERESDB\n`),
          "b.yaml": secondRegion(`${on}tsdb_service: CERESDB\n`),
        }),
      },
    ],
    valid: [file(config(`${on}tsdb_service: INFLUXDB\n`)), tsdb("INFLUXDB")],
    boundary: [
      {
        title: "nothing is reported, as in the template of 3.2.2",
        ...file(config("tsdb_enabled: false\ntsdb_service: CERESDB\n")),
        fires: false,
      },
      { title: "yes is true to a YAML 1.1 reader", ...file(config(on.replace("true", "yes"))), fires: true },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const service = region.settings.text("tsdb_service");
        if (region.settings.boolean("tsdb_enabled")?.value !== true || service?.value !== "CERESDB") continue;
        const isDefault = service.origin.kind === "default";
        report({
          at: placeOfKey(region, isDefault ? "tsdb_enabled" : "tsdb_service"),
          key: "tsdb_service",
          site,
          message: isDefault
            ? say`tsdb_service is not set, and its documented default is CERESDB, which OMS does not support`
            : say`tsdb_service is CERESDB (HoraeDB), which the documents name and OMS does not support`,
          help: advice`run InfluxDB 1.8 and write INFLUXDB`,
        });
      }
    }
  },
});
