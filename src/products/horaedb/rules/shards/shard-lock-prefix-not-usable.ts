import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { cluster, deployment, nodeFile } from "../examples.ts";

const node = (given: Parameters<typeof nodeFile>[0]) => deployment({ "horaedb.toml": nodeFile(given) });
const unnamed = (version: string, etcd = "") => ({
  as: `horaedb@${version}`,
  files: {
    "horaedb.toml": `[node]\naddr = "10.1.2.1"\n[server]\nbind_addr = "0.0.0.0"\n[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\nmeta_addr = "http://10.1.1.1:2379"\n${etcd}`,
  },
});
const etcd = '[cluster_deployment.etcd_client]\nserver_addrs = ["10.1.1.1:2379"]\n';

export const shardLockPrefixNotUsable = defineRule({
  name: "shard-lock-prefix-not-usable",
  fault: "refused",
  summary: "The root path of the shard locks does not begin with a slash, or the cluster has no name.",
  why: "Since 1.2.0 a HoraeDB under HoraeMeta makes the key of its locks from root_path and cluster_name. It does not start if root_path has no slash at its beginning, or if cluster_name is empty, as it is by default (apache/horaedb@v2.1.0:src/cluster/src/cluster_impl.rs:163).",
  fix: "Write a root_path such as /horaedb, the same as HoraeMeta's storage-root-path, and the cluster_name.",
  examples: {
    invalid: [
      node({ rootPath: "horaedb" }),
      node({ clusterName: "" }),
      { title: "a name that nobody wrote", ...unnamed("2.0.0", etcd), severity: "warning" },
    ],
    valid: [node({})],
    boundary: [
      { title: "a slash is enough", ...node({ rootPath: "/" }), fires: false },
      { title: "before the locks existed", ...unnamed("1.1.0"), fires: false },
      {
        title: "the root path of the members",
        ...cluster("  nodes: { members: [ { host: db1 } ] }\n"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodes } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        if (instance.settings.text("cluster_deployment.mode")?.value !== "WithMeta") return;
        checkRootPath(instance, tell);
        checkName(instance, tell);
      });
    }
  },
});

function checkRootPath(instance: Instance, report: Report): void {
  const path = instance.settings.text("cluster_deployment.etcd_client.root_path");
  if (path === undefined || path.value.startsWith("/")) return;
  report({
    at: placeFor(instance, path.origin),
    key: "cluster_deployment.etcd_client.root_path",
    site: instance.site,
    message: say`root_path is ${quoted(path.value)} and does not begin with a slash, so ${displayName(instance.catalogue, instance.version)} does not start`,
    help: instead(
      path.origin,
      say`/${path.value}`,
      say`write ${quoted(say`/${path.value}`)}, the same as HoraeMeta's storage-root-path`,
    ),
  });
}

function checkName(instance: Instance, report: Report): void {
  const { settings } = instance;
  const name = settings.text("cluster_deployment.meta_client.cluster_name");
  const hasLocks = settings.text("cluster_deployment.etcd_client.root_path") !== undefined;
  if (name === undefined || name.value !== "" || !hasLocks) return;
  const mode = settings.text("cluster_deployment.mode");
  const left = name.origin.kind === "default";
  report({
    at: placeFor(instance, left && mode ? mode.origin : name.origin),
    key: "cluster_deployment.meta_client.cluster_name",
    site: instance.site,
    message: say`cluster_name is ${left ? "not written and by default " : ""}empty, so ${displayName(instance.catalogue, instance.version)} does not start${left ? " unless CLUSTER_NAME is set" : ""}`,
    help: advice`write the default-cluster-name of HoraeMeta`,
    // Containers are often told by the variable alone.
    ...(left ? { severity: "warning" as const } : {}),
  });
}
