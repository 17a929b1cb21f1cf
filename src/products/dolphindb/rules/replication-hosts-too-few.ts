import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf, listsNodes, ofKind, type Process } from "../cluster.ts";
import { controllerCfg, dolphin, files, nodesTable } from "./examples.ts";

const together = "  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db1, port: 8912 } ]\n";
const level = (one: number) => `  replication: { factor: 2, reliability_level: ${one} }\n`;
const inFiles = (one: number) =>
  files({
    "controller.cfg": controllerCfg(1, `dfsReplicationFactor=2\ndfsReplicaReliabilityLevel=${one}\n`),
    "cluster.nodes": nodesTable("a1 d1", "10.1.1.1:8912:d2,datanode\n"),
  });

export const replicationHostsTooFew = defineRule({
  name: "replication-hosts-too-few",
  fault: "doubtful",
  summary: "Copies have to lie on different hosts, and fewer hosts than copies have data nodes.",
  why: "With dfsReplicaReliabilityLevel=1 no host may hold two copies of a chunk. That writes fail for want of hosts is concluded from this rule; no document says it.",
  fix: "Put data nodes on more hosts, or use level 2, which keeps copies apart where it can.",
  examples: {
    invalid: [dolphin(level(1), { nodes: together }), inFiles(1)],
    valid: [dolphin(level(1)), inFiles(2)],
    boundary: [
      {
        title: "level 2 only prefers different hosts",
        ...dolphin(level(2), { nodes: together }),
        fires: false,
      },
      { title: "level 0 allows one host", ...inFiles(0), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const hosts = hostsOf(ofKind(cluster, "datanode"));
      if (!listsNodes(cluster) || hosts === undefined) continue;
      for (const { instance } of ofKind(cluster, "controller")) {
        const { settings } = instance;
        const level = settings.text("dfsReplicaReliabilityLevel");
        const copies = settings.integer("dfsReplicationFactor");
        if (level?.value !== "1" || copies === undefined || copies.value <= hosts.size) continue;
        report({
          at: placeFor(instance, level.origin),
          key: "dfsReplicaReliabilityLevel",
          site: cluster.site,
          message: `${copies.value} copies have to lie on different hosts, and data nodes run on ${hosts.size === 1 ? "one" : hosts.size}, so by inference writes fail`,
          related: [{ at: placeFor(instance, copies.origin), message: `${copies.value} copies by this` }],
          help: "put data nodes on more hosts, or use level 2",
        });
      }
    }
  },
});

/** Undefined if the host of one is not known. */
function hostsOf(nodes: readonly Process[]): ReadonlySet<string> | undefined {
  const hosts = nodes.map(({ site, instance }) => instance.hostName?.value ?? site?.value.host.toLowerCase());
  return hosts.every((host) => host !== undefined) ? new Set(hosts) : undefined;
}
