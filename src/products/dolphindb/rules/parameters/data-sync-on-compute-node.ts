import { advice } from "../../../../diagnostics/help.ts";
import { type Message, say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { type Origin, placeOf } from "../../../../schema/value.ts";
import { clustersOf, type DolphinCluster, ofKind } from "../../cluster.ts";
import { offOnComputeNodes as key } from "../../compute-node-keys.ts";
import { matches } from "../../syntax/qualifiers.ts";
import { dolphin, files, nodesTable } from "../examples.ts";

const table = nodesTable("a1 d1", "10.1.1.1:8903:n1,computenode\n");
/** The note on the place of the key is silenced, since it stands beside this finding. */
const cfg = (lines: string, nodes = table) =>
  files({
    "cluster.cfg": `# cfgc-disable-file misplaced-key: as the tutorial has it\n${lines}`,
    "cluster.nodes": nodes,
  });
const section = (config: string, own = "") =>
  dolphin(`  compute_nodes: [ { alias: n1, host: db3${own} } ]\n${config}`);

export const dataSyncOnComputeNode = defineRule({
  name: "data-sync-on-compute-node",
  fault: "doubtful",
  summary: "A compute node has dataSync switched on.",
  why: "A tutorial demands dataSync=0 on compute nodes (dolphindb/Tutorials_CN@35282f6:Compute_Node.md:313). It does not say what happens otherwise, and the reference has the key for controllers and single servers alone (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:349), so this is a warning.",
  fix: "Write 0 for the compute nodes, and leave the key of the data nodes and of the controllers as it is.",
  examples: {
    invalid: [
      section("  config: { compute_nodes: { dataSync: 1 } }\n"),
      section("", ", config: { dataSync: 1 }"),
      cfg("n%.dataSync=1\n"),
      cfg("n1.dataSync=1\n"),
    ],
    valid: [
      section("  config: { compute_nodes: { dataSync: 0 } }\n"),
      section("", ", config: { dataSync: 0 }"),
      cfg("d%.dataSync=1\nn%.dataSync=0\n"),
    ],
    boundary: [
      { title: "a pattern for nodes of both kinds", ...cfg("%1.dataSync=1\n"), fires: true },
      {
        title: "a line for all nodes, of which the documents disagree",
        ...cfg("dataSync=1\n"),
        fires: false,
      },
      {
        title: "nobody says of which kind the node is",
        ...files({
          "cluster.cfg": "# cfgc-disable-file misplaced-key: as the tutorial has it\nn1.dataSync=1\n",
        }),
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      if (cluster.plan !== undefined) checkPlan(cluster, report);
      else checkFiles(cluster, report);
    }
  },
});

/** What data nodes have from the same line is for all nodes, and a matter of misplaced-key. */
function checkPlan(cluster: DolphinCluster, report: Report): void {
  const shared = new Set(
    ofKind(cluster, "datanode").map(({ instance }) =>
      identityOf(instance.settings.explicit.get(key)?.origin),
    ),
  );
  for (const { instance } of ofKind(cluster, "computenode")) {
    const { settings } = instance;
    const sync = settings.explicit.has(key) ? settings.boolean(key) : undefined;
    if (sync?.value !== true || shared.has(identityOf(sync.origin))) continue;
    report({
      at: placeFor(instance, sync.origin),
      key,
      site: cluster.site,
      message: messageFor(titleOf(instance)),
      help: advice`write \`dataSync: 0\` here, and leave the data nodes and \`config.controller\` as they are`,
    });
  }
}

function identityOf(origin: Origin | undefined): string {
  const place = origin && placeOf(origin);
  return place === undefined ? "" : `${place.file.path}:${place.start}`;
}

function checkFiles(cluster: DolphinCluster, report: Report): void {
  const nodes = ofKind(cluster, "computenode").map(({ instance }) => instance);
  for (const { qualifier, settings, at } of cluster.nodeFiles.flatMap((file) => file.parts)) {
    const sync = settings.explicit.has(key) ? settings.boolean(key) : undefined;
    if (qualifier === undefined || sync?.value !== true) continue;
    // Of lines that contradict each other nobody knows which counts.
    const hit = nodes.find(
      (node) => matches(qualifier, node.name.value) && node.settings.boolean(key)?.value === true,
    );
    if (hit === undefined) continue;
    report({
      at: placeOf(sync.origin) ?? at,
      key,
      site: cluster.site,
      message: messageFor(titleOf(hit)),
      related: [{ at: hit.at, message: say`the compute node is here` }],
      help: advice`write 0 behind a qualifier of compute nodes alone, and leave the data nodes and controller.cfg as they are`,
    });
  }
}

function messageFor(node: Message): Message {
  return say`dataSync is 1 for ${node}, a compute node, and DolphinDB's tutorial on these demands 0; the reference does not say so`;
}
