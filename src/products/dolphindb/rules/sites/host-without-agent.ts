import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, listsNodes, ofKind, type Process } from "../../cluster.ts";
import { dolphin, nodesTable } from "../examples.ts";

const agents = (hosts: string) => `  agents: [ ${hosts} ]\n`;

export const hostWithoutAgent = defineRule({
  name: "host-without-agent",
  fault: "contradiction",
  summary: "A data or compute node is on a host without an agent.",
  why: "The agent of its host starts a node and stops it. Where there is none, the node stays down, whatever the controllers know about it.",
  fix: "Add an agent on the host, and its row in cluster.nodes; without a list of `agents` cfgc adds them itself.",
  examples: {
    invalid: [
      dolphin(agents("{ host: db1 }")),
      { files: { "cluster.nodes": nodesTable("c1 c2 c3 a1 d1 d2") } },
    ],
    valid: [
      dolphin(),
      dolphin(agents('{ host: "db[1-2]" }')),
      { files: { "cluster.nodes": nodesTable("c1 c2 c3 a1 a2 d1 d2") } },
    ],
    boundary: [
      { title: "an agent more than needed", ...dolphin(agents('{ host: "db[1-3]" }')), fires: false },
      {
        title: "letter case of a host name does not count",
        files: { "cluster.nodes": "localSite,mode\nDB1:8901:a1,agent\ndb1:8902:d1,datanode\n" },
        fires: false,
      },
      {
        title: "a name and an address may be one host, so this is a doubt only",
        files: { "cluster.nodes": "localSite,mode\ndb1:8901:a1,agent\n10.1.1.1:8902:d1,datanode\n" },
        fires: true,
        severity: "warning",
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      if (!listsNodes(cluster) || cluster.unknownKinds.has("agent")) continue;
      const agents = new Set(ofKind(cluster, "agent").map(hostOf));
      if (agents.has(undefined)) continue;
      const mixed = new Set(cluster.processes.map((process) => isName(hostOf(process)))).size > 1;
      for (const node of ofKind(cluster, "datanode", "computenode")) {
        const host = hostOf(node);
        // A host that does not exist has a finding of its own.
        if (host === undefined || agents.has(host)) continue;
        report({
          at: node.instance.at,
          site: cluster.site,
          message: say`${node.instance.name.value} is on ${host}, where no agent runs that could start it`,
          help: cluster.site
            ? advice`add the host to \`agents\`, or leave that list out`
            : advice`add a row such as ${host}:8901:agent-of-this-host,agent`,
          ...(mixed && cluster.site === undefined ? { severity: "warning" as const } : {}),
        });
      }
    }
  },
});

/** Undefined if it is not known, as of a host that does not exist. */
function hostOf({ instance, site }: Process): Message | undefined {
  if (instance.site !== undefined && instance.host === undefined) return undefined;
  return instance.hostName?.value ?? site?.value.host.toLowerCase();
}

function isName(host: string | undefined): boolean {
  return host !== undefined && !/^[\d.]+$/.test(host);
}
