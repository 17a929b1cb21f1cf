/** An OMS in the model: regions on one metadata database, each with a config.yaml that its nodes share. */

import type { Location } from "../../diagnostics/location.ts";
import { type Message, type Name, nameOfFile, type Sayable, say } from "../../diagnostics/message.ts";
import { type HostPort, parseHostPort } from "../../model/addresses.ts";
import type { Group, Instance, Model } from "../../model/model.ts";
import type { Settings } from "../../model/settings.ts";
import { originOfPart, placeOf, type Traced } from "../../schema/value.ts";

export interface OmsDeployment extends Group {
  readonly product: "oms";
  readonly regions: readonly OmsRegion[];
  /** False if a region, or a host of one, stands in cluster.yaml that could not be read. */
  readonly regionsKnown: boolean;
  /** Only for a deployment that comes from cluster.yaml. */
  readonly plan: OmsPlan | undefined;
}

export interface OmsRegion extends ConfigFile {
  /** Further files of the region, which have to say the same. */
  readonly copies: readonly ConfigFile[];
  /** One for each node. */
  readonly instances: readonly Instance[];
}

/** What one config.yaml says. */
export interface ConfigFile {
  readonly settings: Settings;
  /** The release that it is of, where cfgc does not know that one and goes by that of the settings. */
  readonly release: Sayable | undefined;
  /** The entry in cluster.yaml, or the start of the file. */
  readonly at: Location;
}

/** What cluster.yaml says beyond config.yaml. */
export interface OmsPlan {
  /** The release whose knowledge counts. */
  readonly version: Message;
  /** The release that it is, where cfgc does not know that one and goes by `version`. */
  readonly release: Message | undefined;
  /** The release that runs now. */
  readonly upgradingFrom: Traced<Sayable> | undefined;
  readonly image: string;
  readonly containerName: string;
  readonly mounts: Mounts;
  readonly https: Traced<{ readonly certificate: string; readonly key: string }> | undefined;
}

/** Directories of the host; undefined if it could not be read. */
export interface Mounts {
  readonly logs: Traced<Sayable> | undefined;
  readonly store: Traced<Sayable> | undefined;
  readonly run: Traced<Sayable> | undefined;
}

export function deploymentsOf(model: Model): readonly OmsDeployment[] {
  return model.groups.filter((group): group is OmsDeployment => group.product === "oms");
}

/**
 * Where to look for what all regions share: cluster.yaml says it once, so one region tells it; each file is somebody's
 * own.
 */
export function writtenIn({ regions, site }: OmsDeployment): readonly OmsRegion[] {
  return site ? regions.slice(0, 1) : regions;
}

/** How to call a region in a sentence. */
export function titleOfRegion({ settings, at }: ConfigFile): Message {
  const name = settings.text("cm_region")?.value;
  if (name) return say`region ${name}`;
  const code = settings.integer("cm_location")?.value;
  return code === undefined ? say`the region of ${nameOfFile(at.file)}` : say`region ${code}`;
}

/** Where to point for a key: its own line, or the file if nobody wrote the key. */
export function placeOfKey({ settings, at }: ConfigFile, key: string): Location {
  const origin = settings.get(key)?.origin;
  return (origin && placeOf(origin)) ?? at;
}

/** Where to point for one of the nodes. */
export function placeOfNode({ settings, at }: ConfigFile, index: number): Location {
  const setting = settings.get("cm_nodes");
  return (setting && placeOf(originOfPart(setting, [index]))) ?? at;
}

/** How to call another region in a sentence that has named the first: two may have the same name or code. */
export function titleBeside(first: ConfigFile, other: ConfigFile): Message {
  const title = titleOfRegion(other);
  if (title !== titleOfRegion(first)) return title;
  return other.at.file === first.at.file
    ? say`another region`
    : say`the region of ${nameOfFile(other.at.file)}`;
}

/** The nodes in lower case; undefined if the list could not be read. */
export function nodesOf({ settings }: ConfigFile): readonly Name[] | undefined {
  return settings.texts("cm_nodes")?.value.map((node) => node.trim().toLowerCase());
}

/** Host and port of cm_url; undefined if it lacks either. */
export function cmUrlOf({ settings }: ConfigFile): HostPort | undefined {
  const url = settings.text("cm_url")?.value;
  return url === undefined ? undefined : parseHostPort(url);
}

/** The number of nodes in all regions that could be read. */
export function nodeCount(deployment: OmsDeployment): number {
  return new Set(deployment.regions.flatMap((region) => nodesOf(region) ?? [])).size;
}
