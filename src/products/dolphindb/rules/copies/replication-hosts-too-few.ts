import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, listsNodes, ofKind, type Process } from "../../cluster.ts";
import { copyDemands } from "../../copy-demands.ts";
import { controllerCfg, dolphin, files, nodesTable } from "../examples.ts";

const together = "  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db1, port: 8912 } ]\n";
const level = (one: number) => `  replication: { factor: 2, reliability_level: ${one} }\n`;
const inFiles = (one: number) =>
  files({
    "controller.cfg": controllerCfg(1, `dfsReplicationFactor=2\ndfsReplicaReliabilityLevel=${one}\n`),
    "cluster.nodes": nodesTable("a1 d1", "10.1.1.1:8912:d2,datanode\n"),
  });

const inZones = (host: string) =>
  dolphin("  replication: { reliability_level: 1, zones: { z1: 2, z2: 1 } }\n", {
    nodes: `  data_nodes: [ { alias: d1, host: db1, zone: z1 }, { alias: d2, host: ${host}, port: 8912, zone: z1 }, { alias: d3, host: db2, zone: z2 } ]\n`,
    version: "3.00.5",
  });

export const replicationHostsTooFew = defineRule({
  name: "replication-hosts-too-few",
  fault: "doubtful",
  summary: "Copies have to lie on different hosts, and there are fewer hosts with data nodes than copies.",
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
      { title: "two copies in a zone on one host", ...inZones("db1"), fires: true },
      { title: "two copies in a zone on two hosts", ...inZones("db3"), fires: false },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (!listsNodes(cluster)) continue;
      const dataNodes = ofKind(cluster, "datanode");
      for (const { instance } of ofKind(cluster, "controller")) {
        const { settings } = instance;
        const level = settings.text("dfsReplicaReliabilityLevel");
        if (level?.value !== "1") continue;
        for (const { key, nodes, zone } of copyDemands(settings, dataNodes)) {
          const hosts = hostsOf(nodes);
          const copies = settings.integer(key);
          if (hosts === undefined || copies === undefined || copies.value <= hosts.size) continue;
          // A zone that no data node is in has a finding of its own.
          if (zone !== undefined && hosts.size === 0) continue;
          report({
            at: placeFor(instance, level.origin),
            key: "dfsReplicaReliabilityLevel",
            site: cluster.site,
            message: say`${copies.value} copies have to lie on different hosts, and data nodes${zone === undefined ? say`` : say` of the zone ${zone}`} run on ${hosts.size === 1 ? "one" : hosts.size} only, so writes fail (inferred)`,
            related: [
              { at: placeFor(instance, copies.origin), message: say`${copies.value} copies by this` },
            ],
            help: advice`put data nodes on more hosts, or use level 2`,
          });
        }
      }
    }
  },
});

/** Undefined if the host of one is not known. */
function hostsOf(nodes: readonly Process[]): ReadonlySet<string> | undefined {
  const hosts = nodes.map(({ site, instance }) => instance.hostName?.value ?? site?.value.host.toLowerCase());
  return hosts.every((host) => host !== undefined) ? new Set(hosts) : undefined;
}
