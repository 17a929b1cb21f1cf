/** Where the files of each controller and agent go, and under which names they start. */
import { say } from "../../../diagnostics/message.ts";
import type { DolphinCluster, Process } from "../cluster.ts";
import { ofKind } from "../cluster.ts";
import { defaultHome } from "../resolve/plan.ts";

export interface Installation {
  readonly process: Process;
  readonly hostName: string;
  /** Folder of the files below the host's folder in the bundle, and below `directory` on the host. */
  readonly configFolder: string;
  readonly configFile: string;
  readonly script: string;
  readonly unit: string;
  /** Whether a copy of cluster.nodes lies beside it. */
  readonly holdsTable: boolean;
  readonly home: string;
  /** What its processes write to, and their user has to own. */
  readonly directories: readonly string[];
  readonly serverDir: string;
  /** Where the host's folder of the bundle is copied to: beside the vendor's own start scripts. */
  readonly directory: string;
}

/**
 * The vendor's tutorial puts a copy of cluster.nodes beside an agent, too, though no agent reads it. Beyond this many
 * processes it is left out: each host would get the names of all the others.
 */
const mostCopied = 1000;

/** The user that the units run as; the vendor's archive brings none. */
export const user = "dolphindb";

export function installationsOf(cluster: DolphinCluster): Installation[] {
  const controllerHosts = new Set<string>();
  const serverDir = cluster.plan?.serverDir ?? "";
  const copiesBesideAgents = cluster.processes.length <= mostCopied;
  const pathsOfHosts = new Map<string, string[]>();
  for (const { instance } of ofKind(cluster, "datanode", "computenode")) {
    const host = instance.hostName?.value ?? say``;
    const paths = instance.claims.directories.map(({ path }) => path);
    pathsOfHosts.set(host, [...(pathsOfHosts.get(host) ?? []), ...paths]);
  }
  return ofKind(cluster, "controller", "agent").map((process) => {
    const { instance, kind } = process;
    const hostName = instance.hostName?.value ?? say``;
    const isController = kind === "controller";
    const second = isController && controllerHosts.has(hostName);
    if (isController) controllerHosts.add(hostName);
    const alias = instance.name.value;
    const home = cluster.plan?.homes.get(instance) ?? defaultHome;
    return {
      process,
      hostName,
      configFolder: second ? `config-${alias}` : "config",
      configFile: isController ? "controller.cfg" : "agent.cfg",
      script: isController
        ? second
          ? `startController-${alias}.sh`
          : "startController.sh"
        : "startAgent.sh",
      unit: `dolphindb-${alias}.service`,
      holdsTable: isController || (copiesBesideAgents && !controllerHosts.has(hostName)),
      home,
      // An agent's are those of the nodes that it starts; what lies in the home is made by the server itself. Nodes
      // may log beside the configuration, where the vendor's documents have their logs.
      directories: directoriesIn(
        home,
        isController
          ? instance.claims.directories.map(({ path }) => path)
          : [...(pathsOfHosts.get(hostName) ?? []), `${serverDir}/clusterDemo/log`],
      ),
      serverDir,
      directory: `${serverDir}/clusterDemo`,
    };
  });
}

function directoriesIn(home: string, paths: readonly string[]): string[] {
  return [...new Set([home, ...paths.filter((path) => !path.startsWith(`${home}/`))])];
}
