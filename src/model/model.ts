/**
 * What both ways in lead to. The model holds what each process claims, not one truth: files that somebody wrote by
 * hand can disagree, and saying so is the point.
 */
import type { Location, SourceFile } from "../diagnostics/location.ts";
import { type Message, type Name, type Sayable, say } from "../diagnostics/message.ts";
import { type Catalogue, productName } from "../schema/catalogue.ts";
import type { Origin, Traced } from "../schema/value.ts";
import { writeVersionSpec } from "../schema/versions.ts";
import type { Settings } from "./settings.ts";

export interface Model {
  readonly sites: readonly Site[];
  readonly hosts: readonly Host[];
  readonly instances: readonly Instance[];
  readonly groups: readonly Group[];
}

/** One cluster.yaml. Files that were written by hand belong to no site. */
export interface Site {
  readonly name: Name;
  readonly environment: "production" | "development";
  readonly at: Location;
  readonly accepted: readonly Acceptance[];
  /** False if an entry of `accept` could not be read, so that anything may be accepted. */
  readonly acceptedKnown: boolean;
  /** False if a name under `hosts` could not be read, so that a host may be missing from the model. */
  readonly hostsKnown: boolean;
}

export interface Acceptance {
  readonly rule: Name;
  readonly reason: string;
  readonly at: Location;
}

export interface Host {
  readonly name: Name;
  readonly site: Site | undefined;
  /** Undefined if it could not be read. */
  readonly address: Traced<Name> | undefined;
  readonly zone: Traced<Name> | undefined;
  readonly memoryBytes: Traced<number> | undefined;
  readonly at: Location;
}

/** One process. */
export interface Instance {
  readonly product: string;
  /** The kind of program: `horaemeta`, `horaedb`. */
  readonly program: Name;
  readonly catalogue: Catalogue;
  /** The release whose knowledge counts. */
  readonly version: Name;
  /** The release that it is, where cfgc does not know that one and goes by `version`. */
  readonly release?: Name | undefined;
  /** Nothing says the release of a file, so the newest is taken. */
  readonly versionAssumed?: true;
  /** Undefined if they could not be read. */
  readonly buildFeatures: readonly string[] | undefined;
  readonly site: Site | undefined;
  readonly name: Traced<Name>;
  /** The key of cluster.yaml that holds the name, where that is not `name`. */
  readonly nameKey?: "alias";
  /** The host that cluster.yaml names for it, which may not exist. */
  readonly hostName: Traced<Name> | undefined;
  /** Undefined if it is not known, as with a file that says nothing about it. */
  readonly host: Host | undefined;
  /** The entry in cluster.yaml, or the line of a file that says who the process is. */
  readonly at: Location;
  readonly settings: Settings;
  /** Variables that belong to no key and that its environment file sets, by name. */
  readonly variables?: ReadonlyMap<string, Traced<Sayable>>;
  readonly claims: Claims;
  /** No file, folder or unit is called after it: its name stands in the files of others, as text. */
  readonly ownsNoFile?: true;
}

/** Instances that form a cluster, or claim to. */
export interface Group {
  readonly product: string;
  readonly name: Name;
  readonly site: Site | undefined;
  readonly at: Location;
  readonly instances: readonly Instance[];
  /** The files that it is read from, where not each instance has one of its own. */
  readonly sources?: readonly SourceFile[];
  /** Whether these are all there are, so that a missing one can be reported. */
  readonly closed: boolean;
}

/** What a process does to its surroundings, as its settings tell. */
export interface Claims {
  readonly listeners: readonly Listener[];
  readonly directories: readonly Directory[];
  readonly advertised: readonly Advertised[];
  readonly memory: readonly MemoryClaim[];
  /** Left out by programs that keep nothing outside their machine. */
  readonly backends?: readonly Backend[];
}

export interface Listener {
  readonly port: number;
  /** With it, the process takes free ports at random from `port` to this one. */
  readonly lastPort?: number;
  /** The address it binds to; `0.0.0.0` and `::` are all of the host. */
  readonly bind: Name;
  /** Who opens it is root, as in a container. */
  readonly asRoot?: true;
  /** Reads on after "the": `client port`. */
  readonly purpose: Name;
  readonly origin: Origin;
}

export interface Directory {
  readonly path: Name;
  readonly purpose: Name;
  readonly origin: Origin;
}

/** An address that others are told to use. */
export interface Advertised {
  readonly address: Name;
  readonly purpose: Name;
  readonly origin: Origin;
}

export interface MemoryClaim {
  readonly bytes: number;
  readonly purpose: Name;
  readonly origin: Origin;
}

/** Something outside the process that keeps its data, and that belongs to one cluster alone. */
export interface Backend {
  /** Reads on after "the": `bucket and prefix`, `Kafka cluster`. */
  readonly kind: Name;
  /** Equal for the same thing, however it is spelt. */
  readonly identity: string;
  /** How to call it in a sentence. */
  readonly title: Name;
  /** Whose data they are, where files of one group may belong to clusters of several names. */
  readonly cluster?: Name | undefined;
  readonly origin: Origin;
}

/** Where to point for something of an instance: the line it came from, else the instance itself. */
export function placeFor(instance: Instance, origin: Origin): Location {
  if (origin.kind === "source") return origin.at;
  return (origin.kind === "derived" ? origin.from[0] : undefined) ?? instance.at;
}

/** How to call an instance in a sentence, by the program's name at its release: `horaedb db1`, `ceresdb db1`. */
export function titleOf({ catalogue, version, name }: Instance): Message {
  return say`${productName(catalogue, version).toLowerCase()} ${name.value}`;
}

/** The release that an instance is, for whoever installs it. */
export function releaseOf({ release, version }: Pick<Instance, "release" | "version">): Message {
  return release ?? version;
}

/** Program and release of an instance: `HoraeDB 2.1.0`. */
export function programOf(instance: Pick<Instance, "catalogue" | "release" | "version">): string {
  return `${productName(instance.catalogue, instance.version)} ${releaseOf(instance)}`;
}

/** What a file of an instance says of itself, so that it is read as what it is: `horaedb@2.2.0 as 2.1.0`. */
export function kindOf({
  program,
  version,
  release,
  buildFeatures,
}: Pick<Instance, "program" | "version" | "release" | "buildFeatures">): string {
  const treatAs = release === undefined ? undefined : version;
  return `${program}@${writeVersionSpec({ version: release ?? version, features: buildFeatures ?? [], treatAs })}`;
}

/** "" where nobody has said it: then nothing of the instance is written. */
export function hostNameOf({ hostName }: Pick<Instance, "hostName">): string {
  return hostName?.value ?? "";
}

/** The folder of a site in the bundle, with a slash behind it; "" for a site on its own. */
export function siteFolder(model: Model, site: Site): string {
  return model.sites.length > 1 ? `${site.name}/` : "";
}
