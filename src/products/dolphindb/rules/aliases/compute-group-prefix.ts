import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf, ofKind } from "../../cluster.ts";
import { dolphin, files } from "../examples.ts";

const inGroup = (alias: string, group = "orca") =>
  dolphin("", {
    nodes: `  data_nodes: [ { alias: d1, host: db1 }, { alias: d2, host: db2 } ]\n  compute_nodes: [ { alias: ${alias}, host: db3, compute_group: ${group} } ]\n`,
    version: "3.00.2",
  });
const table = (alias: string) =>
  files(
    {
      "agent.cfg": "localSite=10.1.1.1:8901:a1\ncontrollerSite=10.1.1.1:8900:c1\n",
      "cluster.nodes": `localSite,mode,computeGroup\n10.1.1.1:8901:a1,agent,\n10.1.1.1:8902:d1,datanode,\n10.1.1.1:8903:${alias},computenode,orca\n`,
    },
    "3.00.2",
  );

export const computeGroupPrefix = defineRule({
  name: "compute-group-prefix",
  fault: "note",
  summary: "The alias of a node in a compute group does not begin with the group's name.",
  // tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/web/cfg_man.md:72 and
  // skills/dolphindb/docs/30-database/storage_compute_separation.md:166
  why: "The server takes any alias. The web manager tells the nodes of a group by the prefix of their aliases: it refuses to make a group, or to add a node to one, under another alias.",
  fix: "Begin the aliases of a group's nodes with its name, if the cluster is to be changed through the web manager.",
  examples: {
    invalid: [inGroup("n1"), table("n1")],
    valid: [inGroup("orca1"), table("orca1")],
    boundary: [
      { title: "the name alone", ...inGroup("orca"), fires: false },
      { title: "another case", ...inGroup("Orca1"), fires: true },
      { title: "the name in the middle", ...inGroup("n_orca"), fires: true },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, computeGroup } of ofKind(cluster, "computenode")) {
        const alias = instance.name.value;
        if (computeGroup === undefined || alias.startsWith(computeGroup.value)) continue;
        report({
          at: placeOf(instance.name.origin) ?? instance.at,
          site: cluster.site,
          message: say`the alias ${quoted(alias)} does not begin with the name of its compute group, ${quoted(computeGroup.value)}, and the web manager expects that`,
          related: [{ at: placeOf(computeGroup.origin) ?? instance.at, message: say`the group here` }],
          help: advice`call it ${quoted(say`${computeGroup.value}${alias}`)}, or change the group through files and functions only`,
        });
      }
    }
  },
});
