import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { inspectsNodes } from "../../meta/shard-loss.ts";
import { firstLocalStorage } from "../../node/local-storage.ts";
import { cluster, deployment, kafkaAndS3, memberFile, nodeFile } from "../examples.ts";

const nodes = "  nodes: { members: [ { host: db1 } ] }\n";

export const dynamicTopologyOnLocalStorage = defineRule({
  name: "dynamic-topology-on-local-storage",
  fault: "contradiction",
  summary: "Shards may move between nodes, but their data stay on one node's disk.",
  why: "With a dynamic topology HoraeMeta opens a shard on another node when one fails or is full. A local log or object store does not come along, so the tables are empty or damaged there. No program checks this.",
  fix: "Use a remote WAL (Kafka, Obkv) and a remote object store (Aliyun, S3), or a static topology, on HoraeMeta 2.0.0 or older (see static-topology-loses-shards).",
  examples: {
    invalid: [
      cluster(`  topology: dynamic\n${nodes}`),
      {
        title: "where a static topology loses shards",
        ...cluster(`  topology: dynamic\n${nodes}`, { version: "2.1.0" }),
      },
      {
        title: "in files of a release where a static topology loses shards",
        ...deployment(
          {
            "horaedb.toml": nodeFile(),
            "meta0.toml": memberFile(0, { more: 'topology-type = "dynamic"\n' }),
          },
          { version: "2.1.0" },
        ),
      },
      deployment({
        "horaedb.toml": nodeFile(),
        "meta0.toml": memberFile(0, { more: 'topology-type = "dynamic"\n' }),
      }),
      {
        title: "one of the two by hand, said once",
        ...deployment({
          "horaedb.toml": nodeFile().replace(
            'type = "Local"\ndata_dir = "/data/store"',
            'type = "S3"\nregion = "r"\nkey_id = ""\nkey_secret = ""\nendpoint = "https://s3.example.net"\nbucket = "b"\nprefix = "p"',
          ),
          "meta0.toml": memberFile(0, { more: 'topology-type = "dynamic"\n' }),
        }),
      },
    ],
    valid: [cluster(`  topology: dynamic\n${nodes}${kafkaAndS3}`), cluster(nodes)],
    boundary: [
      {
        title: "a remote log alone is not enough",
        ...cluster(`  topology: dynamic\n${nodes}${kafkaAndS3.split("\n")[0]}\n`),
        fires: true,
      },
      { title: "static may be local", ...cluster(`  topology: static\n${nodes}`), fires: false },
    ],
  },
  check(model, report) {
    for (const group of clustersOf(model)) {
      const dynamic = group.meta
        .map((member) => ({ member, topology: member.settings.text("topology-type") }))
        .find(({ topology }) => topology?.value === "dynamic");
      if (dynamic?.topology === undefined) continue;
      const local = firstLocalStorage(group.nodes);
      if (local === undefined) continue;
      report({
        at: placeFor(dynamic.member, dynamic.topology.origin),
        site: group.site,
        message: say`the topology is dynamic, so shards move between nodes, but the ${local.what} is ${local.value} and stays on its node`,
        related: [{ at: local.at, message: say`the ${local.what} is ${local.value} here` }],
        help: advice`use a remote WAL and a remote object store, or ${wayOut(group)}`,
      });
    }
  },
});

/** From some release on a static topology loses shards, so it is no way out there. */
function wayOut({ meta, plan }: HoraeCluster): Message {
  const release = meta.find(inspectsNodes)?.version;
  if (release === undefined) return say`topology static`;
  return plan?.upgradingFrom === undefined
    ? say`HoraeMeta 2.0.0 with topology static, which loses shards on ${release}, or a routing table instead of HoraeMeta`
    : say`stay at the release that runs, since topology static loses shards on ${release}`;
}
