import { placeFor, titleOf } from "../../../model/model.ts";
import { defineRule } from "../../../rules/rule.ts";
import { clustersOf, type Process } from "../cluster.ts";
import { controllerCfg, dolphin, files, nodesTable, raft } from "./examples.ts";

const named = (alias: string) =>
  dolphin("", { nodes: `  data_nodes: [ { alias: ${alias}, host: db1 }, { alias: d2, host: db2 } ]\n` });

export const aliasNotUnique = defineRule({
  name: "alias-not-unique",
  fault: "contradiction",
  summary: "Two processes of a cluster have the same alias.",
  why: "The alias alone tells processes apart, controllers and agents included: a command or a setting for one of the two may reach the other.",
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
        fires: false,
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
      for (const process of cluster.processes) {
        const { instance, site } = process;
        if (site === undefined && cluster.site === undefined) continue;
        const alias = instance.name.value;
        const other = known.get(alias);
        known.set(alias, other ?? process);
        // Two of one kind in cluster.yaml are found for every product.
        if (other === undefined || (cluster.site && other.kind === process.kind)) continue;
        report({
          at: placeFor(instance, instance.name.origin),
          site: cluster.site,
          message: `${titleOf(instance)} has the same alias as ${titleOf(other.instance)}`,
          related: [
            { at: placeFor(other.instance, other.instance.name.origin), message: "the first one is here" },
          ],
          help: "give one of them another alias",
        });
      }
    }
  },
});
