import { advice } from "../../../../diagnostics/help.ts";
import type { Location } from "../../../../diagnostics/location.ts";
import { joined, type Message, type Name, quoted, say } from "../../../../diagnostics/message.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf, type DolphinCluster, listsNodes, ofKind, type Process } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

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
        ...zones(", zone: z2", "  replication: { zones: { z1: 1, z2: 1, z3: 1 } }\n"),
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
      {
        title: "one zone for all",
        ...zones(", zone: z1", "  replication: { zones: { z1: 2 } }\n"),
        fires: false,
      },
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
        title: "a misspelt zone is one fault, however many copies it asks for",
        ...zones(", zone: z2", "  replication: { zones: { z1: 1, zone2: 2 } }\n"),
        fires: true,
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
        const strays = straysOf(controller, cluster);
        const numberless = controller.hasFile ? numberlessZones(controller, cluster) : [];
        reportStrays(strays, numberless, { controller, cluster, report });
        // Where a name is wrong, it is probably that of the zone which lacks its number.
        if (strays.length === 0) reportNumberless(numberless, { controller, cluster, report });
      }
    }
  },
});

function checkNodes(cluster: DolphinCluster, report: Report): void {
  const nodes = ofKind(cluster, "datanode", "computenode");
  const first = nodes.find((node) => node.zone !== undefined);
  if (first?.zone === undefined) return;
  for (const node of nodes) {
    if (node.zone !== undefined) continue;
    report({
      at: node.instance.at,
      site: cluster.site,
      message: say`${node.instance.name.value} has no zone, and ${first.instance.name.value} is in the zone ${first.zone.value}`,
      related: [{ at: placeOf(first.zone.origin) ?? first.instance.at, message: say`a zone here` }],
      help: advice`give every data and compute node a zone, or none`,
      // The vendor's own example leaves the zone of its compute node empty, against the page around it.
      ...(node.kind === "computenode" && cluster.site === undefined ? { severity: "warning" as const } : {}),
    });
  }
}

const ending = ".dfsReplicationFactor";

interface Context {
  readonly controller: Process;
  readonly cluster: DolphinCluster;
  readonly report: Report;
}

/** The keys with numbers for zones that no node is in. */
function straysOf({ instance }: Process, cluster: DolphinCluster): Name[] {
  const known = new Set(ofKind(cluster, "datanode", "computenode").map((node) => node.zone?.value));
  return [...instance.settings.explicit.keys()].filter(
    (key) => key.endsWith(ending) && !known.has(zoneIn(key)),
  );
}

function zoneIn(key: Name): Name {
  return key.slice(0, key.indexOf("."));
}

function reportStrays(
  strays: readonly Name[],
  numberless: readonly NamedZone[],
  { controller: { instance }, cluster, report }: Context,
): void {
  const missing = joined(
    numberless.map(({ name }) => name),
    ", ",
  );
  for (const key of strays) {
    const origin = instance.settings.explicit.get(key)?.origin;
    report({
      at: (origin && placeOf(origin)) ?? instance.at,
      key,
      site: cluster.site,
      message: say`no data or compute node is in the zone ${quoted(zoneIn(key))}${missing === "" ? say`` : say`, and ${missing} ${numberless.length === 1 ? "has" : "have"} no number of copies`}`,
      related: numberless.slice(0, 5).map(({ at, name }) => ({ at, message: say`the zone ${name}` })),
      help: advice`write the name of a zone that has nodes`,
    });
  }
}

interface NamedZone {
  readonly name: Message;
  /** Where a data node names it. */
  readonly at: Location;
}

/** Compute nodes keep no copies, so a zone of theirs alone needs no number. */
function numberlessZones({ instance }: Process, cluster: DolphinCluster): NamedZone[] {
  const { explicit, unread } = instance.settings;
  const zones = new Map<string, NamedZone>();
  for (const { zone, instance: node } of ofKind(cluster, "datanode")) {
    if (zone === undefined || zones.has(zone.value)) continue;
    zones.set(zone.value, { name: zone.value, at: placeOf(zone.origin) ?? node.at });
  }
  return [...zones.values()].filter(({ name }) => {
    const key = `${name}${ending}`;
    return !explicit.has(key) && !unread.has(key);
  });
}

function reportNumberless(
  zones: readonly NamedZone[],
  { controller: { instance }, cluster, report }: Context,
): void {
  for (const { name, at } of zones) {
    const key = say`${name}${ending}`;
    report({
      at: cluster.site ? at : instance.at,
      key,
      site: cluster.site,
      message: say`the zone ${name} has no number of copies, and every zone needs one`,
      related: cluster.site ? [] : [{ at, message: say`the zone is named here` }],
      help: cluster.site
        ? advice`write \`replication: { zones: { ${name}: 1 } }\`, or as many copies as are wanted there`
        : advice`write ${key}=1, or as many copies as are wanted there`,
    });
  }
}
