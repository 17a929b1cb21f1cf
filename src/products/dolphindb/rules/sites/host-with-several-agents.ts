import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf, ofKind, type Process } from "../../cluster.ts";
import { dolphin, nodesTable } from "../examples.ts";

const agents = (list: string) => dolphin(`  agents: [ ${list}, { host: db2 } ]\n`);
const table = (more: string) => ({
  files: { "cluster.nodes": nodesTable("c1 c2 c3 a1 d1", more) },
});

export const hostWithSeveralAgents = defineRule({
  name: "host-with-several-agents",
  fault: "contradiction",
  summary: "Two agents are on one host.",
  why: "A host has exactly one agent, which starts all data and compute nodes there, however many there are. What a second one does is not documented, so in files it is a warning; a bundle has one agent.cfg for each host.",
  fix: "Keep one agent for the host.",
  examples: {
    invalid: [
      agents("{ host: db1 }, { alias: second, host: db1, port: 8921 }"),
      { ...table("10.1.1.1:8921:other,agent\n"), severity: "warning" },
    ],
    valid: [agents("{ host: db1 }"), table("")],
    boundary: [
      { title: "one agent for several nodes", ...table("10.1.1.1:8912:d2,datanode\n"), fires: false },
      {
        title: "letter case of a host name does not count",
        files: {
          "cluster.nodes": "localSite,mode\nDB1:8901:a1,agent\ndb1:8921:a2,agent\ndb1:8902:d1,datanode\n",
        },
        fires: true,
        severity: "warning",
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      // What is to be data nodes may stand among the agents then.
      if (cluster.unknownKinds.has("datanode")) continue;
      const known = new Map<string, Process>();
      for (const agent of ofKind(cluster, "agent")) {
        const { instance, site } = agent;
        const host = instance.hostName?.value ?? site?.value.host.toLowerCase();
        if (host === undefined) continue;
        const other = known.get(host);
        known.set(host, other ?? agent);
        // One alias twice has a finding of its own.
        if (other === undefined || other.instance.name.value === instance.name.value) continue;
        report({
          at: instance.at,
          site: cluster.site,
          message: say`the agents ${other.instance.name.value} and ${instance.name.value} are both on ${host}, where one starts all nodes`,
          related: [{ at: other.instance.at, message: say`the agent ${other.instance.name.value}` }],
          help: advice`keep one of them`,
          ...(cluster.site === undefined ? { severity: "warning" as const } : {}),
        });
      }
    }
  },
});
