import { advice } from "../../../../diagnostics/help.ts";
import { say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { clustersOf, type DolphinCluster, type Process } from "../../cluster.ts";
import { controllerCfg, dolphin, files, nodesTable, raft } from "../examples.ts";

const named = (alias: string) =>
  dolphin("", { nodes: `  data_nodes: [ { alias: ${alias}, host: db1 }, { alias: d2, host: db2 } ]\n` });

export const aliasNotUnique = defineRule({
  name: "alias-not-unique",
  fault: "contradiction",
  summary: "Two processes of a cluster have the same alias, or aliases that differ in letter case only.",
  why: "The alias alone tells processes apart, controllers and agents included: a command or a setting for one of the two may reach the other. Letter case counts (dolphindb/Tutorials_CN@35282f6:ha_cluster_deployment.md:149), so aliases that differ in nothing else work, and are a note for whoever reads them.",
  fix: "Give one of them another alias.",
  examples: {
    invalid: [
      named("c1"),
      { files: { "cluster.nodes": nodesTable("a1 d1", "10.1.1.1:8912:d1,datanode\n") } },
      { files: { "cluster.nodes": nodesTable("a1 d1", "10.1.1.1:8921:a1,agent\n") } },
    ],
    valid: [named("d1"), dolphin("", { controllers: raft })],
    boundary: [
      {
        title: "letter case tells aliases apart",
        files: { "cluster.nodes": nodesTable("a1 d1", "10.1.1.1:8912:D1,datanode\n") },
        fires: true,
        severity: "info",
      },
      { title: "on two hosts", ...named("D2"), fires: true, severity: "info" },
      {
        title: "on one host",
        ...dolphin("", {
          nodes: "  data_nodes: [ { alias: d1, host: db1 }, { alias: D1, host: db1, port: 8912 } ]\n",
        }),
        fires: true,
        severity: "info",
      },
      {
        title: "two files of one controller's name",
        ...files({
          "controller-1.cfg": controllerCfg(1, "", true),
          "controller-2.cfg": controllerCfg(2, "", true).replace("c2", "c1"),
        }),
        fires: true,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      const known = new Map<string, Process>();
      const folded = new Map<string, Process>();
      for (const process of cluster.processes) {
        if (process.site === undefined && cluster.site === undefined) continue;
        const alias = process.instance.name.value;
        const same = known.get(alias);
        const alike = folded.get(alias.toLowerCase());
        known.set(alias, same ?? process);
        folded.set(alias.toLowerCase(), alike ?? process);
        if (same !== undefined) reportSame(process, same, cluster, report);
        else if (alike !== undefined) reportAlike(process, alike, cluster, report);
      }
    }
  },
});

function reportSame(process: Process, other: Process, { site }: DolphinCluster, report: Report): void {
  // Two of one kind in cluster.yaml are found for every product.
  if (site && other.kind === process.kind) return;
  report({
    at: placeFor(process.instance, process.instance.name.origin),
    site,
    message: say`${titleOf(process.instance)} has the same alias as ${titleOf(other.instance)}`,
    related: [firstOne(other)],
    help: advice`give one of them another alias`,
  });
}

function reportAlike(process: Process, other: Process, { site }: DolphinCluster, report: Report): void {
  const { instance } = process;
  const onOneHost = instance.hostName?.value === other.instance.hostName?.value;
  // Where files are called after the two, this is found for every product.
  if (site && onOneHost && process.kind === other.kind && !instance.ownsNoFile) return;
  report({
    at: placeFor(instance, instance.name.origin),
    site,
    severity: "info",
    message: say`the aliases ${other.instance.name.value} and ${instance.name.value} differ in letter case only; DolphinDB tells them apart`,
    related: [firstOne(other)],
    help: advice`choose aliases that people tell apart, too`,
  });
}

function firstOne({ instance }: Process) {
  return { at: placeFor(instance, instance.name.origin), message: say`the first one is here` };
}
