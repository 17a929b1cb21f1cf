/**
 * Releases newer than cfgc knows: an operator says as which older one of the same major line such a release is to be
 * treated. From then on that one's knowledge counts, and whatever rests on it says so.
 */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Premise } from "../diagnostics/diagnostic.ts";
import { advice, advising, type Help } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { joined, type Message, type Name, quoted, type Sayable, say } from "../diagnostics/message.ts";
import { compareVersions, majorOf, parseVersionSpec } from "../schema/versions.ts";
import { treatAsNotUsable, unknownVersion } from "./release-codes.ts";

export interface TreatedRelease {
  /** What runs. */
  readonly release: Message;
  /** Whose knowledge counts: the same, but for a release that cfgc does not know. */
  readonly version: Sayable;
  /** What is said with each finding that rests on it. */
  readonly premise?: Premise;
}

/** What cfgc knows of a program's releases, or of several that are released together. */
export interface KnownReleases {
  /** Reads on after "cfgc knows no": `HoraeDB`. */
  readonly title: Message;
  /** What the program is called at one of them: `CeresDB`. */
  readonly nameAt: (release: Name) => Message;
  readonly has: (release: Sayable) => boolean;
  /** Those that have a name in the data, in any order. */
  readonly listed: readonly Name[];
  /** How releases are called, where the list does not say it. */
  readonly pattern?: Message;
}

/** A release as somebody wrote it, and where. */
export interface WrittenRelease {
  readonly release: Message;
  readonly at: Location;
  readonly key?: string;
  readonly treatAs?: { readonly release: Message; readonly at: Location; readonly key?: string } | undefined;
  /** How to say here that it is treated as another, where that can be said: `horaedb@2.2.0 as 2.1.0`. */
  readonly spelling?: (treatAs: Name) => Message;
}

/**
 * The release with the one whose knowledge counts; undefined if cfgc does not know it and nothing usable is said of
 * it, which is reported. `within` is where findings rest on it.
 */
export function treatedRelease(
  written: WrittenRelease,
  known: KnownReleases,
  within: Location,
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  const { release, treatAs } = written;
  if (known.has(release)) {
    if (treatAs === undefined) return { release, version: release };
    bag.report(treatAsNotUsable, {
      at: treatAs.at,
      key: treatAs.key,
      // Of a program whose releases have a pattern each that fits is known by its line.
      message: known.listed.includes(release)
        ? say`cfgc knows ${known.title} ${release}, so it is not treated as ${treatAs.release}`
        : say`${known.title} ${release} is of a line that cfgc knows, so it is not treated as ${treatAs.release}`,
      help: advice`leave out ${treatAs.key === undefined ? say`\`as ${treatAs.release}\`` : say`\`treat_as\``}`,
    });
    return { release, version: release };
  }
  if (treatAs === undefined || !isNewer(release, known)) {
    reportUnknown(written, known, bag);
    return undefined;
  }
  const problem = problemWith(treatAs.release, release, known);
  if (problem !== undefined) {
    bag.report(treatAsNotUsable, { at: treatAs.at, key: treatAs.key, ...problem });
    return undefined;
  }
  const premise = {
    at: treatAs.at,
    release,
    message: say`${known.nameAt(treatAs.release)} ${release} is treated as ${treatAs.release}, since cfgc does not know it`,
  };
  bag.restsOn(within, premise);
  return { release, version: treatAs.release, premise };
}

/** The same for a release as comments and options write it, `2.2.0 as 2.1.0`, of a file of that kind. */
export function releaseSaid(
  text: string,
  kind: Message,
  known: KnownReleases,
  { at, within }: { readonly at: Location; readonly within: Location },
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  const { version, treatAs } = parseVersionSpec(text);
  const written: WrittenRelease = {
    release: version,
    at,
    treatAs: treatAs === undefined ? undefined : { release: treatAs, at },
    spelling: (as) => say`${kind}@${version} as ${as}`,
  };
  return treatedRelease(written, known, within, bag);
}

/** The release, where it is not the one whose knowledge counts. */
export function unlessKnown({ release, version }: TreatedRelease): Message | undefined {
  return release === version ? undefined : release;
}

function problemWith(
  treatAs: Name,
  release: Name,
  known: KnownReleases,
): { message: Message; help: Help } | undefined {
  const [best] = candidates(release, known);
  const help = best === undefined ? advising(noneOfLine(release, known)) : advice`write ${best}`;
  const title = say`${known.title} ${release}`;
  if (majorOf(treatAs) !== majorOf(release))
    return { message: say`${title} cannot be treated as ${treatAs}, which is of another major line`, help };
  if (compareVersions(treatAs, release) >= 0)
    return { message: say`${title} cannot be treated as ${treatAs}, which is not older`, help };
  if (!known.has(treatAs))
    return { message: say`${title} cannot be treated as ${treatAs}, which cfgc does not know either`, help };
  return undefined;
}

function reportUnknown(
  { release, at, key, spelling }: WrittenRelease,
  known: KnownReleases,
  bag: DiagnosticBag,
): void {
  const names = known.pattern ?? say`known: ${joined([...known.listed].sort(compareVersions), ", ")}`;
  const [best] = candidates(release, known);
  bag.report(unknownVersion, {
    at,
    key,
    message: say`cfgc knows no ${known.title} release ${quoted(release)}`,
    help:
      best === undefined || spelling === undefined
        ? advising(names)
        : advice`${names}; to treat it as one of them write ${spelling(best)}`,
  });
}

/**
 * Whether it may be a release that came later: it is called as releases are, `2.2.0` and not `2.2`, and of its own minor
 * line cfgc knows none that is newer.
 */
function isNewer(release: Sayable, { listed }: KnownReleases): boolean {
  const line = /^(\d+\.\d+)(?:\.\d+)*(?:-[\w.]+)?$/.exec(release)?.[1];
  if (line === undefined || listed.every((one) => partsOf(one) > partsOf(release))) return false;
  return listed
    .filter((one) => one === line || one.startsWith(`${line}.`))
    .every((one) => compareVersions(one, release) < 0);
}

function partsOf(release: Sayable): number {
  return release.replace(/-.*/, "").split(".").length;
}

/** What the release could be treated as, the newest first. */
function candidates(release: Sayable, known: KnownReleases): Name[] {
  if (!isNewer(release, known)) return [];
  return known.listed
    .filter((one) => majorOf(one) === majorOf(release) && compareVersions(one, release) < 0)
    .sort((a, b) => compareVersions(b, a));
}

function noneOfLine(release: Name, { title }: KnownReleases): Message {
  return say`cfgc knows no older release of ${title} ${majorOf(release)}; use a cfgc that does`;
}
