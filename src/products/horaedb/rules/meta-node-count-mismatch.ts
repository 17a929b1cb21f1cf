import { placeFor } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf } from "../cluster.ts";
import { deployment, memberFile, nodeFile, remoteNodeFile } from "./examples.ts";

/** A member that waits for so many nodes, and files of two nodes. */
const files = (count: number, more = "") =>
  deployment({
    "meta0.toml": memberFile(0, { more: `default-cluster-node-count = ${count}\n${more}` }),
    "horaedb1.toml": nodeFile(),
    "horaedb2.toml": nodeFile().replace('addr = "10.1.2.1"', 'addr = "10.1.2.2"'),
  });

const clusterName = "cluster_deployment.meta_client.cluster_name";

export const metaNodeCountMismatch = defineRule({
  name: "meta-node-count-mismatch",
  fault: "doubtful",
  summary: "With a static topology HoraeMeta waits for fewer nodes than there are.",
  why: "The shards are placed as soon as that many nodes have registered, and with a static topology never again: the nodes that come later stay empty for good.",
  fix: "Write the number of HoraeDB nodes into default-cluster-node-count before the cluster is created.",
  examples: {
    invalid: [files(1)],
    valid: [files(2)],
    boundary: [
      {
        title: "a dynamic topology spreads the shards again",
        ...deployment({
          "meta0.toml": memberFile(0, {
            more: 'default-cluster-node-count = 1\ntopology-type = "dynamic"\n',
          }),
          "horaedb1.toml": remoteNodeFile(1),
          "horaedb2.toml": remoteNodeFile(2),
        }),
        fires: false,
      },
      { title: "a node whose file is not here", ...files(3), fires: false },
      {
        title: "an alone member file",
        ...deployment({ "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 1\n" }) }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { meta, nodes, site } of clustersOf(model)) {
      const registering = nodes.filter(
        ({ settings }) => settings.text("cluster_deployment.mode")?.value === "WithMeta",
      );
      for (const member of meta) {
        const count = member.settings.integer("default-cluster-node-count");
        // Further clusters are created over the HTTP API, with a count of their own.
        const name = member.settings.text("default-cluster-name")?.value;
        const served = registering.filter(({ settings }) => settings.text(clusterName)?.value === name);
        // Before 1.2.0, which has the key, there was only the static one.
        const isUnknown = member.settings.unread.has("topology-type");
        const topology = member.settings.text("topology-type")?.value ?? (isUnknown ? "" : "static");
        const one = served[count?.value ?? 0];
        // Fewer than one has a finding of its own.
        if (count === undefined || count.value < 1 || one === undefined || topology !== "static") continue;
        report({
          at: placeFor(member, count.origin),
          key: "default-cluster-node-count",
          site,
          message: `HoraeMeta places the shards once ${count.value === 1 ? "one node has" : `${count.value} nodes have`} registered, and there are ${served.length}; with a static topology those that come later stay empty`,
          related: [{ at: one.at, message: "one node more is here" }],
          help: `write default-cluster-node-count = ${served.length}`,
        });
      }
    }
  },
});
