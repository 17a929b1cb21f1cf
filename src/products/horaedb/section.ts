/** The values of the `horaedb` section that several instances share, with their defaults. */
import type { Location } from "../../diagnostics/location.ts";
import { unknownVersion } from "../../model/codes.ts";
import { productName, releaseOf } from "../../schema/catalogue.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced } from "../../schema/value.ts";
import { compareVersions } from "../../schema/versions.ts";
import { field, isWhole, items, numberOf, readOr, textOf, type View } from "../../schema/view.ts";
import type { ResolveContext } from "../product.ts";
import { ceresCatalog, defaultCatalogOf, isCeres, lastCeres } from "./default-catalog.ts";
import { horaedbServer } from "./horaedb-server.ts";
import { horaemeta } from "./horaemeta.ts";

export interface Section {
  readonly view: View<HoraedbSection>;
  readonly context: ResolveContext;
  readonly version: string;
  readonly upgradingFrom: Traced<string> | undefined;
  readonly defaultCatalog: Traced<string> | undefined;
  /** Data that is there was laid out by the release that runs now; its names stay until it is moved by hand. */
  readonly laidOutBy: string;
  readonly clusterName: Traced<string> | undefined;
  readonly topology: Traced<string> | undefined;
  readonly shards: Traced<number> | undefined;
  /** Undefined if one of them could not be read. */
  readonly buildFeatures: readonly string[] | undefined;
  /** `horaemeta` or `ceresmeta`: names default directories, which must stay while the release changes. */
  readonly metaFamily: string;
  readonly nodeFamily: string;
}

/** Undefined if a release could not be read, or the catalog: what a key means or its default is depends on them. */
export function readSection(view: View<HoraedbSection>, context: ResolveContext): Section | undefined {
  const at = view.keyAt ?? view.at;
  const version = versionOf(field(view, "version"), context, undefined);
  const from = versionOf(field(view, "upgrading_from"), context, version);
  const catalog = field(view, "default_catalog");
  if (version === undefined || from === undefined || readOr(catalog, textOf, null) === undefined)
    return undefined;
  const written = textOf(field(view, "upgrading_from"));
  const upgradingFrom = written && { ...written, value: from };
  const defaultCatalog = defaultCatalogOf(view, upgradingFrom);
  const laidOutBy = defaultCatalog?.value === ceresCatalog && !isCeres(from) ? lastCeres : from;
  const features = field(view, "build_features");
  return {
    view,
    context,
    version,
    upgradingFrom,
    defaultCatalog,
    laidOutBy,
    clusterName: readOr(field(view, "cluster_name"), textOf, byDefault("defaultCluster", "cluster_name", at)),
    topology: readOr(field(view, "topology"), textOf, byDefault("static", "topology", at)),
    shards: readOr(field(view, "shards"), numberOf, byDefault(8, "shards", at)),
    buildFeatures: isWhole(features)
      ? items(features).flatMap((feature) => textOf(feature)?.value ?? [])
      : undefined,
    metaFamily: productName(horaemeta.catalogue, laidOutBy).toLowerCase(),
    nodeFamily: productName(horaedbServer.catalogue, laidOutBy).toLowerCase(),
  };
}

function byDefault<T>(value: T, key: string, at: Location): Traced<T> {
  return derived(value, `the default of horaedb.${key}`, [at]);
}

/** A release that both programs have, `byDefault` if none is written; undefined if it is unknown, which is reported. */
export function versionOf(
  view: View<string> | undefined,
  context: ResolveContext,
  byDefault: string | undefined,
): string | undefined {
  if (view === undefined) return byDefault;
  const text = textOf(view);
  if (text?.origin.kind !== "source") return undefined;
  const version = text.value.replace(/^v(?=\d)/, "");
  if (releaseOf(horaedbServer.catalogue, version) !== undefined) return version;
  const known = horaedbServer.catalogue.releases.map((release) => release.version);
  context.bag.report(unknownVersion, {
    at: text.origin.at,
    key: "horaedb.version",
    message: `cfgc knows no HoraeDB release ${JSON.stringify(text.value)}`,
    help: `known: ${[...known].sort(compareVersions).join(", ")}`,
  });
  return undefined;
}
