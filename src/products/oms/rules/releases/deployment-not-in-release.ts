import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { deploymentsOf, nodeCount, type OmsDeployment, placeOfKey } from "../../deployment.ts";
import { config, file, oms, oneHost } from "../examples.ts";

const https = "  https: { certificate: /etc/pki/oms.crt, key: /etc/pki/oms.key }\n";
const account = "  config: { drc_user: drc, drc_password: { from_env: DRC } }\n";

export const deploymentNotInRelease = defineRule({
  name: "deployment-not-in-release",
  fault: "doubtful",
  summary: "The documents of the release do not describe this way of deploying it.",
  why: "Several nodes and regions are documented from 3.3.1 on, a certificate for the console from 3.3.0 on. Whether an older release can do it without saying so is not known.",
  fix: "Use a later release.",
  examples: {
    invalid: [
      oms("{ location: 1, vip: 10.1.0.1, hosts: [db1, db2] }", account, { version: "3.3.0" }),
      oms(oneHost, `${account}${https}`, { version: "3.2.2" }),
      file(
        config(
          'cm_nodes: [10.1.1.1, 10.1.1.2]\ncm_url: http://10.1.1.9:8088\ndrc_user: drc\ndrc_password: "__CFGC_SECRET_A__"\n',
        ),
        "3.2.2",
      ),
    ],
    valid: [oms(oneHost, account, { version: "3.2.2" })],
    boundary: [
      { ...oms("{ location: 1, vip: 10.1.0.1, hosts: [db1, db2] }", "", { version: "3.3.1" }), fires: false },
      { ...oms(oneHost, `${account}${https}`, { version: "3.3.0" }), fires: false },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      for (const { what, since, at } of needsOf(deployment)) {
        const version = deployment.regions[0]?.settings.version ?? since;
        if (compareVersions(version, since) >= 0) continue;
        report({
          at,
          site: deployment.site,
          message: say`${what} documented from OMS ${since} on, not for ${version}`,
          help: advice`use ${since} or later`,
        });
      }
    }
  },
});

function needsOf(deployment: OmsDeployment): { what: Message; since: Message; at: Location }[] {
  const { regions, plan, at } = deployment;
  const [first] = regions;
  const needs = [];
  if (nodeCount(deployment) > 1 && first !== undefined)
    needs.push({ what: say`several nodes are`, since: say`3.3.1`, at: placeOfKey(first, "cm_nodes") });
  if (plan?.https !== undefined)
    needs.push({
      what: say`a certificate for the console is`,
      since: say`3.3.0`,
      at: placeOf(plan.https.origin) ?? at,
    });
  return needs;
}
