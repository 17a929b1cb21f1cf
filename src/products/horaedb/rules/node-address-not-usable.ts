import { type Instance, placeFor } from "../../../model/model.ts";
import { oncePerPlace } from "../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import { displayName } from "../../../schema/catalogue.ts";
import { isIPv6 } from "../../../source/ip.ts";
import { clustersOf } from "../cluster.ts";
import { modeOf } from "../deployment-mode.ts";
import { endpointOf, endpointText } from "../routing.ts";
import { routingTablesIn } from "../routing-tables.ts";
import { deployment, nodeFile, routedFile, site, topologyToml } from "./examples.ts";

const node = (addr: string) => deployment({ "horaedb.toml": nodeFile({ addr }) });
const alone = (addr: string) =>
  deployment({
    "horaedb.toml": `[node]\naddr = "${addr}"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n`,
  });
const host = (address: string) =>
  site(`hosts: { db1: { address: "${address}" } }
horaedb: { version: 2.1.0, nodes: { members: [ { host: db1 } ] } }
`);
const routedTo = (addr: string) =>
  deployment({ "horaedb.toml": routedFile(1, topologyToml([1, 2]).replace("10.1.1.2", addr)) });

export const nodeAddressNotUsable = defineRule({
  name: "node-address-not-usable",
  fault: "refused",
  summary: "The address of a node holds a port, or is an IPv6 address.",
  why: "HoraeDB puts server.grpc_port behind node.addr with a colon, and whoever is told the result connects to it as a URL (apache/horaedb@v2.1.0:src/router/src/endpoint.rs:40). With a port of its own, or as an IPv6 address without brackets, it is none, so HoraeMeta opens no shard on the node and no node forwards a request to it. Brackets make a URL of it, but no HoraeDB listens on IPv6: server.bind_addr takes an IPv4 address only (src/server/src/mysql/builder.rs:67).",
  fix: "Write an IPv4 address or a host name, without a port.",
  examples: {
    invalid: [
      { title: "a port", ...node("10.1.2.1:8831") },
      { title: "an IPv6 address", ...node("fd00::2") },
      { title: "in cluster.yaml", ...host("fd00::2") },
      { title: "a shard on such an address", ...routedTo("fd00::2") },
    ],
    valid: [node("10.1.2.1"), node("node1.example.net"), host("10.1.2.1"), routedTo("10.1.1.2")],
    boundary: [
      { title: "in brackets", ...node("[fd00::2]"), fires: true, severity: "warning" },
      { title: "a node that nobody is told of", ...alone("10.1.2.1:8831"), fires: true, severity: "warning" },
      { title: "such a node on IPv6", ...alone("fd00::2"), fires: true, severity: "warning" },
      { title: "a shard on an address with a port", ...routedTo("10.1.1.2:8831"), fires: true },
      {
        title: "once for two nodes of a host",
        ...site(`hosts: { db1: { address: "fd00::2" } }
horaedb:
  version: 2.1.0
  nodes: { members: [ { name: a, host: db1 }, { name: b, host: db1, ports: { http: 6001, grpc: 6002, mysql: 6003, postgresql: 6004 } } ] }
  routing: none
`),
        fires: true,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of cluster.nodes) checkNode(instance, report);
      // In cluster.yaml the table is made of the addresses of the nodes.
      if (cluster.site !== undefined) continue;
      for (const { instance, table } of routingTablesIn(cluster)) {
        const own = endpointOf(instance);
        for (const shard of table.schemas?.flatMap(({ shards }) => shards) ?? []) {
          const problem = problemWith(shard.addr);
          if (problem === undefined || problem.isUrl || endpointText(shard) === own) continue;
          report({
            at: placeFor(instance, shard.origin),
            message: `shard ${shard.id} is on ${JSON.stringify(shard.addr)}, which ${problem.text}, so no request is forwarded to it`,
            help: problem.help,
          });
        }
      }
    }
  },
});

interface Problem {
  /** Reads on after "which". */
  readonly text: string;
  readonly help: string;
  /** Whether it becomes a URL with a port behind it. */
  readonly isUrl: boolean;
}

function problemWith(address: string): Problem | undefined {
  const withPort = /^([^:[\]]+):\d+$/.exec(address) ?? /^(\[[^\]]*\]):\d+$/.exec(address);
  if (withPort !== null)
    return { text: "holds a port", help: `write ${JSON.stringify(withPort[1])}`, isUrl: false };
  const help = "write an IPv4 address or a host name";
  if (isIPv6(address)) return { text: "is an IPv6 address", help, isUrl: false };
  return isIPv6(/^\[(.*)\]$/.exec(address)?.[1] ?? "")
    ? { text: "is an IPv6 address", help, isUrl: true }
    : undefined;
}

function checkNode(instance: Instance, report: Report): void {
  const { settings, site } = instance;
  const addr = settings.text("node.addr");
  const problem = addr && problemWith(addr.value);
  if (addr === undefined || problem === undefined) return;
  const program = displayName(instance.catalogue, instance.version);
  // cluster.yaml knows the host by this address alone, and nobody listens there.
  const isTold = site !== undefined || modeOf(settings) === "WithMeta";
  report({
    at: placeFor(instance, addr.origin),
    key: "node.addr",
    site,
    message: `node.addr is ${JSON.stringify(addr.value)}, which ${problem.text}; ${consequence(problem, program)}`,
    help: problem.help,
    ...(isTold && (site !== undefined || !problem.isUrl) ? {} : { severity: "warning" as const }),
  });
}

function consequence({ text, isUrl }: Problem, program: string): string {
  if (text === "holds a port")
    return `${program} puts server.grpc_port behind it, and what others are told is no address`;
  return isUrl
    ? `${program} listens on IPv4 only`
    : `${program} listens on IPv4 only, and with server.grpc_port behind it what others are told is no address`;
}
