import type { Example } from "../../../../diagnostics/diagnostic.ts";
import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { clustersOf, type HoraeCluster } from "../../cluster.ts";
import { deployment, memberFile, nodeFile, remoteNodeFile } from "../examples.ts";

/** A member that waits for so many nodes, and files of two nodes. */
const files = (count: number, more = "") =>
  deployment({
    "meta0.toml": memberFile(0, { more: `default-cluster-node-count = ${count}\n${more}` }),
    "horaedb1.toml": nodeFile(),
    "horaedb2.toml": nodeFile().replace('addr = "10.1.2.1"', 'addr = "10.1.2.2"'),
  });

const closed = (example: Example): Example => ({ ...example, closed: true });

const clusterName = "cluster_deployment.meta_client.cluster_name";
const modeKey = "cluster_deployment.mode";

export const metaNodeCountMismatch = defineRule({
  name: "meta-node-count-mismatch",
  fault: "doubtful",
  summary: "HoraeMeta waits for more nodes than there are, or with a static topology for fewer.",
  why: "The shards are placed as soon as that many nodes have registered (apache/horaedb@v2.1.0:horaemeta/server/cluster/metadata/cluster_metadata.go:453). If there are fewer nodes, no shard is ever placed and no table can be created. If there are more, those that come later stay empty for good with a static topology. A negative number is taken for one in the billions.",
  fix: "Write the number of HoraeDB nodes into default-cluster-node-count before the cluster is created.",
  examples: {
    invalid: [
      files(1),
      { ...files(3), closed: true },
      {
        title: "less than none",
        ...deployment({ "meta0.toml": memberFile(0, { more: "default-cluster-node-count = -1\n" }) }),
        severity: "error",
      },
    ],
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
        title: "one file for several nodes, whose address a variable says",
        ...closed(
          deployment({
            "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 3\n" }),
            "horaedb.toml": `# cfgc-disable-file node-address-local: by a variable\n${nodeFile().replace(/^addr = .*$/m, "")}`,
          }),
        ),
        fires: false,
      },
      {
        title: "a node of a cluster that is called otherwise",
        ...closed(
          deployment({
            "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 2\n" }),
            "horaedb1.toml": nodeFile(),
            "horaedb2.toml": `# cfgc-disable-file cluster-identity-mismatch: as the example is about the count\n${nodeFile({ addr: "10.1.2.2", clusterName: "second" })}`,
          }),
        ),
        fires: false,
      },
      {
        title: "a node whose mode is misspelt",
        ...closed(
          deployment({
            "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 2\n" }),
            "horaedb1.toml": nodeFile(),
            "horaedb2.toml": `# cfgc-disable-file unknown-key: as the example is about the count\n${nodeFile({ addr: "10.1.2.2" }).replace(/^mode = /m, "mdoe = ")}`,
          }),
        ),
        fires: false,
      },
      {
        title: "a folder without nodes",
        ...closed(
          deployment({
            "meta0.toml": memberFile(0),
            "meta1.toml": memberFile(1),
            "meta2.toml": memberFile(2),
          }),
        ),
        fires: false,
      },
      {
        title: "an alone member file",
        ...deployment({ "meta0.toml": memberFile(0, { more: "default-cluster-node-count = 1\n" }) }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const servedBy = new Map<string | undefined, readonly Instance[]>();
      for (const member of cluster.meta) {
        const name = member.settings.text("default-cluster-name")?.value;
        const served = servedBy.get(name) ?? cluster.nodes.filter((node) => isNodeOf(node, name));
        servedBy.set(name, served);
        check(member, served, cluster, report);
      }
    }
  },
});

function check(
  member: Instance,
  served: readonly Instance[],
  { nodes, site, closed: isClosed }: HoraeCluster,
  report: Report,
): void {
  const { settings } = member;
  const count = settings.integer("default-cluster-node-count");
  // With 0 the cluster is not created, which has a finding of its own.
  if (count === undefined || count.value === 0) return;
  // Further clusters are created over the HTTP API, with a count of their own.
  const name = settings.text("default-cluster-name")?.value;
  const finding = { at: placeFor(member, count.origin), key: say`default-cluster-node-count`, site };
  const [first] = served;
  const spare = served[count.value];
  if (count.value < 0) {
    report({
      ...finding,
      severity: "error",
      message: say`default-cluster-node-count is ${count.value}, which HoraeMeta takes for ${count.value + 2 ** 32}, so it waits for billions of nodes and never places a shard`,
      help: advice`write the number of HoraeDB nodes`,
    });
  } else if (spare !== undefined && isStatic(member)) {
    report({
      ...finding,
      message: say`HoraeMeta places the shards once ${count.value === 1 ? say`one node has` : say`${count.value} nodes have`} registered, and there are ${served.length}; with a static topology those that come later stay empty`,
      related: [{ at: spare.at, message: say`one node more is here` }],
      help: instead(count.origin, served.length, say`write default-cluster-node-count = ${served.length}`),
    });
  } else if (
    site === undefined &&
    isClosed &&
    first !== undefined &&
    served.length + (name === undefined ? 0 : nodes.filter((node) => mayBeNodeOf(node, name)).length) <
      count.value &&
    served.every(saysItsAddress)
  ) {
    report({
      ...finding,
      message: say`HoraeMeta places no shard before ${count.value} nodes have registered, and ${served.length === 1 ? say`there is one` : say`there are ${served.length}`} here`,
      related: [
        { at: first.at, message: served.length === 1 ? say`the node is here` : say`the first node is here` },
      ],
      help: instead(
        count.origin,
        served.length,
        say`write default-cluster-node-count = ${served.length}, or add the files of the others`,
      ),
    });
  }
}

function isNodeOf({ settings }: Instance, cluster: string | undefined): boolean {
  return settings.text(modeKey)?.value === "WithMeta" && settings.text(clusterName)?.value === cluster;
}

/** What is not known may make it one; a node that calls the cluster otherwise has a finding of its own. */
function mayBeNodeOf(node: Instance, cluster: string): boolean {
  const { settings } = node;
  const isUnderMeta = settings.unread.has(modeKey) || settings.text(modeKey)?.value === "WithMeta";
  return isUnderMeta && !isNodeOf(node, cluster);
}

/** Before 1.2.0, which has the key, there was only the static one. */
function isStatic({ settings }: Instance): boolean {
  const isUnknown = settings.unread.has("topology-type");
  return (settings.text("topology-type")?.value ?? (isUnknown ? say`` : say`static`)) === "static";
}

/** A file without it may serve several nodes, each with a variable of its own. */
function saysItsAddress({ settings }: Instance): boolean {
  return settings.explicit.has("node.addr");
}
