/** Files written by hand into the model: what each process claims, checked key by key on the way. */

import { posix } from "node:path";
import type { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { advice } from "../../../diagnostics/help.ts";
import { type Location, wholeOf } from "../../../diagnostics/location.ts";
import { append } from "../../../diagnostics/long-lists.ts";
import { nameOfFile, type Sayable, say } from "../../../diagnostics/message.ts";
import type { Steps } from "../../../diagnostics/steps.ts";
import { derived, type Traced } from "../../../schema/value.ts";
import { type LateFile, opened, type ReadFiles, type UpstreamFile } from "../../product.ts";
import type { DolphinCluster, NodeKind, Process } from "../cluster.ts";
import { agentFile, clusterFile, controllerFile, nodesFile, standaloneFile } from "../programs.ts";
import { releaseMeant } from "../releases.ts";
import { modeMismatch } from "../rules/sites/mode-mismatch.ts";
import { groupFiles } from "./group-files.ts";
import { readNodeFile } from "./read-node-file.ts";
import { readNodes } from "./read-nodes.ts";
import { blank, instanceOf, Machines, siteIn } from "./read-process.ts";
import { readRoster } from "./read-roster.ts";
import { readSettings } from "./read-settings.ts";

export function* readDolphinFiles(given: readonly LateFile[], bag: DiagnosticBag): Steps<ReadFiles> {
  const machines = new Machines();
  const files: UpstreamFile[] = [];
  for (const late of given) {
    append(files, opened(late));
    yield;
  }
  const groups: DolphinCluster[] = [];
  for (const own of groupFiles(files.map((file) => asItSays(file, bag)))) {
    groups.push(readCluster(withVersions(own, bag), machines, bag));
    yield;
  }
  return { hosts: machines.all(), instances: groups.flatMap((group) => group.instances), groups };
}

/** A pattern for many files may take an agent.cfg for a cluster.cfg; what stands in the file says more. */
function asItSays(file: UpstreamFile, bag: DiagnosticBag): UpstreamFile {
  const { entries } = file.tree;
  const mode = entries.get("mode")?.value;
  const program = [agentFile, controllerFile].find(
    ({ kind }) => mode?.kind === "scalar" && kind === `dolphindb-${mode.value}`,
  );
  if (file.program.kind !== clusterFile.kind || !mode || !program || !entries.has("localSite")) return file;
  bag.report(modeMismatch, {
    at: mode.at,
    key: "mode",
    severity: "warning",
    message: say`a file with a localSite and this mode is no cluster.cfg, as which it was given; it is read as ${program.fileName}`,
    help: advice`say ${program.kind} where its kind is said`,
  });
  return { ...file, program };
}

function readCluster(files: readonly UpstreamFile[], machines: Machines, bag: DiagnosticBag): DolphinCluster {
  const of = ({ kind }: { kind: string }) => files.filter((file) => file.program.kind === kind);
  const own = [
    ...of(controllerFile).map((file) => readProcess(file, "controller", machines, bag)),
    ...of(agentFile).map((file) => readProcess(file, "agent", machines, bag)),
  ];
  const rosters = of(nodesFile).map((file) => readRoster(file, besideAgentOnly(file, files), bag));
  const nodeFiles = of(clusterFile).map((file) => readNodeFile(file, bag));
  const processes = readNodes({ own, rosters, nodeFiles, machines });
  const standalone = of(standaloneFile).map(
    (file) => readProcess(file, "standalone", machines, bag).instance,
  );
  return {
    product: "dolphindb",
    name: say``,
    site: undefined,
    at: placeOfFile(files[0]),
    instances: [...processes.map((process) => process.instance), ...standalone],
    sources: files.map(({ source }) => source),
    processes,
    standalone,
    rosters,
    nodeFiles,
    unknownKinds: new Set(),
    closed: rosters.length > 0,
    releaseAssumed: !files.some((file) => file.versionGiven),
    plan: undefined,
  };
}

function placeOfFile(file: UpstreamFile | undefined): Location {
  return { file: file?.source ?? { path: "", text: "" }, start: 0, end: 0 };
}

/** A file that does not say its release, as cluster.nodes cannot, is of the release that the others say. */
function withVersions(files: readonly UpstreamFile[], bag: DiagnosticBag): UpstreamFile[] {
  const told = files.find((file) => file.versionGiven);
  return files.map((file) => {
    const { version, release, premise } = file.versionGiven ? file : (told ?? file);
    if (!file.versionGiven && premise !== undefined) bag.restsOn(wholeOf(file.source), premise);
    return { ...file, version: releaseMeant(version), release, premise };
  });
}

function besideAgentOnly(file: UpstreamFile, files: readonly UpstreamFile[]): boolean {
  const folder = posix.dirname(file.source.path);
  const kinds = files
    .filter((other) => posix.dirname(other.source.path) === folder)
    .map((other) => other.program.kind);
  return kinds.includes(agentFile.kind) && !kinds.includes(controllerFile.kind);
}

function readProcess(
  file: UpstreamFile,
  reader: Extract<NodeKind, "controller" | "agent"> | "standalone",
  machines: Machines,
  bag: DiagnosticBag,
): Process {
  const settings = readSettings(file, bag);
  const at = { file: file.source, start: 0, end: 0 };
  const text = settings.text("localSite");
  const siteText = text?.origin.kind === "source" ? text : undefined;
  const site = siteIn(siteText);
  const name: Traced<Sayable> = site
    ? { value: site.value.alias, origin: site.origin }
    : derived(nameOfFile(file.source), "the file's name", [at]);
  const instance = instanceOf(reader, { name, settings, release: file.release, site, at }, machines);
  const kind = reader === "standalone" ? "datanode" : reader;
  return { ...blank, kind, instance, siteText, site, hasFile: true };
}
