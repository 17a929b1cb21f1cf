import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { clustersOf, type DolphinCluster } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const cfg = (text: string) => files({ "controller.cfg": controllerCfg(1, text) }, "3.00.5");
const master = (text: string) => cfg(`clusterReplicationSlaveNum=2\n${text}`);
const everywhere = (config: string) =>
  dolphin(`  config: { controller: ${config}, agent: ${config}, cluster: ${config} }\n`, {
    version: "3.00.5",
  });

export const transportConflict = defineRule({
  name: "transport-conflict",
  fault: "contradiction",
  summary:
    "Encryption between the processes, or to another cluster, is on without HTTPS, or together with RDMA.",
  why: "Encryption by enableRpcSSL needs enableHTTPS=true on all nodes, or connections fail (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:519), and RDMA excludes SSL. Replication with enableClusterReplicationSSL needs enableHTTPS=true in the master cluster, or connections fail (line 611 there).",
  fix: "Set enableHTTPS=true on every process as well, or choose one of RDMA and SSL.",
  examples: {
    invalid: [
      cfg("enableRpcSSL=true\n"),
      cfg("enableRpcSSL=true\nenableHTTPS=true\nenableRDMA=true\n"),
      everywhere("{ enableRpcSSL: true }"),
      { title: "replication to other clusters", ...master("enableClusterReplicationSSL=true\n") },
      {
        title: "a data node that says it is of the master",
        ...files(
          { "cluster.cfg": "clusterReplicationMode=master\nenableClusterReplicationSSL=true\n" },
          "3.00.5",
        ),
      },
      {
        title: "a node of a cluster whose controller is the master's",
        ...files(
          {
            "controller.cfg": controllerCfg(1, "clusterReplicationSlaveNum=2\n"),
            "cluster.cfg": "enableClusterReplicationSSL=true\n",
          },
          "3.00.5",
        ),
      },
      {
        title: "a server that runs alone",
        ...files({ "dolphindb.cfg": "enableRpcSSL=true\nenableHTTPS=true\nenableRDMA=true\n" }, "3.00.5"),
      },
    ],
    valid: [
      master("enableClusterReplicationSSL=true\nenableHTTPS=true\n"),
      cfg("enableRpcSSL=true\nenableHTTPS=true\n"),
      everywhere("{ enableRpcSSL: true, enableHTTPS: true }"),
    ],
    boundary: [
      {
        title: "the cluster that copies from another is asked for nothing",
        ...cfg("clusterReplicationMasterCtl=10.9.0.1:8900\nenableClusterReplicationSSL=true\n"),
        fires: false,
      },
      {
        title: "nor one that replicates nothing",
        ...cfg("enableClusterReplicationSSL=true\n"),
        fires: false,
      },
      { title: "HTTPS alone", ...cfg("enableHTTPS=true\n"), fires: false },
      {
        title: "HTTPS on one of them only",
        ...dolphin("  config: { controller: { enableRpcSSL: true, enableHTTPS: true } }\n", {
          version: "3.00.5",
        }),
        fires: true,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      const known = cluster.processes.filter((one) => one.hasFile).map((one) => one.instance);
      for (const instance of [...known, ...cluster.standalone]) checkOne(instance, known, cluster, report);
      if (known.some(isOfMaster)) for (const instance of known) checkReplication(instance, cluster, report);
    }
  },
});

/** Whether a process says that others copy from its cluster. */
function isOfMaster({ settings }: Instance): boolean {
  return (
    settings.explicit.has("clusterReplicationSlaveNum") ||
    settings.text("clusterReplicationMode")?.value === "master"
  );
}

function checkReplication(instance: Instance, cluster: DolphinCluster, report: Report): void {
  const { settings } = instance;
  const ssl = settings.boolean("enableClusterReplicationSSL");
  if (!ssl?.value || settings.boolean("enableHTTPS")?.value !== false) return;
  report({
    at: placeFor(instance, ssl.origin),
    key: "enableClusterReplicationSSL",
    site: cluster.site,
    message: say`enableClusterReplicationSSL needs enableHTTPS in the master cluster, and it is off for ${titleOf(instance)}, so connections fail`,
    help: advice`set enableHTTPS=true as well`,
  });
}

function checkOne(
  instance: Instance,
  known: readonly Instance[],
  cluster: DolphinCluster,
  report: Report,
): void {
  const ssl = instance.settings.boolean("enableRpcSSL");
  if (!ssl?.value) return;
  const peers = known.includes(instance) ? known : [instance];
  const plain = [instance, ...peers].find((peer) => peer.settings.boolean("enableHTTPS")?.value === false);
  if (plain !== undefined) {
    report({
      at: placeFor(instance, ssl.origin),
      key: "enableRpcSSL",
      site: cluster.site,
      message: say`enableRpcSSL needs enableHTTPS on all nodes, and it is off for ${titleOf(plain)}`,
      related: plain === instance ? [] : [{ at: plain.at, message: say`${titleOf(plain)} is here` }],
      help: advice`set enableHTTPS=true for controllers, agents and nodes`,
    });
  }
  const rdma = peers.find((peer) => peer.settings.boolean("enableRDMA")?.value === true);
  if (rdma === undefined) return;
  const setting = rdma.settings.get("enableRDMA");
  report({
    at: placeFor(instance, ssl.origin),
    key: "enableRpcSSL",
    site: cluster.site,
    message: say`enableRpcSSL and enableRDMA exclude each other, and RDMA is on for ${titleOf(rdma)}`,
    related: setting ? [{ at: placeFor(rdma, setting.origin), message: say`enableRDMA here` }] : [],
    help: advice`switch one of them off`,
  });
}
