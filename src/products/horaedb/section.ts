/** The values of the `horaedb` section that several instances share, with their defaults. */
import type { Location } from "../../diagnostics/location.ts";
import { releaseBefore, releaseOfInstance, releaseOfSection } from "../../model/release-written.ts";
import { unlessKnown } from "../../model/treated-release.ts";
import { productName } from "../../schema/catalogue.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced } from "../../schema/value.ts";
import { field, items, numberOf, textOf, type View } from "../../schema/view.ts";
import { releasesOf } from "../known-releases.ts";
import type { Program, ResolveContext } from "../product.ts";
import { horaedbServer } from "./horaedb-server.ts";
import { horaemeta } from "./horaemeta.ts";

export interface Section {
  readonly view: View<HoraedbSection>;
  readonly context: ResolveContext;
  readonly version: string;
  /** The release that it is, where cfgc does not know that one and goes by `version`. */
  readonly release: string | undefined;
  readonly upgradingFrom: string | undefined;
  /** The release that runs now, of which cfgc may know less. */
  readonly runs: string | undefined;
  readonly clusterName: Traced<string>;
  readonly topology: Traced<string>;
  readonly shards: Traced<number>;
  readonly buildFeatures: readonly string[];
  /** `horaemeta` or `ceresmeta`: names default directories, which must stay while the release changes. */
  readonly metaFamily: string;
  readonly nodeFamily: string;
}

export function readSection(view: View<HoraedbSection>, context: ResolveContext): Section {
  const at = view.keyAt ?? view.at;
  const release = releaseOfSection(view, "horaedb", known, context.bag);
  const version = release?.version ?? known.listed.at(-1) ?? "";
  const from = textOf(field(view, "upgrading_from"));
  const before = releaseBefore(from, "horaedb", release, known, context.bag);
  const upgradingFrom = before?.version;
  // Data that is there was laid out by the release that runs now, so its names stay until it is moved by hand.
  const laidOutBy = upgradingFrom ?? version;
  return {
    view,
    context,
    version,
    release: release && unlessKnown(release),
    upgradingFrom,
    runs: before?.release,
    clusterName: textOf(field(view, "cluster_name")) ?? byDefault("defaultCluster", "cluster_name", at),
    topology: textOf(field(view, "topology")) ?? byDefault("static", "topology", at),
    shards: numberOf(field(view, "shards")) ?? byDefault(8, "shards", at),
    buildFeatures: items(field(view, "build_features")).flatMap((feature) => textOf(feature)?.value ?? []),
    metaFamily: productName(horaemeta.catalogue, laidOutBy).toLowerCase(),
    nodeFamily: productName(horaedbServer.catalogue, laidOutBy).toLowerCase(),
  };
}

/** HoraeDB and HoraeMeta are released together; HoraeMeta has had releases of its own before. */
const known = releasesOf(horaedbServer, horaemeta);

function byDefault<T>(value: T, key: string, at: Location): Traced<T> {
  return derived(value, `the default of horaedb.${key}`, [at]);
}

/** The release of an instance: its own, else the section's. */
export function releaseFor(
  entry: View<{ version?: string; treat_as?: string }>,
  path: string,
  program: Program,
  { view, context, version, release }: Section,
): { readonly version: string; readonly release: string | undefined } {
  const own = releaseOfInstance(entry, path, view, releasesOf(program), context.bag);
  return own === undefined ? { version, release } : { version: own.version, release: unlessKnown(own) };
}
