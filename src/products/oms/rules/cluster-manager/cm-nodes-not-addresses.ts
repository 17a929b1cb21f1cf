import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback } from "../../../../model/addresses.ts";
import { site } from "../../../../rules/examples.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { spansHosts } from "../../../../rules/spans-hosts.ts";
import { isIP } from "../../../../source/ip.ts";
import { deploymentsOf, placeOfNode } from "../../deployment.ts";
import { config, file } from "../examples.ts";

const node = (text: string) =>
  file(config(`cm_nodes: [${JSON.stringify(text)}]\ncm_url: http://10.1.1.9:8088\n`));

export const cmNodesNotAddresses = defineRule({
  name: "cm-nodes-not-addresses",
  fault: "doubtful",
  summary: "A node of a region is not written as an IP address.",
  why: "The documents want the IP addresses that the containers get as OMS_HOST_IP. With anything else in the text, such as a comma at its end, it is no address of any machine: the console shows the machine as down, and obd drops the node without a word. Whether OMS looks up names no document says, so for a name it is a warning.",
  fix: "Write the address of the machine alone, without scheme, port or comma.",
  examples: {
    invalid: [
      { ...node("127.0.0.1,"), severity: "error" },
      { ...node("10.1.1.1:8088"), severity: "error" },
      { title: "a name, which may work", ...node("oms1.example.net") },
      {
        title: "a host whose address is a name",
        ...site(`hosts: { oms1: { address: oms1.example.net } }
oms:
  version: 4.2.2
  meta_database: { host: 10.10.10.1, port: 2883, user: root@oms, password: { from_env: OMS_META_PASSWORD } }
  regions: [ { location: 1, hosts: [oms1] } ]
`),
      },
    ],
    valid: [node("10.1.1.1")],
    boundary: [
      { title: "one number too large", ...node("10.1.1.256"), fires: true, severity: "error" },
      { ...node("10.1.1.255"), fires: false },
      { title: "a name all the same", ...node("1st_oms"), fires: true, severity: "warning" },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      const { regions, site: of } = deployment;
      // A host at localhost is what is wrong then, and loopback-advertised says so.
      const isHosts = of !== undefined && spansHosts(deployment);
      for (const region of regions) {
        for (const file of [region, ...region.copies]) {
          for (const [index, text] of (file.settings.texts("cm_nodes")?.value ?? []).entries()) {
            if (isIP(text) !== 0 || (isHosts && isLoopback(text))) continue;
            const isName = /^(?=.*[A-Za-z])[\w.-]+$/.test(text);
            report({
              at: placeOfNode(file, index),
              key: "cm_nodes",
              site: of,
              message: isName
                ? say`the node "${text}" is a name, where the documents want an IP address (whether OMS looks names up is not known)`
                : say`the node "${text}" is not the address of a machine, so OMS shows that machine as down`,
              help: advice`write its IP address, the same as OMS_HOST_IP of its container`,
              ...(isName ? {} : { severity: "error" as const }),
            });
          }
        }
      }
    }
  },
});
