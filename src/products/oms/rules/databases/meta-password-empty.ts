import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey } from "../../deployment.ts";
import { config, file } from "../examples.ts";

const password = (text: string) => file(config(`oms_meta_password: ${text}\n`));

export const metaPasswordEmpty = defineRule({
  name: "meta-password-empty",
  fault: "doubtful",
  summary: "The account at the metadata database has an empty password.",
  why: "The deployer obd refuses it (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/connect_db_check.py:41), and whoever reaches the port has all metadata, the passwords of the data sources among them.",
  fix: "Give the account a password.",
  examples: {
    invalid: [password('""')],
    valid: [password('"__CFGC_SECRET_A__"')],
    boundary: [
      { title: "empty in single quotes", ...password("''"), fires: true },
      {
        title: "a placeholder of cfgc stands for a password",
        ...password("__CFGC_SECRET_A__"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const region of regions) {
        if (region.settings.get("oms_meta_password")?.value !== "") continue;
        report({
          at: placeOfKey(region, "oms_meta_password"),
          key: "oms_meta_password",
          site,
          message: say`the account at the metadata database has an empty password, which obd refuses`,
          help: advice`give the account a password`,
        });
      }
    }
  },
});
