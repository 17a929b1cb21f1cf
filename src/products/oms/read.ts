/** config.yaml files that somebody wrote, of one region or of several, into the model. */

import type { DiagnosticBag } from "../../diagnostics/bag.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { type Sayable, say } from "../../diagnostics/message.ts";
import type { Steps } from "../../diagnostics/steps.ts";
import { isLoopback, isUnspecified } from "../../model/addresses.ts";
import type { Host, Instance } from "../../model/model.ts";
import { Settings } from "../../model/settings.ts";
import { displayName } from "../../schema/catalogue.ts";
import { checkKeys } from "../../schema/keys/check-keys.ts";
import { derived, placeOf, type Traced } from "../../schema/value.ts";
import { folderTie } from "../folder-tie.ts";
import { type LateFile, opened, type ReadFiles, type UpstreamFile } from "../product.ts";
import { tiedGroups } from "../tied-groups.ts";
import { type ConfigFile, nodesOf, type OmsDeployment, type OmsRegion } from "./deployment.ts";
import { describeOms, metaServerOf } from "./describe.ts";
import { omsProgram } from "./programs.ts";

export function* readOmsFiles(files: readonly LateFile[], bag: DiagnosticBag): Steps<ReadFiles> {
  const read: ConfigFile[] = [];
  for (const late of files) {
    append(
      read,
      opened(late).map((file) => readFile(file, bag)),
    );
    yield;
  }
  const deployments = tiedGroups(read, tiesOf).map(deploymentOf);
  return {
    hosts: deployments.flatMap(({ instances }) => instances.flatMap((instance) => instance.host ?? [])),
    instances: deployments.flatMap((deployment) => deployment.instances),
    groups: deployments,
  };
}

/**
 * Files of one folder are one OMS, however much they disagree: that is what is to be found. Files of different
 * folders are one if they name the same databases or the same node, as with a folder for each host. Another port or
 * tenant is another database: two OMS may keep oms_rm on one OBProxy.
 */
function tiesOf(file: ConfigFile): string[] {
  const { path } = file.at.file;
  const host = file.settings.text("oms_meta_host")?.value.toLowerCase();
  const server = metaServerOf(file.settings);
  const databases = ["drc_rm_db", "drc_cm_db"].flatMap((key) => file.settings.text(key)?.value ?? []);
  const nodes = (nodesOf(file) ?? []).filter((node) => !isLoopback(node) && !isUnspecified(node));
  return [
    folderTie(path),
    ...(server === undefined || isLoopback(host ?? "")
      ? []
      : databases.map((name) => `database ${server} ${name}`)),
    ...nodes.map((node) => `node ${node}`),
  ];
}

function deploymentOf(files: readonly ConfigFile[]): OmsDeployment {
  const hosts = new Map<string, Host>();
  const regions = byRegion(files).map(
    ([file, ...copies]): OmsRegion => ({ ...file, copies, instances: instancesOf(file, hosts) }),
  );
  return {
    product: "oms",
    name: say``,
    site: undefined,
    at: files[0]?.at ?? { file: { path: "", text: "" }, start: 0, end: 0 },
    instances: regions.flatMap((region) => region.instances),
    regions,
    regionsKnown: true,
    closed: false,
    plan: undefined,
  };
}

function readFile(file: UpstreamFile, bag: DiagnosticBag): ConfigFile {
  const { source, version, release, tree, program } = file;
  const at = { file: source, start: 0, end: 0 };
  const reading = checkKeys(tree, {
    catalogue: program.catalogue,
    version,
    program: displayName(program.catalogue, version),
    setIn: "file",
    root: at,
    bag,
    isValid: program.isValid,
  });
  return { settings: Settings.of(program.catalogue, version, reading), at, release };
}

/** The files of each region: every node has one, and they should be equal. */
function byRegion(files: readonly ConfigFile[]): [ConfigFile, ...ConfigFile[]][] {
  const regions: [ConfigFile, ...ConfigFile[]][] = [];
  for (const file of files) {
    const region = regions.find(([first]) => isSameRegion(first, file));
    if (region === undefined) regions.push([file]);
    else region.push(file);
  }
  return regions;
}

/**
 * With the same nodes, or some of them under the same code: a list that was not completed everywhere. What could not
 * be read may be the same; then cm_url, which a region has to itself, has to be.
 */
function isSameRegion(a: ConfigFile, b: ConfigFile): boolean {
  const [code, otherCode] = [a, b].map((file) => file.settings.integer("cm_location")?.value);
  const [url, otherUrl] = [a, b].map((file) => file.settings.text("cm_url")?.value);
  const [nodes, others] = [nodesOf(a), nodesOf(b)].map((list) => list && new Set(list));
  const codesKnown = code !== undefined && otherCode !== undefined;
  if (codesKnown && code !== otherCode) return sameNodes(nodes, others);
  if (nodes === undefined || others === undefined) return codesKnown && url === otherUrl;
  const isOverlap = [...nodes].some((node) => others.has(node));
  return isOverlap && (codesKnown || url === otherUrl || sameNodes(nodes, others));
}

function sameNodes(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a !== undefined && a.size > 0 && a.size === b?.size && [...a].every((node) => b.has(node));
}

/** A machine that an earlier region has is in two regions, which is reported as such. */
function instancesOf(file: ConfigFile, hosts: Map<string, Host>): Instance[] {
  const { settings, at, release } = file;
  const origin = settings.get("cm_nodes")?.origin;
  return (nodesOf(file) ?? []).flatMap((node) => {
    if (hosts.has(node)) return [];
    const address: Traced<Sayable> = derived(node, "an entry of cm_nodes", [origin && placeOf(origin)]);
    const host = { name: node, site: undefined, address, zone: undefined, memoryBytes: undefined, at };
    hosts.set(node, host);
    return {
      product: "oms",
      program: omsProgram.kind,
      catalogue: settings.catalogue,
      version: settings.version,
      release,
      buildFeatures: [],
      site: undefined,
      name: address,
      hostName: undefined,
      host,
      at,
      settings,
      claims: describeOms(settings, address, undefined),
    };
  });
}
