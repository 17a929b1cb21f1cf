import { type Sayable, say } from "../../diagnostics/message.ts";

/** Keys that follow from the rest of cluster.yaml, and what to write there instead of `config`. */

const mode = say`it follows from the list in which the process stands`;
const commandLine = say`the start scripts of the bundle give it on the command line`;

export const derivedControllerKeys: Readonly<Record<string, Sayable>> = {
  mode,
  localSite: say`it follows from the host's address, \`port\` and \`alias\` of the controller`,
  dfsHAMode: say`it is Raft as soon as there are several \`controllers\``,
  dfsReplicationFactor: say`write \`replication.factor\``,
  dfsReplicaReliabilityLevel: say`write \`replication.reliability_level\``,
  clusterConfig: commandLine,
  nodesFile: commandLine,
  logFile: commandLine,
};

export const derivedAgentKeys: Readonly<Record<string, Sayable>> = {
  mode,
  localSite: say`it follows from the host's address, \`port\` and \`alias\` of the agent`,
  controllerSite: say`it is the first of \`controllers\``,
  sites: say`it follows from the agent itself and \`controllers\``,
  logFile: commandLine,
};

export const derivedNodeKeys: Readonly<Record<string, Sayable>> = {
  mode,
  localSite: say`it follows from the host's address, \`port\` and \`alias\` of the node`,
};
