/** The values of the `horaedb` section that several instances share, with their defaults. */
import type { Location } from "../../diagnostics/location.ts";
import { unknownVersion } from "../../model/codes.ts";
import { productName, releaseOf } from "../../schema/catalogue.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced } from "../../schema/value.ts";
import { compareVersions } from "../../schema/versions.ts";
import { field, items, numberOf, textOf, type View } from "../../schema/view.ts";
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
  /** The release whose defaults say where the data lie that are there. */
  readonly laidOutBy: string;
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
  const version = versionOf(textOf(field(view, "version")), context) ?? newest;
  const from = textOf(field(view, "upgrading_from"));
  const knownFrom = versionOf(from, context);
  const upgradingFrom = from && knownFrom !== undefined ? { ...from, value: knownFrom } : undefined;
  const defaultCatalog = defaultCatalogOf(view, upgradingFrom);
  // Data that is there was laid out by the release that runs now, so its names stay until it is moved by hand.
  const laidOutBy =
    defaultCatalog?.value === ceresCatalog && !isCeres(knownFrom ?? version)
      ? lastCeres
      : (knownFrom ?? version);
  return {
    view,
    context,
    version,
    upgradingFrom,
    defaultCatalog,
    laidOutBy,
    clusterName: textOf(field(view, "cluster_name")) ?? byDefault("defaultCluster", "cluster_name", at),
    topology: textOf(field(view, "topology")) ?? byDefault("static", "topology", at),
    shards: numberOf(field(view, "shards")) ?? byDefault(8, "shards", at),
    buildFeatures: items(field(view, "build_features")).flatMap((feature) => textOf(feature)?.value ?? []),
    metaFamily: productName(horaemeta.catalogue, laidOutBy).toLowerCase(),
    nodeFamily: productName(horaedbServer.catalogue, laidOutBy).toLowerCase(),
  };
}

const newest = "2.1.0";

function byDefault<T>(value: T, key: string, at: Location): Traced<T> {
  return derived(value, `the default of horaedb.${key}`, [at]);
}

/** A release that both programs have; undefined if it is missing or unknown, which is reported. */
export function versionOf(text: Traced<string> | undefined, context: ResolveContext): string | undefined {
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
