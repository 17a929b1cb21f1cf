import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, isUnspecified, parseHostPort } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { variablesOf } from "../../../../schema/key-state.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { deployment, nodeFile } from "../examples.ts";

const node = (addr: string, metaAddr?: string) =>
  deployment({ "horaedb.toml": nodeFile({ addr, ...(metaAddr === undefined ? {} : { metaAddr }) }) });
const unwritten = (given: Parameters<typeof nodeFile>[0]) =>
  deployment({ "horaedb.toml": nodeFile(given).replace(/^\[node\]\naddr = .*\n/, "") });
const local = { metaAddr: "http://127.0.0.1:2379", serverAddrs: '"127.0.0.1:2379"' };

export const nodeAddressLocal = defineRule({
  name: "node-address-local",
  fault: "doubtful",
  summary: "A node tells HoraeMeta, on another machine, an address that only the node itself can use.",
  why: "HoraeMeta opens shards at node.addr and sends other nodes and clients there. The default is 127.0.0.1 (apache/horaedb@v2.1.0:src/horaedb/src/config.rs:40), and HoraeMeta is told it unchanged (apache/horaedb@v2.1.0:src/horaedb/src/setup.rs:311). So HoraeMeta, other nodes and clients each reach their own machine, and HoraeMeta takes two such nodes for one.",
  fix: "Write an address that the other machines reach into node.addr, or set HORAEDB_SERVER_ADDR (CERESDB_SERVER_ADDR before 2.0.0) for each node.",
  examples: {
    invalid: [
      { title: "the default", ...unwritten({}) },
      node("127.0.0.1"),
      { title: "all addresses", ...node("0.0.0.0") },
    ],
    valid: [node("10.1.2.1")],
    boundary: [
      { title: "HoraeMeta is on the same machine", ...unwritten(local), fires: false },
      { title: "as is said of the node", ...node("127.0.0.1", "http://localhost:2379"), fires: false },
      {
        title: "a name may be of this machine",
        ...unwritten({ metaAddr: "http://meta0:2379" }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (cluster.site !== undefined) continue;
      for (const instance of cluster.nodes) check(instance, cluster, report);
    }
  },
});

function check(instance: Instance, cluster: HoraeCluster, report: Report): void {
  const { settings, version } = instance;
  if (modeOf(settings) !== "WithMeta") return;
  const addr = settings.text("node.addr");
  const metaAddr = settings.text("cluster_deployment.meta_client.meta_addr");
  const meta = metaAddr && parseHostPort(metaAddr.value);
  if (addr === undefined || metaAddr === undefined || meta === undefined || isLoopback(meta.host)) return;
  // An empty text is no address at all, and IPv6 is nothing to a node, which has a finding of its own.
  if (addr.value === "" || addr.value.includes(":")) return;
  if (!isLoopback(addr.value.toLowerCase()) && !isUnspecified(addr.value)) return;
  const left = addr.origin.kind === "default";
  // Beside others that tell a real address it is a contradiction, which has a finding of its own.
  if (!left && cluster.instances.length > 1) return;
  const variable = entriesOf(instance.catalogue, "node.addr").flatMap((entry) =>
    variablesOf(entry, version),
  )[0];
  report({
    at: placeFor(instance, left ? metaAddr.origin : addr.origin),
    key: "node.addr",
    message: left
      ? say`HoraeMeta is at ${meta.host}, and node.addr is not written, so it is told ${addr.value}, by which nobody else reaches the node${variable === undefined ? say`` : say` unless ${variable} is set`}`
      : say`HoraeMeta is at ${meta.host} and is told ${addr.value} in node.addr, by which nobody else reaches the node`,
    help: advice`write the address of this machine into node.addr`,
  });
}
