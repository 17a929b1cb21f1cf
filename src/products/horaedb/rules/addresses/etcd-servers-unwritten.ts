import { advice } from "../../../../diagnostics/help.ts";
import { joined, quoted, say } from "../../../../diagnostics/message.ts";
import { isLoopback, parseHostPort } from "../../../../model/addresses.ts";
import { placeFor } from "../../../../model/model.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { compareVersions } from "../../../../schema/versions.ts";
import { clustersOf } from "../../cluster.ts";
import { modeOf } from "../../node/deployment-mode.ts";

const key = "cluster_deployment.etcd_client.server_addrs";
const node = (metaAddr: string, more = "", version = "2.0.0") => ({
  as: `horaedb@${version}`,
  files: {
    "horaedb.toml": `[node]\naddr = "10.1.2.1"\n[server]\nbind_addr = "0.0.0.0"\n[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\nmeta_addr = "${metaAddr}"\n${more}`,
  },
});

export const etcdServersUnwritten = defineRule({
  name: "etcd-servers-unwritten",
  fault: "doubtful",
  summary: "A node is told where HoraeMeta is, and not where its etcd is.",
  why: "Since 1.2.0 a node under HoraeMeta locks its shards in HoraeMeta's etcd. Without server_addrs it looks for that at 127.0.0.1:2379, on its own machine (apache/horaedb@v2.1.0:src/cluster/src/config.rs:109), where there is none unless a member runs beside it; then no shard can be opened.",
  fix: "Write the client addresses of all members into server_addrs of [cluster_deployment.etcd_client].",
  examples: {
    invalid: [
      node("http://10.1.1.1:2379"),
      {
        title: "a table without the key",
        ...node("http://10.1.1.1:2379", '[cluster_deployment.etcd_client]\nroot_path = "/horaedb"\n'),
      },
    ],
    valid: [
      node("http://10.1.1.1:2379", '[cluster_deployment.etcd_client]\nserver_addrs = ["10.1.1.1:2379"]\n'),
    ],
    boundary: [
      {
        title: "everything is on this machine",
        as: "horaedb@2.0.0",
        files: {
          "horaedb.toml": `[cluster_deployment]\nmode = "WithMeta"\n[cluster_deployment.meta_client]\ncluster_name = "c"\nmeta_addr = "http://127.0.0.1:2379"\n`,
        },
        fires: false,
      },
      {
        title: "there were no locks before 1.2.0",
        ...node("http://10.1.1.1:2379", "", "1.1.0"),
        fires: false,
      },
      { title: "the first release with them", ...node("http://10.1.1.1:2379", "", "1.2.0"), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const { settings, version } = instance;
        if (modeOf(settings) !== "WithMeta") return;
        const servers = settings.texts(key);
        const metaAddr = settings.text("cluster_deployment.meta_client.meta_addr");
        const meta = metaAddr && parseHostPort(metaAddr.value);
        if (servers?.origin.kind !== "default" || metaAddr === undefined || meta === undefined) return;
        if (isLoopback(meta.host)) return;
        const variable = compareVersions(version, "2.0.0") >= 0 ? " or ETCD_ADDRS is set" : "";
        tell({
          at: placeFor(instance, metaAddr.origin),
          key,
          site,
          message: say`HoraeMeta is at ${meta.host}, and etcd_client.server_addrs is not written, so ${displayName(instance.catalogue, version)} looks for etcd at ${joined(servers.value, ", ")} unless a member runs there${variable}`,
          help: advice`write server_addrs = [${quoted(say`${meta.host}:${meta.port}`)}] with all members into [cluster_deployment.etcd_client]`,
        });
      });
    }
  },
});
