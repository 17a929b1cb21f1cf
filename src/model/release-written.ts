/** `version`, `treat_as` and `upgrading_from` of cluster.yaml: of a section, or of an instance in a rolling upgrade. */

import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { advice } from "../diagnostics/help.ts";
import type { Location } from "../diagnostics/location.ts";
import { type Name, type Sayable, say } from "../diagnostics/message.ts";
import { field, textOf, type View } from "../schema/documents/view.ts";
import type { Traced } from "../schema/value.ts";
import { bareVersion, compareVersions } from "../schema/versions.ts";
import { treatAsNotUsable } from "./release-codes.ts";
import { type KnownReleases, type TreatedRelease, treatedRelease } from "./treated-release.ts";

interface Versioned {
  version?: string;
  treat_as?: string;
}

/** Undefined if the section says no release, or none that is usable, which is reported. `path` is its own. */
export function releaseOfSection(
  section: View<Versioned>,
  path: Name,
  known: KnownReleases,
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  return releaseIn(section, path, textOf(field(section, "treat_as")), known, bag);
}

/**
 * The release of an instance that has its own; one that cfgc does not know is treated as the section says, unless the
 * instance says it itself.
 */
export function releaseOfInstance(
  entry: View<Versioned>,
  path: Name,
  section: View<Versioned>,
  known: KnownReleases,
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  const version = textOf(field(entry, "version"));
  const own = textOf(field(entry, "treat_as"));
  if (own?.origin.kind === "source" && field(entry, "version") === undefined) {
    bag.report(treatAsNotUsable, {
      at: own.origin.at,
      key: say`${path}.treat_as`,
      message: say`\`treat_as\` says nothing without a \`version\` beside it`,
      help: advice`write the \`version\` of this instance, or \`treat_as\` for the whole section`,
    });
  }
  if (version === undefined) return undefined;
  const needsOne = !known.has(bareVersion(version.value));
  const treatAs = own ?? (needsOne ? textOf(field(section, "treat_as")) : undefined);
  const release = releaseIn(entry, path, treatAs, known, bag);
  // What rests on the section's release says nothing of an instance whose own release cfgc knows.
  if (release !== undefined && release.premise === undefined && field(section, "treat_as") !== undefined)
    bag.restsOn(placeOf(entry), undefined);
  return release;
}

/**
 * The release that runs now. One that cfgc does not know is treated as the one that comes, which has to be newer than
 * what cfgc knows as well.
 */
export function releaseBefore(
  text: Traced<Sayable> | undefined,
  path: Name,
  next: TreatedRelease | undefined,
  known: KnownReleases,
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  if (text?.origin.kind !== "source") return undefined;
  const release = bareVersion(text.value);
  const between =
    next?.premise !== undefined &&
    compareVersions(release, next.version) > 0 &&
    compareVersions(release, next.release) <= 0;
  const { at } = text.origin;
  const treatAs = between && !known.has(release) ? { release: next.version, at } : undefined;
  const written = { release, at, key: say`${path}.upgrading_from`, treatAs };
  return treatedRelease(written, known, at, bag);
}

function releaseIn(
  entry: View<Versioned>,
  path: Name,
  treatAs: Traced<Name> | undefined,
  known: KnownReleases,
  bag: DiagnosticBag,
): TreatedRelease | undefined {
  const version = textOf(field(entry, "version"));
  if (version?.origin.kind !== "source" || !isReadable(entry)) return undefined;
  const written = {
    release: bareVersion(version.value),
    at: version.origin.at,
    key: say`${path}.version`,
    treatAs:
      treatAs?.origin.kind === "source"
        ? { release: bareVersion(treatAs.value), at: treatAs.origin.at, key: say`${path}.treat_as` }
        : undefined,
    spelling: (as: Name) => say`\`treat_as: ${as}\` beside it`,
  };
  return treatedRelease(written, known, placeOf(entry), bag);
}

/** A `treat_as` that is no text is reported as such, and what the release is to be treated as is not known. */
function isReadable(entry: View<Versioned>): boolean {
  const treatAs = field(entry, "treat_as");
  return treatAs === undefined || textOf(treatAs) !== undefined;
}

/** With the key in front of it, at which findings about the whole stand. */
function placeOf({ at, keyAt }: View<unknown>): Location {
  return keyAt === undefined ? at : { ...at, start: keyAt.start };
}
