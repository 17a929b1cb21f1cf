import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, type OmsRegion, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const keys = ["drc_user", "drc_password"] as const;
const password = 'drc_password: "__CFGC_SECRET_METRICS_CONFIG_DRC_PASSWORD__"\n';

export const drcAccountIncomplete = defineRule({
  name: "drc-account-incomplete",
  fault: "doubtful",
  summary: "Only one of drc_user and drc_password is set.",
  why: "`drc_user` and `drc_password` are one account of the sys tenant of the cluster to migrate from. One without the other cannot log in (inferred: the tables call each of them optional).",
  fix: "Write both, or neither.",
  examples: {
    invalid: [
      file(config("drc_user: drc\n"), "4.1.0"),
      oms(oneHost, "  config: { drc_user: drc }\n", { version: "4.1.0" }),
    ],
    valid: [file(config(`drc_user: drc\n${password}`), "4.1.0")],
    boundary: [
      { title: "the password alone", ...file(config(password), "4.1.0"), fires: true },
      { title: "neither", ...file(config(), "4.1.0"), fires: false },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const set = keys.filter((key) => region.settings.explicit.has(key));
        const missing = keys.filter((key) => isMissing(region, key));
        const [one] = set;
        if (one === undefined || missing.length !== 1 || isDemanded(region)) continue;
        report({
          at: placeOfKey(region, one),
          key: missing[0],
          site,
          message: say`"${one}" is set without "${missing[0] ?? ""}" (that they belong together is inferred)`,
          help: advice`write both, or neither`,
        });
      }
    }
  },
});

function isMissing({ settings }: OmsRegion, key: string): boolean {
  return !settings.explicit.has(key) && !settings.unread.has(key);
}

/** Up to 3.3.0 both are required, and a missing one is reported as such. */
function isDemanded({ settings }: OmsRegion): boolean {
  return ["3.2.2", "3.3.0"].includes(settings.version);
}
