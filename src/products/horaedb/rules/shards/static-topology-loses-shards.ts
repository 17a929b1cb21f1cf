import { advising } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { losingTopology } from "../../meta/shard-loss.ts";
import { firstLocalStorage } from "../../node/local-storage.ts";
import { cluster, deployment, kafkaAndS3, memberFile, nodeFile, remoteNodeFile } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";
const newest = { version: "2.1.0" };
const accepted =
  'accept: [ { rule: static-topology-loses-shards, reason: "lost shards are restored from a copy" } ]\n';

export const staticTopologyLosesShards = defineRule({
  name: "static-topology-loses-shards",
  fault: "availability",
  summary: "With a static topology HoraeMeta 2.1.0 loses the shards of a node that was away, for good.",
  why: "HoraeMeta 2.1.0 looks every 5 seconds for nodes whose last heartbeat is more than 10 seconds old, and takes their shards from them (apache/horaedb@v2.1.0:horaemeta/server/coordinator/inspector/node_inspector.go:112, apache/horaedb@v2.1.0:horaemeta/server/cluster/metadata/types.go:31). Its scheduler for a static topology places shards once, when the cluster is created, and after that only reopens those that still belong to a node (apache/horaedb@v2.1.0:horaemeta/server/coordinator/scheduler/static/scheduler.go:78 and 113). Tables in lost shards stay out of reach when the node is back, and after a restart of HoraeMeta, too; their data stay where they are. A node sends a heartbeat every 6.7 seconds, so 3 seconds away can be too many. It happens to a running node as well, while the member that its meta_addr names is down and another member leads. HoraeMeta 2.0.0 and older take no shards away.",
  fix: 'For a new cluster write `topology: dynamic`, with a remote log (Kafka, Obkv) and a remote object store (Aliyun, S3). A cluster that runs keeps the topology that it was created with, which `GET /api/v1/clusters` shows: `topology: dynamic` in cluster.yaml alone changes nothing there, and in an upgrade to 2.1.0 the topology comes first, before anything restarts. With a remote log and store make it dynamic on the HTTP port of any member, `curl -X PUT http://<member>:8080/api/v1/clusters/<name> -d \'{"topologyType":"dynamic","procedureExecutingBatchSize":4294967295}\'`, and restart the members one after the other; that places lost shards again. Leave neither value out: a batch of 0 places nothing. With a local log or store that is no way out, since a dynamic topology opens a shard on any node, without its data: create such a cluster with 2.0.0, or with a routing table instead of HoraeMeta (`routing` instead of `meta`). Who keeps it on 2.1.0 accepts the rule with a reason, and restarts nothing alone: stop all members, then the nodes; start the members, then the nodes. A new leader takes nothing from nodes that have not registered with it yet.',
  examples: {
    invalid: [
      cluster(nodes, newest),
      cluster(`  topology: static\n${nodes}${kafkaAndS3}`, newest),
      deployment({ "horaedb.toml": nodeFile(), "meta0.toml": memberFile(0) }, newest),
      {
        title: "a member's file alone, which may be for either kind of log",
        ...deployment({ "meta0.toml": memberFile(0, { more: 'topology-type = "static"\n' }) }, newest),
      },
    ],
    valid: [
      cluster(`  topology: dynamic\n${nodes}${kafkaAndS3}`, newest),
      { title: "accepted with a reason", ...cluster(`${nodes}${accepted}`, newest) },
      deployment(
        {
          "horaedb.toml": remoteNodeFile(1),
          "meta0.toml": memberFile(0, { more: 'topology-type = "dynamic"\n' }),
        },
        newest,
      ),
    ],
    boundary: [
      { title: "2.0.0 takes no shard away", ...cluster(nodes, { version: "2.0.0" }), fires: false },
      {
        title: "one member is at 2.1.0 already, and may lead",
        ...cluster(nodes, { version: "2.0.0", lastMember: "version: 2.1.0" }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const group of clustersOf(model)) {
      for (const member of group.meta) {
        const topology = losingTopology(member);
        if (topology === undefined) continue;
        const local = firstLocalStorage(group.nodes);
        report({
          at: placeFor(member, topology.origin),
          key: "topology-type",
          site: group.site,
          message: say`the topology is static, so HoraeMeta ${member.version} takes the shards from a node that is away for some seconds, and never places them again`,
          related:
            local === undefined
              ? []
              : [
                  {
                    at: local.at,
                    message: say`the ${local.what} is ${local.value} here, so shards cannot move`,
                  },
                ],
          help:
            group.plan?.upgradingFrom === undefined
              ? advising(wayOut(group, local !== undefined))
              : advising(wayOutOfUpgrade(local !== undefined)),
        });
        break;
      }
    }
  },
});

/** What to write depends on where the data lie; of a member's file alone that is not known. */
function wayOut({ site, nodes }: HoraeCluster, isLocal: boolean): Message {
  const dynamic = site === undefined ? 'topology-type = "dynamic"' : "topology: dynamic";
  const running = "a running cluster is changed over the HTTP API";
  if (isLocal)
    return say`use a remote WAL and object store with ${dynamic}, or 2.0.0, or a routing table instead of HoraeMeta`;
  return nodes.length > 0
    ? say`write ${dynamic}; ${running}`
    : say`write ${dynamic} if log and object store are remote; ${running}`;
}

/** What the files say does not reach the cluster that runs, and a rolling restart would lose its shards. */
function wayOutOfUpgrade(isLocal: boolean): Message {
  return isLocal
    ? say`stay at the release that runs, or accept the rule with a reason and upgrade in a full stop, whose steps are in the README then`
    : say`write topology: dynamic, and before anything restarts make the cluster that runs dynamic over the HTTP API, since it keeps the topology that it was created with; the README of the bundle has the commands`;
}
