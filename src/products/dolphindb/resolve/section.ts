/** The values of the `dolphindb` section that several processes share, with their defaults. */

import { advice } from "../../../diagnostics/help.ts";
import type { Location } from "../../../diagnostics/location.ts";
import { type Message, type Name, type Sayable, say } from "../../../diagnostics/message.ts";
import { releaseOfSection } from "../../../model/release-written.ts";
import { unlessKnown } from "../../../model/treated-release.ts";
import { entriesOf } from "../../../schema/catalogue.ts";
import { keyNotInVersion } from "../../../schema/codes/key-codes.ts";
import {
  booleanOf,
  field,
  isUnread,
  isWhole,
  members,
  numberOf,
  readOr,
  textOf,
  type View,
} from "../../../schema/documents/view.ts";
import type { DolphindbSection } from "../../../schema/generated/types/dolphindb-section.ts";
import { sinceFor, stateAt } from "../../../schema/key-state.ts";
import { derived, type Traced } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { withoutEnd } from "../../../source/without-end.ts";
import { releasesOf } from "../../known-releases.ts";
import type { ResolveContext } from "../../product.ts";
import { clusterFile, nodesFile } from "../programs.ts";
import { releaseMeant } from "../releases.ts";

export interface DolphinSpec {
  readonly view: View<DolphindbSection>;
  readonly at: Location;
  readonly context: ResolveContext;
  readonly version: Message;
  /** The release that it is, where cfgc does not know that one and goes by `version`. */
  readonly release: Sayable | undefined;
  readonly serverDir: string;
  /** Undefined if it could not be read. */
  readonly factor: Traced<number> | undefined;
  readonly reliabilityLevel: Traced<Sayable> | undefined;
  /** Undefined if it could not be read which they are. */
  readonly zoneFactors: readonly ZoneFactor[] | undefined;
}

export interface ZoneFactor {
  readonly zone: Sayable;
  /** Undefined if it could not be read. */
  readonly factor: Traced<number> | undefined;
}

/** Undefined if the release could not be read: what each key means and what its default is depends on it. */
export function readSection(view: View<DolphindbSection>, context: ResolveContext): DolphinSpec | undefined {
  const at = view.keyAt ?? view.at;
  const replication = field(view, "replication");
  const release = releaseOfSection(view, say`dolphindb`, releasesOf(clusterFile), context.bag);
  if (release === undefined) return undefined;
  const version = releaseMeant(release.version);
  const zones = field(replication, "zones");
  const knowsZones = !reportTooNew(zones, say`dolphindb.replication.zones`, "zone", {
    version,
    context,
  });
  const level = (written: View<unknown>) => {
    const number = numberOf(written as View<number>);
    return number && { value: say`${number.value}`, origin: number.origin };
  };
  return {
    view,
    at,
    context,
    version,
    release: unlessKnown(release),
    serverDir: directoryOf(field(view, "server_dir")) ?? "/opt/dolphindb/server",
    factor: readOr(field(replication, "factor"), numberOf, byDefault(2, "replication.factor", at)),
    // The program's own 0 lets both copies of a chunk land on one host; 2 keeps them apart and never refuses a write.
    reliabilityLevel: readOr(
      field(replication, "reliability_level"),
      level,
      byDefault(say`2`, "replication.reliability_level", at),
    ),
    zoneFactors: isWhole(zones) ? (knowsZones ? factorsIn(zones) : []) : undefined,
  };
}

function factorsIn(zones: View<Record<string, number>> | undefined): ZoneFactor[] {
  return members(zones).map(({ key, value }) => ({ zone: key, factor: numberOf(value) }));
}

/**
 * Reports a spelling of cluster.yaml that stands for a column of cluster.nodes which came with a later release, and
 * tells whether it is one.
 */
export function reportTooNew(
  written: View<unknown> | undefined,
  path: Message,
  column: "zone" | "computeGroup",
  { version, context }: Pick<DolphinSpec, "version" | "context">,
): boolean {
  const entry = entriesOf(nodesFile.catalogue, column)[0];
  if (
    written === undefined ||
    isUnread(written) ||
    entry === undefined ||
    stateAt(entry, version) !== undefined
  )
    return false;
  const since = sinceFor(entry, version);
  context.bag.report(keyNotInVersion, {
    at: written.keyAt ?? written.at,
    key: path,
    message: say`"${path}" needs DolphinDB ${since}; ${version} knows no ${column === "zone" ? "zones" : "compute groups"}`,
    help: advice`upgrade to ${since} or later, or delete it`,
  });
  return true;
}

/** addNode came with 1.30.4: dolphindb/Tutorials_CN@35282f6:scale_out_cluster.md:35. Before, a new node took a restart. */
const addNodeSince = "1.30.4";

/** Reports a node that is to join a running cluster of a release that cannot take one. */
export function reportJoinTooEarly(
  joining: View<boolean> | undefined,
  path: Name,
  { version, context }: Pick<DolphinSpec, "version" | "context">,
): void {
  if (joining === undefined || booleanOf(joining) !== true) return;
  if (compareVersions(version, addNodeSince) >= 0) return;
  context.bag.report(keyNotInVersion, {
    at: joining.keyAt ?? joining.at,
    key: path,
    message: say`a node joins a running cluster by addNode, which came with DolphinDB ${addNodeSince}; ${version} does not have it`,
    help: advice`delete it and restart the cluster with the new files, or upgrade to ${addNodeSince} or later first`,
  });
}

/** The root of all directories stays one slash. */
function directoryOf(written: Parameters<typeof textOf>[0] | undefined): string | undefined {
  const text = textOf(written)?.value;
  return text && (withoutEnd(text, /\//) || "/");
}

function byDefault<T>(value: T, key: string, at: Location): Traced<T> {
  return derived(value, `the default of dolphindb.${key}`, [at]);
}
