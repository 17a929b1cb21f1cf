import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey, titleBeside, titleOfRegion } from "../../deployment.ts";
import { config, files, named, oms, secondRegion } from "../examples.ts";

const key = "drc_cm_heartbeat_db";
const collide = (base: string) =>
  oms(
    "{ name: a, location: 1, default: true, hosts: [db1], heartbeat: hb_2 }, { name: b, location: 2, hosts: [db2] }",
    `  databases: { heartbeat: ${base} }\n`,
  );

export const heartbeatDatabaseRepeated = defineRule({
  name: "heartbeat-database-repeated",
  fault: "contradiction",
  summary: "Two regions of OMS use one heartbeat database.",
  why: "All regions share one database server, and each reports its heartbeats into a database of its own. obd means to check this and cannot, for its list of names is begun anew for every region (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/generate_oms_config.py:118).",
  fix: "Give each region its own heartbeat database.",
  examples: {
    invalid: [
      files({ "a.yaml": config(named), "b.yaml": secondRegion(`${key}: oms_cm_heartbeat\n`) }),
      {
        title: "a name that is made for one region and written for another",
        ...collide("hb"),
      },
    ],
    valid: [files({ "a.yaml": config(named), "b.yaml": secondRegion() })],
    boundary: [
      { ...collide("hb_"), fires: false },
      {
        title: "in cluster.yaml, in another case",
        ...oms(
          "{ name: a, location: 1, default: true, hosts: [db1], heartbeat: hb_x }, { name: b, location: 2, hosts: [db2], heartbeat: HB_x }",
        ),
        fires: true,
        severity: "warning",
      },
      {
        title: "OceanBase ignores case by default",
        ...files({ "a.yaml": config(named), "b.yaml": secondRegion(`${key}: OMS_cm_heartbeat\n`) }),
        fires: true,
        severity: "warning",
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const [index, region] of regions.entries()) {
        const name = region.settings.text(key)?.value;
        const other = regions
          .slice(0, index)
          .find((one) => name !== undefined && isSame(one.settings.text(key)?.value, name));
        if (name === undefined || other === undefined) continue;
        report({
          at: placeOfKey(region, key),
          key,
          site,
          message: say`${titleOfRegion(region)} keeps its heartbeats in "${name}", where ${titleBeside(region, other)} keeps them`,
          related: [{ at: placeOfKey(other, key), message: say`first used here` }],
          help: advice`give each region a heartbeat database of its own`,
          // MySQL on Linux keeps such names apart.
          ...(other.settings.text(key)?.value === name ? {} : { severity: "warning" as const }),
        });
      }
    }
  },
});

function isSame(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}
