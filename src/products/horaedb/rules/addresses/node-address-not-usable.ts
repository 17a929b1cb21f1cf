import { advising } from "../../../../diagnostics/help.ts";
import { type Message, quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { isHost } from "../../../../schema/formats/formats.ts";
import { holdsPlaceholder } from "../../../../schema/values/placeholders.ts";
import { isIPv6 } from "../../../../source/ip.ts";
import { clustersOf } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { endpointOf, endpointText } from "../../routing/routing.ts";
import { routingTablesIn } from "../../routing/routing-tables.ts";
import { deployment, nodeFile, routedFile, site, topologyToml } from "../examples.ts";

const node = (addr: string) => deployment({ "horaedb.toml": nodeFile({ addr }) });
const alone = (addr: string) =>
  deployment({
    "horaedb.toml": `[node]\naddr = "${addr}"\n[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/store"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n`,
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
  summary: "The address of a node holds a port, is an IPv6 address, or is no address.",
  why: "HoraeDB appends a colon and server.grpc_port to node.addr, and HoraeMeta and the other nodes connect to the result as a URL (apache/horaedb@v2.1.0:src/router/src/endpoint.rs:40). It is no URL if node.addr is empty, or holds a port, a scheme, a blank or an IPv6 address without brackets. Then HoraeMeta opens no shard on the node, and no node forwards a request to it. Numbers and dots that are no IPv4 address are taken for a host name, which nobody finds. An IPv6 address in brackets gives a URL, but no HoraeDB listens on IPv6: server.bind_addr takes an IPv4 address only (src/server/src/mysql/builder.rs:67).",
  fix: "Write an IPv4 address or a host name, without a port.",
  examples: {
    invalid: [
      { title: "a port", ...node("10.1.2.1:8831") },
      { title: "an IPv6 address", ...node("fd00::2") },
      { title: "a scheme", ...node("http://10.1.2.1") },
      { title: "a blank", ...node("db 1") },
      { title: "a number above 255", ...node("10.1.2.300") },
      { title: "nothing", ...node("") },
      { title: "in cluster.yaml", ...host("fd00::2") },
      { title: "a shard on such an address", ...routedTo("fd00::2") },
    ],
    valid: [node("10.1.2.1"), node("node1.example.net"), host("10.1.2.1"), routedTo("10.1.1.2")],
    boundary: [
      { title: "in brackets", ...node("[fd00::2]"), fires: true, severity: "warning" },
      { title: "all addresses of IPv6", ...node("::"), fires: true },
      { title: "a node that nobody is told of", ...alone("10.1.2.1:8831"), fires: true, severity: "warning" },
      { title: "such a node with a scheme", ...alone("http://10.1.2.1"), fires: true, severity: "warning" },
      { title: "an underscore, which a name server takes", ...node("db_1"), fires: false },
      { title: "a shard on an address with a scheme", ...routedTo("http://10.1.1.2"), fires: true },
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
            message: say`shard ${shard.id} is on ${quoted(shard.addr)}, which ${problem.text}, so no request is forwarded to it`,
            help: advising(problem.help),
          });
        }
      }
    }
  },
});

interface Problem {
  /** Reads on after "which". */
  readonly text: Sayable;
  readonly help: Message;
  /** What to write, where that is told. */
  readonly right?: Sayable | undefined;
  /** Whether it becomes a URL with a port behind it. */
  readonly isUrl: boolean;
}

function problemWith(address: Sayable): Problem | undefined {
  const withPort = address.match(/^([^:[\]]+):\d+$/) ?? address.match(/^(\[[^\]]*\]):\d+$/);
  if (withPort !== null)
    return {
      text: say`holds a port`,
      help: say`write ${quoted(withPort[1] ?? address)}`,
      right: withPort[1],
      isUrl: false,
    };
  const help = say`write an IPv4 address or a host name`;
  if (isIPv6(address)) return { text: say`is an IPv6 address`, help, isUrl: false };
  if (isIPv6(/^\[(.*)\]$/.exec(address)?.[1] ?? ""))
    return { text: say`is an IPv6 address`, help, isUrl: true };
  if (isHost(address) || holdsPlaceholder(address)) return undefined;
  const behindScheme = address.match(/^[a-z]+:\/\/([^/:]+)(?::\d+)?\/?$/i)?.[1];
  return {
    text: address === "" ? say`is empty` : say`is neither the IPv4 address of one machine nor a host name`,
    help: behindScheme !== undefined && isHost(behindScheme) ? say`write ${quoted(behindScheme)}` : help,
    right: behindScheme !== undefined && isHost(behindScheme) ? behindScheme : undefined,
    isUrl: false,
  };
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
    message: say`node.addr is ${quoted(addr.value)}, which ${problem.text}; ${consequence(problem, program)}`,
    help:
      problem.right === undefined
        ? advising(problem.help)
        : instead(addr.origin, problem.right, problem.help),
    ...(isTold && (site !== undefined || !problem.isUrl) ? {} : { severity: "warning" as const }),
  });
}

function consequence({ text, isUrl }: Problem, program: Message): Message {
  const told = "the result is no address";
  if (text !== "is an IPv6 address") return say`${program} appends server.grpc_port, and ${told}`;
  return isUrl
    ? say`${program} listens on IPv4 only`
    : say`${program} listens on IPv4 only, and with server.grpc_port appended ${told}`;
}
