import { writeAt } from "../../../../diagnostics/fix.ts";
import { advice, offer } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { nearest } from "../../../../schema/nearest.ts";
import { clustersOf, listsNodes, ofKind } from "../../cluster.ts";
import { isPattern, matches } from "../../syntax/qualifiers.ts";
import { files, nodesTable } from "../examples.ts";

const cfg = (line: string) =>
  files({ "cluster.cfg": `${line}\n`, "cluster.nodes": nodesTable("a1 d1 a2 d2") });

export const qualifierWithoutNode = defineRule({
  name: "qualifier-without-node",
  fault: "ignored",
  summary: "A line of cluster.cfg is for a node that does not exist.",
  why: "What stands before the dot is the alias of a node, or a pattern of aliases. If no data or compute node of cluster.nodes is called so, the line sets nothing, and nobody says so.",
  fix: "Write the alias as cluster.nodes has it; letter case counts.",
  examples: {
    invalid: [cfg("d3.maxMemSize=8"), cfg("x%.maxMemSize=8")],
    valid: [cfg("d1.maxMemSize=8"), cfg("d%.maxMemSize=8"), cfg("maxMemSize=8")],
    boundary: [
      { title: "letter case counts", ...cfg("D1.maxMemSize=8"), fires: true },
      { title: "? is exactly one character", ...cfg("d?.maxMemSize=8"), fires: false },
      { title: "not none", ...cfg("d1?.maxMemSize=8"), fires: true },
      { title: "% may be none", ...cfg("d1%.maxMemSize=8"), fires: false },
      {
        title: "a bare key where there is no node yet",
        ...files({ "cluster.cfg": "maxMemSize=8\n", "cluster.nodes": nodesTable("c1 a1") }),
        fires: false,
      },
      {
        title: "without cluster.nodes nobody knows the nodes",
        ...files({ "cluster.cfg": "d3.maxMemSize=8\n" }),
        closed: true,
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const cluster of clustersOf(model)) {
      if (!listsNodes(cluster)) continue;
      const nodes = ofKind(cluster, "datanode", "computenode");
      // One row that could not be read may be the very node.
      if (nodes.some((node) => node.site === undefined)) continue;
      const aliases = nodes.map((node) => node.instance.name.value);
      const known = new Set(aliases);
      for (const { qualifier, at } of cluster.nodeFiles.flatMap((file) => file.parts)) {
        if (qualifier === undefined || known.has(qualifier)) continue;
        if (isPattern(qualifier) && aliases.some((alias) => matches(qualifier, alias))) continue;
        const meant = nearest(qualifier, aliases);
        report({
          at,
          message: say`no data or compute node is called ${quoted(qualifier)}, so its lines set nothing`,
          help:
            meant === undefined
              ? advice`write an alias of cluster.nodes`
              : offer(
                  writeAt({ ...at, end: at.start + qualifier.length }, meant),
                  say`did you mean "${meant}"?`,
                ),
        });
      }
    }
  },
});
