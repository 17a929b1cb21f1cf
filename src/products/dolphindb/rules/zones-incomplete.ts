import { oncePerPlace } from "../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../rules/rule.ts";
import { placeOf } from "../../../schema/value.ts";
import { clustersOf, type DolphinCluster, listsNodes, ofKind, type Process } from "../cluster.ts";
import { controllerCfg, dolphin, files } from "./examples.ts";

const zones = (second: string, more = bothFactors, version = "3.00.5") =>
  dolphin(more, {
    nodes: `  data_nodes: [ { alias: d1, host: db1, zone: z1 }, { alias: d2, host: db2${second} } ]\n`,
    version,
  });
const bothFactors = "  replication: { zones: { z1: 1, z2: 1 } }\n";
const oneFactor = "  replication: { zones: { z1: 1 } }\n";
const table = (second: string, others = {}) =>
  files(
    {
      "agent.cfg": "localSite=10.1.1.1:8901:a1\ncontrollerSite=10.1.1.1:8900:c1\n",
      "cluster.nodes": `localSite,mode,computeGroup,zone\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n10.1.1.1:8912:d2,datanode,,${second}\n`,
      ...others,
    },
    "3.00.5",
  );
const withController = (more: string) => table("z2", { "controller.cfg": controllerCfg(1, more) });

export const zonesIncomplete = defineRule({
  name: "zones-incomplete",
  fault: "contradiction",
  summary:
    "Some data or compute nodes have a zone and others have none, or a zone and the numbers of copies do not belong together.",
  why: "Once one node has a zone, every data and compute node needs one (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/30-database/three_centers_in_two_places.md:125), and every zone needs a number of copies (line 145 there). These are DolphinDB's own zones, which came with 2.00.16.1 and 3.00.3.1, and not a host's `zone`. The vendor's own example leaves out a compute node, so for one in a file this is a warning.",
  fix: "Give every node its zone, or none of them, and every zone its number of copies.",
  examples: {
    invalid: [
      zones("", oneFactor),
      table(""),
      {
        title: "a zone without nodes",
        ...zones(", zone: z2", "  replication: { zones: { z1: 1, z2: 1, z3: 0 } }\n"),
      },
      { title: "a zone without a number of copies", ...zones(", zone: z2", oneFactor) },
      { title: "two of them", ...zones(", zone: z2", "") },
      { title: "in a file", ...withController("z1.dfsReplicationFactor=1\n") },
    ],
    valid: [
      zones(", zone: z2"),
      zones(", zone: z2", bothFactors, "3.00.3.1"),
      table("z2"),
      withController("z1.dfsReplicationFactor=1\nz2.dfsReplicationFactor=1\n"),
      dolphin(),
    ],
    boundary: [
      { title: "one zone for all", ...zones(", zone: z1", oneFactor), fires: false },
      { title: "controllers and agents have none", ...table("z1"), fires: false },
      {
        title: "the number of the other nodes is none of a zone's",
        ...withController("z1.dfsReplicationFactor=1\ndfsReplicationFactor=1\n"),
        fires: true,
      },
      {
        title: "a compute node needs one too",
        ...zones(", zone: z2", `${bothFactors}  compute_nodes: [ { alias: n1, host: db2 } ]\n`),
        fires: true,
      },
      {
        title: "a zone of compute nodes alone keeps no copies",
        ...zones(", zone: z2", `${bothFactors}  compute_nodes: [ { alias: n1, host: db2, zone: z9 } ]\n`),
        fires: false,
      },
      {
        title: "in a table, as in the vendor's example",
        ...table("z2\n10.1.1.1:8922:n1,computenode,,"),
        fires: true,
        severity: "warning",
      },
      {
        title: "nobody knows the numbers of a controller whose file is not there",
        files: {
          "cluster.nodes":
            "localSite,mode,computeGroup,zone\n10.1.1.1:8900:c1,controller,,\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n",
        },
        fires: false,
      },
      {
        title: "without cluster.nodes nobody knows the zones",
        ...files({ "controller.cfg": controllerCfg(1, "z1.dfsReplicationFactor=2\n") }, "3.00.5"),
        closed: true,
        fires: false,
      },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      checkNodes(cluster, report);
      if (!listsNodes(cluster)) continue;
      for (const controller of ofKind(cluster, "controller")) {
        checkFactors(controller, cluster, report);
        if (controller.hasFile) checkZones(controller, cluster, report);
      }
    }
  },
});

function checkNodes(cluster: DolphinCluster, report: Report): void {
  const nodes = ofKind(cluster, "datanode", "computenode");
  const first = nodes.find((node) => node.zone !== undefined);
  for (const node of first === undefined ? [] : nodes) {
    if (node.zone !== undefined) continue;
    report({
      at: node.instance.at,
      site: cluster.site,
      message: `${node.instance.name.value} has no zone, and ${first?.instance.name.value} is in the zone ${first?.zone?.value}`,
      related: first?.zone
        ? [{ at: placeOf(first.zone.origin) ?? first.instance.at, message: "a zone here" }]
        : [],
      help: "give every data and compute node a zone, or none",
      // The vendor's own example leaves the zone of its compute node empty, against the page around it.
      ...(node.kind === "computenode" && cluster.site === undefined ? { severity: "warning" as const } : {}),
    });
  }
}

const ending = ".dfsReplicationFactor";

function checkFactors({ instance }: Process, cluster: DolphinCluster, report: Report): void {
  const known = new Set(ofKind(cluster, "datanode", "computenode").map((node) => node.zone?.value));
  for (const [key, { origin }] of instance.settings.explicit) {
    const zone = key.endsWith(ending) ? key.slice(0, key.indexOf(".")) : undefined;
    if (zone === undefined || known.has(zone)) continue;
    report({
      at: placeOf(origin) ?? instance.at,
      key,
      site: cluster.site,
      message: `no data or compute node is in the zone ${JSON.stringify(zone)}`,
      help: "write the name of a zone that has nodes",
    });
  }
}

/** Compute nodes keep no copies, so a zone of theirs alone needs no number. */
function checkZones({ instance }: Process, cluster: DolphinCluster, report: Report): void {
  const { explicit, unread } = instance.settings;
  const seen = new Set<string>();
  for (const { zone, instance: node } of ofKind(cluster, "datanode")) {
    if (zone === undefined || seen.has(zone.value)) continue;
    seen.add(zone.value);
    const key = `${zone.value}${ending}`;
    if (explicit.has(key) || unread.has(key)) continue;
    const place = placeOf(zone.origin) ?? node.at;
    report({
      at: cluster.site ? place : instance.at,
      key,
      site: cluster.site,
      message: `the zone ${zone.value} has no number of copies, and every zone needs one`,
      related: cluster.site ? [] : [{ at: place, message: "the zone is named here" }],
      help: cluster.site
        ? `write \`replication: { zones: { ${zone.value}: 1 } }\`, or as many copies as are wanted there`
        : `write ${key}=1, or as many copies as are wanted there`,
    });
  }
}
