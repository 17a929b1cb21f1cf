import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const user = (text: string) => file(config(`oms_meta_user: "${text}"\n`));

export const metaUserOfSysTenant = defineRule({
  name: "meta-user-of-sys-tenant",
  fault: "doubtful",
  summary: "The metadata are to be kept in the sys tenant of OceanBase.",
  why: "The documents advise a tenant of its own, and obd refuses every user that holds @sys (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/generate_oms_config.py:102). The sys tenant runs the cluster itself; OMS would compete with it for its few resources.",
  fix: "Create a tenant for OMS, with 2 cores and 4 GB at least, and a user in it.",
  examples: {
    invalid: [user("root@sys"), user("root@sys#obcluster"), oms(oneHost, "", { user: "root@sys" })],
    valid: [user("root@oms_meta")],
    boundary: [
      { title: "a tenant whose name begins alike", ...user("root@system_b"), fires: false },
      { title: "sys as the name of the cluster", ...user("root@oms#sys"), fires: false },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const user = region.settings.text("oms_meta_user")?.value;
        if (user === undefined || !/@sys(?:#|$)/i.test(user)) continue;
        report({
          at: placeOfKey(region, "oms_meta_user"),
          key: "oms_meta_user",
          site,
          message: say`"${user}" belongs to the sys tenant, where OMS should not keep its metadata and obd refuses to put them`,
          help: advice`use a user of a tenant for OMS alone`,
        });
      }
    }
  },
});
