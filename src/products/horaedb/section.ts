/** The values of the `horaedb` section that several instances share, with their defaults. */

import type { Location } from "../../diagnostics/location.ts";
import { type Name, type Sayable, say } from "../../diagnostics/message.ts";
import { releaseBefore, releaseOfInstance, releaseOfSection } from "../../model/release-written.ts";
import { checkFeature, unlessKnown } from "../../model/treated-release.ts";
import { productName } from "../../schema/catalogue.ts";
import { field, isWhole, items, numberOf, readOr, textOf, type View } from "../../schema/documents/view.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced } from "../../schema/value.ts";
import { releasesOf } from "../known-releases.ts";
import type { Program, ResolveContext } from "../product.ts";
import { horaedbServer } from "./horaedb-server.ts";
import { horaemeta } from "./horaemeta.ts";
import { ceresCatalog, defaultCatalogOf, isCeres, lastCeres } from "./node/default-catalog.ts";

export interface HoraeSpec {
  readonly view: View<HoraedbSection>;
  readonly context: ResolveContext;
  readonly version: Sayable;
  /** The release that it is, where cfgc does not know that one and goes by `version`. */
  readonly release: Sayable | undefined;
  readonly upgradingFrom: Traced<Sayable> | undefined;
  /** The release that runs now, of which cfgc may know less. */
  readonly runs: Sayable | undefined;
  readonly defaultCatalog: Traced<Sayable> | undefined;
  /** Data that is there was laid out by the release that runs now; its names stay until it is moved by hand. */
  readonly laidOutBy: string;
  readonly clusterName: Traced<Sayable> | undefined;
  readonly topology: Traced<Sayable> | undefined;
  readonly shards: Traced<number> | undefined;
  /** Undefined if one of them could not be read. */
  readonly buildFeatures: readonly string[] | undefined;
  /** `horaemeta` or `ceresmeta`: names default directories, which must stay while the release changes. */
  readonly metaFamily: Name;
  readonly nodeFamily: Name;
}

/** Undefined if a release could not be read, or the catalog: what a key means or its default is depends on them. */
export function readSection(view: View<HoraedbSection>, context: ResolveContext): HoraeSpec | undefined {
  const at = view.keyAt ?? view.at;
  const release = releaseOfSection(view, say`horaedb`, known, context.bag);
  const from = field(view, "upgrading_from");
  const written = textOf(from);
  const before =
    from === undefined ? release : releaseBefore(written, say`horaedb`, release, known, context.bag);
  const catalog = field(view, "default_catalog");
  if (release === undefined || before === undefined || readOr(catalog, textOf, null) === undefined)
    return undefined;
  const { version } = release;
  const upgradingFrom = written && { ...written, value: before.version };
  const defaultCatalog = defaultCatalogOf(view, upgradingFrom);
  const laidOutBy =
    defaultCatalog?.value === ceresCatalog && !isCeres(before.version) ? lastCeres : before.version;
  const features = field(view, "build_features");
  for (const feature of isWhole(features) ? items(features) : []) {
    const name = textOf(feature);
    if (name?.origin.kind === "source")
      checkFeature(
        { feature: name.value, at: name.origin.at, key: say`horaedb.build_features` },
        known,
        context.bag,
      );
  }
  return {
    view,
    context,
    version,
    release: unlessKnown(release),
    upgradingFrom,
    runs: from && before.release,
    defaultCatalog,
    laidOutBy,
    clusterName: readOr(
      field(view, "cluster_name"),
      textOf,
      byDefault(say`defaultCluster`, "cluster_name", at),
    ),
    topology: readOr(field(view, "topology"), textOf, byDefault(say`static`, "topology", at)),
    shards: readOr(field(view, "shards"), numberOf, byDefault(8, "shards", at)),
    buildFeatures: isWhole(features)
      ? items(features).flatMap((feature) => textOf(feature)?.value ?? [])
      : undefined,
    metaFamily: productName(horaemeta.catalogue, laidOutBy).toLowerCase(),
    nodeFamily: productName(horaedbServer.catalogue, laidOutBy).toLowerCase(),
  };
}

/** HoraeDB and HoraeMeta are released together; HoraeMeta has had releases of its own before. */
const known = releasesOf(horaedbServer, [horaemeta]);

function byDefault<T>(value: T, key: string, at: Location): Traced<T> {
  return derived(value, `the default of horaedb.${key}`, [at]);
}

/** The release of an instance: its own, else the section's; undefined if its own could not be read. */
export function releaseFor(
  entry: View<{ version?: string; treat_as?: string }>,
  path: Name,
  program: Program,
  { view, context, version, release }: HoraeSpec,
): { readonly version: Sayable; readonly release: Sayable | undefined } | undefined {
  const own = releaseOfInstance(entry, path, view, releasesOf(program), context.bag);
  if (field(entry, "version") === undefined) return { version, release };
  return own && { version: own.version, release: unlessKnown(own) };
}
