import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback } from "../../../../model/addresses.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { cmUrlOf, deploymentsOf, nodesOf, type OmsRegion, placeOfKey } from "../../deployment.ts";
import { portOf } from "../../ports.ts";
import { config, file, oms } from "../examples.ts";

const url = (address: string, more = "") => file(config(`cm_url: http://${address}\n${more}`));

export const cmUrlPort = defineRule({
  name: "cm-url-port",
  fault: "contradiction",
  summary: "The address in cm_url leads to another port than the cluster manager's.",
  why: "The nodes find the cluster manager by cm_url, at port 8088, or cm_server_port since 4.2.2. 8089 is the console, for people. A virtual address may map any port to it, so there only the console's port is doubtful. obd warns of the port of every cm_url, because it compares the wrong part of the text (oceanbase/obdeploy@v4.1.0:plugins/oms/1.0.0/generate_oms_config.py:131).",
  fix: "Write the port of the cluster manager.",
  examples: {
    invalid: [
      url("10.1.1.1:8089"),
      url("10.1.1.1:8088", "cm_server_port: 28088\n"),
      {
        title: "a virtual address with the console's port",
        ...oms("{ location: 1, vip: 10.1.0.1:8089, hosts: [db1] }"),
        severity: "warning",
      },
      {
        title: "and another port behind it",
        ...oms("{ location: 1, vip: 10.1.0.1:8089, hosts: [db1] }", "  config: { cm_server_port: 8087 }\n"),
        severity: "warning",
      },
    ],
    valid: [
      url("10.1.1.1:8088"),
      {
        title: "a virtual address may map another port",
        ...oms("{ location: 1, vip: 10.1.0.1:80, hosts: [db1] }"),
      },
    ],
    boundary: [
      { ...url("10.1.1.1:8087"), fires: true },
      { ...url("10.1.1.1:8087", "cm_server_port: 8087\n"), fires: false },
      {
        title: "a single host follows its port",
        ...oms("{ location: 1, hosts: [db1] }", "  config: { cm_server_port: 8087 }\n"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const region of regions) {
        const problem = problemOf(region);
        if (problem === undefined) continue;
        report({ at: placeOfKey(region, "cm_url"), key: "cm_url", site, ...problem });
      }
    }
  },
});

function problemOf(region: OmsRegion) {
  const url = cmUrlOf(region);
  const manager = portOf(region.settings, "cm_server_port");
  const console = portOf(region.settings, "nginx_server_port");
  if (url === undefined || manager === undefined || url.port === manager) return undefined;
  const isNode = isLoopback(url.host) || nodesOf(region)?.includes(url.host);
  const isConsole = url.port === console;
  if (!isNode && !isConsole) return undefined;
  const help = isNode
    ? advice`write port ${manager}`
    : advice`write the port that leads to the cluster manager's ${manager} there`;
  const related = region.settings.explicit.has("cm_server_port")
    ? [{ at: placeOfKey(region, "cm_server_port"), message: say`the cluster manager's port is ${manager}` }]
    : [];
  if (!isNode) {
    const message = say`cm_url has port ${url.port}, which is the console's; the nodes look for the cluster manager there`;
    return { message, help, related, severity: "warning" as const };
  }
  return {
    message: say`cm_url leads to port ${url.port} of ${url.host}${isConsole ? ", which is the console's" : ""}, but the cluster manager has ${manager}`,
    help,
    related,
  };
}
