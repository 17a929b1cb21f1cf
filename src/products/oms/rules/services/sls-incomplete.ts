import { advice } from "../../../../diagnostics/help.ts";
import { joined, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const keys = [
  "apsara_audit_sls_access_key",
  "apsara_audit_sls_access_secret",
  "apsara_audit_sls_endpoint",
  "apsara_audit_sls_ops_site_topic",
  "apsara_audit_sls_user_site_topic",
] as const;
const all = `apsara_audit_sls_access_key: "__CFGC_SECRET_A__"
apsara_audit_sls_access_secret: "__CFGC_SECRET_B__"
apsara_audit_sls_endpoint: sls.example.net
apsara_audit_sls_ops_site_topic: ops
apsara_audit_sls_user_site_topic: user
`;

export const slsIncomplete = defineRule({
  name: "sls-incomplete",
  fault: "doubtful",
  summary: "Some of the five keys for audit logs at SLS are missing.",
  why: "The deployer obd writes all five or none (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/generate_oms_config.py:54); that OMS needs all of them is inferred.",
  fix: "Write all five, or none.",
  examples: {
    invalid: [
      file(config("apsara_audit_sls_endpoint: sls.example.net\n")),
      oms(oneHost, "  config: { apsara_audit_sls_access_key: { from_env: SLS_KEY } }\n"),
    ],
    valid: [file(config(all))],
    boundary: [
      {
        title: "four of five",
        ...file(config(all.replace("apsara_audit_sls_ops_site_topic: ops\n", ""))),
        fires: true,
      },
      { title: "none", ...file(config()), fires: false },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const present = keys.filter((key) => region.settings.explicit.has(key));
        const missing = keys.filter((key) => isMissing(region, key));
        const [first] = present;
        if (first === undefined || missing.length === 0) continue;
        report({
          at: placeOfKey(region, first),
          key: missing[0],
          site,
          message: say`"${first}" is set and ${joined(missing, ", ")} ${missing.length === 1 ? "is" : "are"} not; all five belong together (inferred)`,
          help: advice`write all five, or none`,
        });
      }
    }
  },
});

function isMissing({ settings }: OmsRegion, key: string): boolean {
  return !settings.explicit.has(key) && !settings.unread.has(key);
}
