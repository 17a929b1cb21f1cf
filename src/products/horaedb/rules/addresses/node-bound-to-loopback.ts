import { say } from "../../../../diagnostics/message.ts";
import { isLoopback, isUnspecified } from "../../../../model/addresses.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { withKey } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { endpointText, routingOf } from "../../routing/routing.ts";
import { cluster, deployment, nodeFile, routedFile, topologyToml } from "../examples.ts";

const unwritten = (text: string) => text.replace(/\[server\]\nbind_addr = .*\n/, "");
const routedTo = (nodes: readonly number[]) =>
  deployment({ "horaedb.toml": unwritten(routedFile(1, topologyToml(nodes))) });

export const nodeBoundToLoopback = defineRule({
  name: "node-bound-to-loopback",
  fault: "contradiction",
  summary: "Others are told an address of a node that it does not listen on.",
  why: "All ports are opened on server.bind_addr, which is 127.0.0.1 by default since 1.1.0, while HoraeMeta and the other nodes connect to node.addr. Nobody but the machine itself gets through, so HoraeMeta opens no shard on the node and no request is forwarded to it.",
  fix: 'Write bind_addr = "0.0.0.0" into [server].',
  examples: {
    invalid: [
      { title: "the default", ...deployment({ "horaedb.toml": unwritten(nodeFile()) }) },
      deployment({ "horaedb.toml": nodeFile({ bindAddr: "127.0.0.1" }) }),
      { title: "with a routing table", ...routedTo([1, 2]) },
      {
        title: "in cluster.yaml",
        ...cluster(
          "  nodes: { config: { server: { bind_addr: 127.0.0.1 } }, members: [ { host: db1 }, { host: db2 } ] }\n",
        ),
      },
    ],
    valid: [deployment({ "horaedb.toml": nodeFile() })],
    boundary: [
      {
        title: "the address itself",
        ...deployment({ "horaedb.toml": nodeFile({ bindAddr: "10.1.2.1" }) }),
        fires: false,
      },
      { title: "a routing table of this node alone", ...routedTo([1, 1]), fires: false },
      {
        title: "before 1.1.0 the default was another",
        as: "horaedb@1.0.0",
        files: {
          "horaedb.toml":
            '[node]\naddr = "10.1.2.1"\n[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\nmeta_addr = "http://10.1.1.1:2379"\n',
        },
        fires: false,
      },
      {
        title: "a node that is told to nobody",
        ...deployment({
          "horaedb.toml":
            '[node]\naddr = "10.1.2.1"\n[analytic.storage.object_store]\ntype = "Local"\ndata_dir = "/data/store"\n[analytic.wal]\ntype = "Local"\ndata_dir = "/data"\n',
        }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const { settings } = instance;
        const bind = settings.text("server.bind_addr");
        const addr = settings.text("node.addr");
        if (bind === undefined || !isLoopback(bind.value)) return;
        if (addr === undefined || isLoopback(addr.value.toLowerCase()) || isUnspecified(addr.value)) return;
        if (!isToldToOthers(instance)) return;
        const left = bind.origin.kind === "default";
        tell({
          at: placeFor(instance, left ? addr.origin : bind.origin),
          key: "server.bind_addr",
          site,
          message: say`others are told ${addr.value}, and ${displayName(instance.catalogue, instance.version)} listens on ${bind.value}${left ? ", the default of server.bind_addr" : ""}, so nobody reaches the node`,
          related: left ? [] : [{ at: placeFor(instance, addr.origin), message: say`node.addr is here` }],
          help: withKey(
            instance,
            say`server.bind_addr`,
            say`0.0.0.0`,
            say`write bind_addr = "0.0.0.0" into [server]`,
          ),
        });
      });
    }
  },
});

function isToldToOthers(instance: Instance): boolean {
  if (modeOf(instance.settings) === "WithMeta") return true;
  const shards = routingOf(instance)?.schemas?.flatMap((schema) => schema.shards.map(endpointText)) ?? [];
  return new Set(shards).size > 1;
}
