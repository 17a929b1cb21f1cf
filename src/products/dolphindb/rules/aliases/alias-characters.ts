import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { clustersOf } from "../../cluster.ts";
import { dolphin, nodesTable } from "../examples.ts";

const named = (alias: string) =>
  dolphin("", { nodes: `  data_nodes: [ { alias: ${JSON.stringify(alias)}, host: db1 }, { host: db2 } ]\n` });
const row = (alias: string) => ({
  files: { "cluster.nodes": nodesTable("a1", `10.1.1.1:8902:${alias},datanode\n`) },
});

export const aliasCharacters = defineRule({
  name: "alias-characters",
  fault: "refused",
  summary: "An alias holds a character that means something else in DolphinDB's files.",
  why: "In cluster.cfg an alias ends at the first dot, and % and ? stand for other characters; a comma and an equals sign end it elsewhere. That such an alias breaks things is concluded from this grammar, so for files that somebody wrote it is a warning; cfgc itself does not write what may be misread.",
  fix: "Use letters, digits, hyphens and underscores.",
  examples: {
    invalid: [
      named("dn.1"),
      ...["dn.1", "dn%", "d=1"].map((alias) => ({ ...row(alias), severity: "warning" as const })),
    ],
    valid: [named("dn_1-a"), row("dn_1-a")],
    boundary: [
      { title: "letters of any script", ...row("节点1"), fires: false },
      { ...row("dn?"), fires: true, severity: "warning" },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      for (const { instance, site } of cluster.processes) {
        const alias = cluster.site ? instance.name.value : site?.value.alias;
        // In cluster.yaml the other characters are refused for every product.
        const at = alias?.search(cluster.site ? /\./ : /[.,%?=<>]/) ?? -1;
        if (alias === undefined || at === -1) continue;
        const wrong = alias.charAt(at);
        report({
          at: placeFor(instance, instance.name.origin),
          site: cluster.site,
          message: say`the alias ${quoted(alias)} holds ${quoted(wrong)}, which ${wrong === "." ? "ends an alias" : "means something else"} in cluster.cfg`,
          help: advice`use letters, digits, hyphens and underscores`,
          ...(cluster.site ? {} : { severity: "warning" as const }),
        });
      }
    }
  },
});
