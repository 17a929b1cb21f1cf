import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { isIPv4 } from "../../../source/ip.ts";
import { clustersOf } from "../cluster.ts";

const node = (address: string, more: string) => ({
  as: "horaedb@2.0.0",
  files: { "horaedb.toml": `[node]\naddr = "${address}"\n${more}` },
});
const consoleOn = "[tracing.console]\nport = 6669\n";

export const consoleAddressNotUsable = defineRule({
  name: "console-address-not-usable",
  fault: "refused",
  summary: "The tracing console is on and the node has a host name for its address.",
  why: "HoraeDB makes the console's address from node.addr and the port and panics at start if the host in it is no IP address (apache/horaedb@v2.1.0:src/components/tracing_util/src/logging.rs:115).",
  fix: "Write an IP address into node.addr, or delete [tracing.console].",
  examples: {
    invalid: [node("db1.example.net", consoleOn)],
    valid: [node("10.1.1.1", consoleOn)],
    boundary: [
      { title: "a name without the console", ...node("db1.example.net", ""), fires: false },
      { title: "localhost is a name", ...node("localhost", consoleOn), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      for (const instance of nodes) {
        const address = instance.settings.text("node.addr");
        const port = instance.settings.integer("tracing.console.port");
        if (address === undefined || port?.origin.kind !== "source") continue;
        if (isIPv4(address.value) || /^\[.*\]$/.test(address.value)) continue;
        report({
          at: placeFor(instance, address.origin),
          key: "node.addr",
          site,
          message: `node.addr is "${address.value}", which is no IP address, so with [tracing.console] the start ends in a panic`,
          related: [{ at: port.origin.at, message: "the console is switched on here" }],
          help: "write an IP address, or delete [tracing.console]",
        });
      }
    }
  },
});
