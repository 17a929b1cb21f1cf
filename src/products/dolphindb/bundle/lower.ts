/** The model into files: for each host its `config` folder, start scripts and units. */
import { cfgWriter } from "../../../emit/cfg.ts";
import { writeNodesTable } from "../../../emit/nodes-table.ts";
import type { Document, DocumentEntry, OutputFile, OutputPlace } from "../../../emit/output-file.ts";
import { type Instance, kindOf, type Model, programOf, type Site } from "../../../model/model.ts";
import type { Catalogue } from "../../../schema/catalogue.ts";
import { derived, type Traced, type Value } from "../../../schema/value.ts";
import { booleanSpelling } from "../boolean-spelling.ts";
import { clustersOf, type DolphinCluster, ofKind, type Process } from "../cluster.ts";
import { clusterFile } from "../programs.ts";
import { type Installation, installationsOf } from "./installation.ts";
import { nodeLines } from "./node-lines.ts";
import { startScript, unitFile } from "./start-files.ts";

export function lowerDolphindb(model: Model, site: Site): readonly OutputFile[] {
  return clustersOf(model)
    .filter((cluster) => cluster.site === site)
    .flatMap(lowerCluster);
}

/** Each file by its name in the `config` folder. */
type Files = readonly (readonly [name: string, file: (place: OutputPlace) => OutputFile])[];

function lowerCluster(cluster: DolphinCluster): OutputFile[] {
  const nodes = ofKind(cluster, "datanode", "computenode");
  const lines = nodeLines(nodes);
  const table: Document = { comment: [], entries: tableOf(cluster) };
  return installationsOf(cluster).flatMap((installation) => {
    const { process, holdsTable } = installation;
    const own: Files = [[installation.configFile, (place) => ownFile(process, place)]];
    const ofController: Files = [["cluster.cfg", (place) => nodesFileOf(cluster, process, lines, place)]];
    const withTable: Files = [["cluster.nodes", (place) => tableFile(table, place)]];
    const files = [
      ...own,
      ...(process.kind === "controller" ? ofController : []),
      ...(holdsTable ? withTable : []),
    ];
    return [
      ...files.map(([name, file]) => file(placeOf(installation, `${installation.configFolder}/${name}`))),
      ...startFiles(installation),
    ];
  });
}

function placeOf({ process: { instance }, hostName }: Installation, path: string): OutputPlace {
  return {
    path: `hosts/${hostName}/dolphindb/${path}`,
    product: "dolphindb",
    host: hostName,
    instance: instance.name.value,
    program: instance.program,
  };
}

function ownFile({ instance }: Process, place: OutputPlace): OutputFile {
  const { catalogue, settings, name, site } = instance;
  return {
    kind: "document",
    place,
    mode: 0o644,
    write: cfgWriter(booleanSpelling(catalogue)),
    document: () => ({
      comment: [
        `cfgc: ${kindOf(instance)}`,
        `${programOf(instance)}, ${name.value} of site ${site?.name}.`,
        "Written by cfgc: edit cluster.yaml and build again, this file will be replaced.",
      ],
      entries: inOrder(catalogue, settings.explicit),
    }),
  };
}

/** In the order of the catalogue; a key behind a zone stands where the key does. */
function inOrder(catalogue: Catalogue, settings: ReadonlyMap<string, Traced<Value>>): DocumentEntry[] {
  const bare = (key: string) => key.slice(key.lastIndexOf(".") + 1);
  const order = new Map<string, number>(catalogue.keys.map((entry, index) => [entry.key, index]));
  const rank = (key: string) => first.get(key) ?? (order.get(bare(key)) ?? 0) + first.size;
  return [...settings]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]) => ({ path: key.split("."), ...value }));
}

/** Who the process is comes first, as in the vendor's own files. */
const first = new Map(
  ["mode", "localSite", "controllerSite", "sites", "dfsHAMode"].map((key, index) => [key, index]),
);

function nodesFileOf(
  cluster: DolphinCluster,
  { instance }: Process,
  lines: readonly DocumentEntry[],
  place: OutputPlace,
): OutputFile {
  const raft = ofKind(cluster, "controller").length > 1;
  return {
    kind: "document",
    place,
    mode: 0o644,
    write: cfgWriter(booleanSpelling(clusterFile.catalogue)),
    document: () => ({
      comment: [
        `cfgc: ${kindOf({ ...instance, program: clusterFile.kind })}`,
        `${programOf(instance)}, data and compute nodes of site ${cluster.site?.name}; the same on every controller.`,
        "Written by cfgc: edit cluster.yaml and build again, this file will be replaced.",
        ...(raft ? ["In Raft mode a controller reads it at its first start only; see README.md."] : []),
      ],
      entries: lines,
    }),
  };
}

/** In a Raft group the table lists the controllers too; zones and groups have columns only where there are any. */
function tableOf(cluster: DolphinCluster): DocumentEntry[] {
  const raft = ofKind(cluster, "controller").length > 1;
  const { processes } = cluster;
  const withZone = processes.some((process) => process.zone !== undefined);
  const withGroup = withZone || processes.some((process) => process.computeGroup !== undefined);
  return processes
    .filter((process) => raft || process.kind !== "controller")
    .flatMap((process, index) => {
      const { instance, kind, site, computeGroup, zone } = process;
      const at = [instance.at];
      const none = derived("", "no group or zone", at);
      const row = (column: string, cell: Traced<string>) => ({ path: [String(index), column], ...cell });
      const text = site ? `${site.value.host}:${site.value.port}:${site.value.alias}` : "";
      return [
        row("localSite", derived(text, "the host's address, `port` and `alias`", at)),
        row("mode", derived(kind, "the list in which the process stands", at)),
        ...(withGroup ? [row("computeGroup", computeGroup ?? none)] : []),
        ...(withZone ? [row("zone", zone ?? none)] : []),
      ];
    });
}

function tableFile(document: Document, place: OutputPlace): OutputFile {
  return { kind: "document", place, mode: 0o644, write: writeNodesTable, document: () => document };
}

function startFiles(installation: Installation): OutputFile[] {
  const instance: Instance = installation.process.instance;
  const origin = derived("", "a template for every controller and agent", [instance.at]).origin;
  return [
    {
      kind: "text",
      place: placeOf(installation, installation.script),
      mode: 0o755,
      text: () => startScript(installation),
      origin,
    },
    {
      kind: "text",
      place: placeOf(installation, installation.unit),
      mode: 0o644,
      text: () => unitFile(installation),
      origin,
    },
  ];
}
