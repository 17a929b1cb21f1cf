import { oncePerPlace } from "../../../rules/once-per-place.ts";
import { defineRule } from "../../../rules/rule.ts";
import { placeOf } from "../../../schema/value.ts";
import { clustersOf, listsNodes, ofKind } from "../cluster.ts";
import { controllerCfg, dolphin, files } from "./examples.ts";

const zones = (second: string, more = "") =>
  dolphin(more, {
    nodes: `  data_nodes: [ { alias: d1, host: db1, zone: z1 }, { alias: d2, host: db2${second} } ]\n`,
    version: "3.00.5",
  });
const table = (second: string) =>
  files(
    {
      "agent.cfg": "localSite=10.1.1.1:8901:a1\ncontrollerSite=10.1.1.1:8900:c1\n",
      "cluster.nodes": `localSite,mode,computeGroup,zone\n10.1.1.1:8901:a1,agent,,\n10.1.1.1:8902:d1,datanode,,z1\n10.1.1.1:8912:d2,datanode,,${second}\n`,
    },
    "3.00.5",
  );

export const zonesIncomplete = defineRule({
  name: "zones-incomplete",
  fault: "contradiction",
  summary:
    "Some data or compute nodes have a zone and others have none, or a number of copies is for a zone without nodes.",
  why: "Once one node has a zone, every data and compute node needs one (DolphinDB's own zones, which came with 2.00.16.1 and are not a host's `zone`). The vendor's own example leaves out a compute node, so for one in a file this is a warning.",
  fix: "Give every node its zone, or none of them.",
  examples: {
    invalid: [
      zones(""),
      table(""),
      {
        title: "a zone without nodes",
        ...zones(", zone: z2", "  replication: { zones: { z1: 1, z3: 0 } }\n"),
      },
    ],
    valid: [zones(", zone: z2"), table("z2"), dolphin()],
    boundary: [
      { title: "one zone for all", ...zones(", zone: z1"), fires: false },
      { title: "controllers and agents have none", ...table("z1"), fires: false },
      {
        title: "a compute node needs one too",
        ...zones(", zone: z2", "  compute_nodes: [ { alias: n1, host: db2 } ]\n"),
        fires: true,
      },
      {
        title: "in a table, as in the vendor's example",
        ...table("z2\n10.1.1.1:8922:n1,computenode,,"),
        fires: true,
        severity: "warning",
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
          ...(node.kind === "computenode" && cluster.site === undefined
            ? { severity: "warning" as const }
            : {}),
        });
      }
      if (!listsNodes(cluster)) continue;
      const known = new Set(nodes.map((node) => node.zone?.value));
      for (const { instance } of ofKind(cluster, "controller")) {
        for (const [key, { origin }] of instance.settings.explicit) {
          const zone = key.endsWith(".dfsReplicationFactor") ? key.slice(0, key.indexOf(".")) : undefined;
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
    }
  },
});
