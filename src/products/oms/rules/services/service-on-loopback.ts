import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, parseHostPort } from "../../../../model/addresses.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, nodeCount, placeOfKey, writtenIn } from "../../deployment.ts";
import { config, file, oms } from "../examples.ts";

const meta = (host: string, nodes: string) =>
  file(config(`oms_meta_host: ${host}\ncm_nodes: [${nodes}]\ncm_url: http://10.1.1.9:8088\n`));

export const serviceOnLoopback = defineRule({
  name: "service-on-loopback",
  fault: "contradiction",
  summary: "Several nodes are told to find a database on the loopback address.",
  why: "The containers use the network of their hosts, so each node would look for the database on its own machine. All nodes of all regions share one metadata database and one time series database.",
  fix: "Write the address by which every node reaches the database.",
  examples: {
    invalid: [
      meta("127.0.0.1", "10.1.1.1, 10.1.1.2"),
      oms(
        "{ location: 1, vip: 10.1.0.1, hosts: [db1, db2] }",
        "  tsdb: { url: localhost:8086, username: oms, password: { from_env: TSDB } }\n",
      ),
    ],
    valid: [meta("10.10.10.1", "10.1.1.1, 10.1.1.2")],
    boundary: [
      {
        title: "one node may share its machine with the database",
        ...meta("127.0.0.1", "10.1.1.1"),
        fires: false,
      },
      { ...meta("localhost", "10.1.1.1, 10.1.1.2"), fires: true },
    ],
  },
  check(model, report) {
    for (const deployment of deploymentsOf(model)) {
      if (nodeCount(deployment) < 2) continue;
      const { site } = deployment;
      for (const region of writtenIn(deployment)) {
        const services = [
          {
            key: "oms_meta_host" as const,
            what: "metadata database" as const,
            host: region.settings.text("oms_meta_host")?.value,
          },
          {
            key: "tsdb_url" as const,
            what: "time series database" as const,
            host: parseHostPort(region.settings.text("tsdb_url")?.value ?? say``)?.host,
          },
        ];
        for (const { key, what, host } of services) {
          if (host === undefined || !isLoopback(host.toLowerCase())) continue;
          report({
            at: placeOfKey(region, key),
            key,
            site,
            message: say`the ${what} is at ${host}, where each of ${nodeCount(deployment)} nodes finds its own machine`,
            help: advice`write the address by which every node reaches it`,
          });
        }
      }
    }
  },
});
