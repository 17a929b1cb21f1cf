/** Keys that follow from the rest of cluster.yaml, and what to write there instead of `config`. */

const mode = "it follows from the list in which the process stands";
const commandLine = "the start scripts of the bundle give it on the command line";

export const derivedControllerKeys: Readonly<Record<string, string>> = {
  mode,
  localSite: "it follows from the host's address, `port` and `alias` of the controller",
  dfsHAMode: "it is Raft as soon as there are several `controllers`",
  dfsReplicationFactor: "write `replication.factor`",
  dfsReplicaReliabilityLevel: "write `replication.reliability_level`",
  clusterConfig: commandLine,
  nodesFile: commandLine,
  logFile: commandLine,
};

export const derivedAgentKeys: Readonly<Record<string, string>> = {
  mode,
  localSite: "it follows from the host's address, `port` and `alias` of the agent",
  controllerSite: "it is the first of `controllers`",
  sites: "it follows from the agent itself and `controllers`",
  logFile: commandLine,
};

export const derivedNodeKeys: Readonly<Record<string, string>> = {
  mode,
  localSite: "it follows from the host's address, `port` and `alias` of the node",
};
