/**
 * Releases newer than cfgc knows: an operator says as which older one of the same major line such a release is to be
 * treated. From then on that one's knowledge counts, and whatever rests on it says so.
 */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Premise } from "../diagnostics/diagnostic.ts";
import { type Fix, standsOnce } from "../diagnostics/fix.ts";
import { advice, advising, type Help, offer } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { joined, type Message, type Name, quoted, type Sayable, say } from "../diagnostics/message.ts";
import { nearest } from "../schema/nearest.ts";
import { nearRelease, releaseHelp, releasesMeant } from "../schema/release-meant.ts";
import { compareVersions, majorOf, parseVersionSpec } from "../schema/versions.ts";
import { treatAsNotUsable, unknownFeature, unknownVersion } from "./release-codes.ts";

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
  /** What builds may have and others lack. */
  readonly features: readonly Name[];
}

/** A release as somebody wrote it, and where. */
export interface WrittenRelease {
  readonly release: Message;
  readonly at: Location;
  readonly key?: Name;
  readonly treatAs?: { readonly release: Message; readonly at: Location; readonly key?: Name } | undefined;
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
      help:
        treatAs.key === undefined
          ? offer(
              renameRelease(treatAs.at, say` as ${treatAs.release}`, say``),
              say`leave out \`as ${treatAs.release}\``,
            )
          : advice`leave out \`treat_as\``,
    });
    return { release, version: release };
  }
  if (treatAs === undefined || !isNewer(release, known)) {
    reportUnknown(written, known, bag);
    return undefined;
  }
  const problem = problemWith(treatAs, release, known);
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
  const { version, features, treatAs } = parseVersionSpec(text);
  for (const feature of features) checkFeature({ feature, at }, known, bag);
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

/** A build may have features of its own, so one that cfgc does not know counts for nothing and is no error. */
export function checkFeature(
  { feature, at, key }: { readonly feature: Name; readonly at: Location; readonly key?: Name },
  { features, title }: Pick<KnownReleases, "features" | "title">,
  bag: DiagnosticBag,
): void {
  if (features.includes(feature)) return;
  if (features.length === 0) {
    bag.report(unknownFeature, {
      at,
      key,
      message: say`cfgc knows no features of builds of ${title}, so ${quoted(feature)} counts for nothing`,
      help: advice`leave it out`,
    });
    return;
  }
  const near = nearest(feature, features);
  const names = say`known: ${joined(features, ", ")}`;
  bag.report(unknownFeature, {
    at,
    key,
    message: say`cfgc knows no feature ${quoted(feature)} of builds of ${title}, so it counts for nothing`,
    help:
      near === undefined
        ? advising(names)
        : offer(
            renameRelease(at, feature, near),
            say`did you mean "${near}"? ${names}`,
            say`write "${near}"`,
          ),
  });
}

function problemWith(
  { release: treatAs, at }: { readonly release: Name; readonly at: Location },
  release: Name,
  known: KnownReleases,
): { message: Message; help: Help } | undefined {
  const [best] = candidates(release, known);
  const help =
    best === undefined
      ? advising(noneOfLine(release, known))
      : offer(renameRelease(at, treatAs, best), say`write ${best}`);
  const title = say`${known.title} ${release}`;
  if (majorOf(treatAs) !== majorOf(release))
    return { message: say`${title} cannot be treated as ${treatAs}, which is of another major line`, help };
  if (compareVersions(treatAs, release) >= 0)
    return { message: say`${title} cannot be treated as ${treatAs}, which is not older`, help };
  if (!known.has(treatAs))
    return { message: say`${title} cannot be treated as ${treatAs}, which cfgc does not know either`, help };
  return undefined;
}

function reportUnknown(written: WrittenRelease, known: KnownReleases, bag: DiagnosticBag): void {
  bag.report(unknownVersion, {
    at: written.at,
    key: written.key,
    message: say`cfgc knows no ${known.title} release ${quoted(written.release)}`,
    help: helpFor(written, known),
  });
}

/** A release in another spelling is that one; what may have come later is treated as an older one. */
function helpFor({ release, at, spelling }: WrittenRelease, known: KnownReleases): Help {
  const meant = releasesMeant(release, known);
  const respelt = releaseHelp(meant, (one) => renameRelease(at, release, one));
  if (respelt !== undefined) return respelt;
  const names = known.pattern ?? say`known: ${joined([...known.listed].sort(compareVersions), ", ")}`;
  const [best] = candidates(release, known);
  if (best !== undefined)
    return advising(
      spelling === undefined ? names : say`${names}; to treat it as one of them write ${spelling(best)}`,
    );
  const near = nearRelease(release, known);
  return near === undefined
    ? advising(names)
    : offer(renameRelease(at, release, near), say`did you mean "${near}"? ${names}`, say`write "${near}"`);
}

/** Undefined where the place holds more than the one release, or not its letters. */
function renameRelease({ file, start, end }: Location, from: string, to: Name): Fix | undefined {
  const written = file.text.slice(start, end);
  if (!standsOnce(written, from)) return undefined;
  const first = written.indexOf(from);
  return [{ at: { file, start: start + first, end: start + first + from.length }, text: to }];
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
