import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, isUnspecified } from "../../../../model/addresses.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { spansHosts } from "../../../../rules/spans-hosts.ts";
import { cmUrlOf, deploymentsOf, placeOfKey } from "../../deployment.ts";
import { config, file, oms } from "../examples.ts";

const url = (host: string) => file(config(`cm_url: http://${host}:8088\n`));

export const cmUrlLoopback = defineRule({
  name: "cm-url-loopback",
  fault: "doubtful",
  summary: "The cluster manager is reached by the loopback address.",
  why: "Every node would ask itself. On a single node that works, but such an OMS cannot grow to several nodes or regions, so the documents advise against it.",
  fix: "Use the address of the machine, or a virtual one.",
  examples: {
    invalid: [url("127.0.0.1"), url("localhost"), oms("{ location: 1, vip: 127.0.0.1, hosts: [db1] }")],
    valid: [url("10.1.1.1")],
    boundary: [
      { ...url("127.255.255.254"), fires: true },
      { ...url("128.0.0.1"), fires: false },
      { title: "the address that stands for all of a machine's", ...url("0.0.0.0"), fires: true },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { regions, site } = deployment;
      for (const region of regions) {
        const host = cmUrlOf(region)?.host;
        if (host === undefined || !(isLoopback(host) || isUnspecified(host))) continue;
        // The address of a host is wrong there, and loopback-advertised says so.
        const isHosts = region.instances.some((one) => one.host?.address?.value.toLowerCase() === host);
        if (site !== undefined && isHosts && spansHosts(deployment)) continue;
        report({
          at: placeOfKey(region, "cm_url"),
          key: "cm_url",
          site,
          message: say`cm_url is ${host}, by which each node reaches itself, so OMS cannot grow beyond this machine`,
          help: advice`use the address of the machine, or a virtual one`,
        });
      }
    }
  },
});
