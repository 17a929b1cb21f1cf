import { advice } from "../../../../diagnostics/help.ts";
import { quoted, type Sayable, say } from "../../../../diagnostics/message.ts";
import { isLoopback, parseHostPort } from "../../../../model/addresses.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import type { Traced } from "../../../../schema/value.ts";
import { areAlike } from "../../alike-names.ts";
import { clustersOf } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";
import { deployment, nodeFile } from "../examples.ts";

const nameKey = "cluster_deployment.meta_client.cluster_name";
const rootKey = "cluster_deployment.etcd_client.root_path";
const file = (index: number, given: Parameters<typeof nodeFile>[0] = {}) =>
  nodeFile({ addr: `10.1.2.${index}`, ...given });
const two = (second: Parameters<typeof nodeFile>[0], more: Readonly<Record<string, string>> = {}) =>
  deployment({ "horaedb1.toml": file(1), "horaedb2.toml": file(2, second), ...more });

export const nodesIdentityDiffer = defineRule({
  name: "nodes-identity-differ",
  fault: "contradiction",
  across: true,
  summary:
    "Nodes of one HoraeMeta lock their shards under different paths, or their cluster names differ in one letter.",
  why: "The key of a lock is root_path/cluster_name/shards (apache/horaedb@v2.1.0:src/cluster/src/cluster_impl.rs:177). Nodes of one cluster with two root paths have two sets of locks, so two of them may serve one shard at the same time and overwrite each other's data. The default changed from /ceresdb to /horaedb with 2.0.0. Two clusters under one HoraeMeta are right, but two names that differ in a letter are seldom meant.",
  fix: "Write the same root_path, storage-root-path of HoraeMeta, and the same cluster_name into all files.",
  examples: {
    invalid: [
      { title: "two root paths", ...two({ rootPath: "/ceresdb" }) },
      { title: "a letter in the name", ...two({ clusterName: "defaultClutser" }), severity: "warning" },
    ],
    valid: [two({})],
    boundary: [
      { title: "letter case", ...two({ clusterName: "defaultcluster" }), fires: true, severity: "warning" },
      { title: "two clusters", ...two({ clusterName: "other", rootPath: "/other" }), fires: false },
      { title: "numbered clusters", ...two({ clusterName: "defaultCluster2" }), fires: false },
      {
        title: "another HoraeMeta",
        ...two({ rootPath: "/x", metaAddr: "http://10.5.1.1:2379", serverAddrs: '"10.5.1.1:2379"' }),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes, meta, site } of clustersOf(model)) {
      // In cluster.yaml both are derived; beside the files of members each node is held against those.
      if (site !== undefined || meta.length > 0 || nodes.length < 2) continue;
      const firsts = new Map<string, Instance>();
      for (const node of nodes) {
        for (const server of serversOf(node)) {
          const first = firsts.get(server);
          if (first === undefined) firsts.set(server, node);
          else if (compare(node, first, report)) break;
        }
      }
    }
  },
});

/** The etcd and the HoraeMeta that a node is told of. */
function serversOf({ settings }: Instance): string[] {
  if (modeOf(settings) !== "WithMeta") return [];
  const texts = [
    ...(settings.texts("cluster_deployment.etcd_client.server_addrs")?.value ?? []),
    settings.text("cluster_deployment.meta_client.meta_addr")?.value ?? say``,
  ];
  return texts.flatMap((text) => {
    const at = parseHostPort(text);
    return at === undefined || isLoopback(at.host) ? [] : [`${at.host}:${at.port}`];
  });
}

/** Whether something was reported: one server is enough to say it. */
function compare(node: Instance, first: Instance, report: Report): boolean {
  const [name, otherName] = [node, first].map(({ settings }) => settings.text(nameKey));
  if (name === undefined || otherName === undefined) return false;
  // An empty name stops the start, which has a finding of its own.
  if (name.value === "" || otherName.value === "") return false;
  if (name.value !== otherName.value) {
    if (!areAlike(name.value, otherName.value)) return false;
    tell(node, name, first, otherName, nameKey, report, "warning");
    return true;
  }
  const [root, otherRoot] = [node, first].map(({ settings }) => settings.text(rootKey));
  if (root === undefined || otherRoot === undefined || root.value === otherRoot.value) return false;
  // The defaults of two lines of releases, which do not go together, as has a finding of its own.
  if (root.origin.kind === "default" && otherRoot.origin.kind === "default") return false;
  tell(node, root, first, otherRoot, rootKey, report);
  return true;
}

function tell(
  node: Instance,
  own: Traced<Sayable>,
  first: Instance,
  other: Traced<Sayable>,
  key: typeof rootKey | typeof nameKey,
  report: Report,
  severity?: "warning",
): void {
  const byDefault = (setting: Traced<Sayable>) => (setting.origin.kind === "default" ? " by default" : "");
  const what = key === rootKey ? "root_path" : "cluster_name";
  report({
    at: placeFor(node, own.origin),
    key,
    message: say`${what} is ${quoted(own.value)}${byDefault(own)}, and ${quoted(other.value)}${byDefault(other)} on ${titleOf(first)}, which has the same HoraeMeta${key === rootKey ? ", so their locks do not keep them apart" : ""}`,
    related: [{ at: placeFor(first, other.origin), message: say`${titleOf(first)} is here` }],
    help: advice`write the same value in both`,
    ...(severity === undefined ? {} : { severity }),
  });
}
