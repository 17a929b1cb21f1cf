import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { isIPv4, isIPv6 } from "../../../../source/ip.ts";
import { clustersOf } from "../../cluster.ts";
import { configured } from "../examples.ts";

const node = (address: string, more: string, as = "horaedb@2.0.0+tokio_unstable") => ({
  as,
  files: { "horaedb.toml": `[node]\naddr = "${address}"\n${more}` },
});
const consoleOn = "[tracing.console]\nport = 6669\n";

export const tracingConsoleNotUsable = defineRule({
  name: "tracing-console-not-usable",
  fault: "refused",
  summary: "The tracing console is on in a build that does not have it, or node.addr is a host name.",
  why: 'The console needs a build with RUSTFLAGS="--cfg tokio_unstable", as `make build-with-console` makes it; the official images have none (apache/horaedb@v2.1.0:Makefile:59, Dockerfile). In any other build the table ends the start in a panic: an assertion of the crate console-subscriber 0.1.9, which every release locks (tokio-rs/console@console-subscriber-v0.1.9:console-subscriber/src/lib.rs:267). With such a build the address of the console is made from node.addr and the port, and a host name there is a panic as well (apache/horaedb@v2.1.0:src/components/tracing_util/src/logging.rs:115).',
  fix: "Delete [tracing.console]. With a build that has it say so, `build_features: [tokio_unstable]` in cluster.yaml or `horaedb@2.1.0+tokio_unstable` for a file, and write an IP address into node.addr.",
  examples: {
    invalid: [
      { title: "the official build", ...node("10.1.1.1", consoleOn, "horaedb@2.0.0") },
      { title: "its first release", ...node("10.1.1.1", consoleOn, "horaedb@1.2.1") },
      { title: "a host name in a build that has it", ...node("db1.example.net", consoleOn) },
    ],
    valid: [node("10.1.1.1", consoleOn), node("10.1.1.1", "", "horaedb@2.0.0")],
    boundary: [
      {
        title: "in cluster.yaml",
        ...configured({ nodes: "{ tracing: { console: { port: 6669 } } }" }),
        fires: true,
      },
      { title: "a name without the console", ...node("db1.example.net", ""), fires: false },
      { title: "localhost is a name", ...node("localhost", consoleOn), fires: true },
      {
        title: "an IPv6 address without brackets",
        ...node("fd00::1", `# cfgc-disable-file node-address-not-usable: a trial\n${consoleOn}`),
        fires: true,
        severity: "error",
      },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) judgeEach(nodes, report, check);
  },
});

function check(instance: Instance, report: Report): void {
  const { settings, site } = instance;
  const port = settings.explicit.get("tracing.console.port");
  // What could not be read under build_features may be it.
  if (port === undefined || instance.buildFeatures === undefined) return;
  const program = displayName(instance.catalogue, instance.version);
  if (!instance.buildFeatures.includes("tokio_unstable")) {
    report({
      at: placeFor(instance, port.origin),
      key: "tracing.console.port",
      site,
      message: say`the official build of ${program} is without tokio_unstable, so with [tracing.console] the start ends in a panic`,
      help:
        site === undefined
          ? advice`delete [tracing.console], or lint as horaedb@${instance.version}+tokio_unstable if your build has it`
          : advice`delete tracing.console, or write \`build_features: [tokio_unstable]\` if your build has it`,
    });
    return;
  }
  const address = settings.text("node.addr");
  if (address === undefined || isSocketHost(address.value)) return;
  report({
    at: placeFor(instance, address.origin),
    key: "node.addr",
    site,
    message: say`node.addr is ${quoted(address.value)}, from which ${program} makes no address of the console, so the start ends in a panic`,
    related: [{ at: placeFor(instance, port.origin), message: say`the console is switched on here` }],
    help: isIPv6(address.value)
      ? advice`write ${quoted(say`[${address.value}]`)}, or delete [tracing.console]`
      : advice`write an IP address, or delete [tracing.console]`,
  });
}

/** What Rust reads as an address once a port is put behind it. */
function isSocketHost(text: string): boolean {
  return isIPv4(text) || isIPv6(/^\[(.*)\]$/.exec(text)?.[1] ?? "");
}
