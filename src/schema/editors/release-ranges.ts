/** Releases of which the same is known, as a regular expression for the text that names one. */
import { compareVersions } from "../versions.ts";
import { escaped } from "./json-schema.ts";

/** A release, or all that come in a line from one on and before another; `version` is one of them. */
export interface Releases {
  readonly version: string;
  readonly range?: Range;
}

interface Range {
  readonly line: string;
  readonly from: Numbers;
  /** Excluded; undefined at the end of the line. */
  readonly to: Numbers | undefined;
  /** The line alone stands for it. */
  readonly isNewest: boolean;
}

/** The third and the fourth number of a release; -1 for a fourth that is not there. */
type Numbers = readonly [patch: number, fix: number];

/**
 * Of a program whose lines have patch releases without end: `1.30.5`, `2.00.11.3`. Between two releases at which
 * something changes all are alike; a line alone is its newest release.
 */
export function releasesOfLines(listed: readonly string[], changes: readonly string[]): readonly Releases[] {
  return [...new Set(listed.map(lineOf))].flatMap((line) => {
    const ofLine = (version: string) => lineOf(version) === line;
    const known = listed.filter(ofLine).sort(compareVersions);
    const ends = [known[0], known.at(-1)].filter((one) => one !== undefined);
    const points = [...new Set([...ends, ...changes.filter(ofLine)])].sort(compareVersions);
    return points.flatMap((version, index): Releases[] => {
      const next = points[index + 1];
      const [patch, fix] = numbersOf(version);
      const end: Numbers = [patch, fix + 1];
      const to = next === undefined ? undefined : numbersOf(next);
      const later = `${version}${".0".repeat(4 - version.split(".").length)}.1`;
      return [
        { version, range: { line, from: [patch, fix], to: end, isNewest: to === undefined } },
        ...(isSame(end, to) ? [] : [{ version: later, range: { line, from: end, to, isNewest: false } }]),
      ];
    });
  });
}

function lineOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

function numbersOf(version: string): Numbers {
  const [, , patch = 0, fix = -1] = version.split(".").map(Number);
  return [patch, fix];
}

function isSame(one: Numbers | undefined, other: Numbers | undefined): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** Without anchors. The releases are in their order. */
export function patternOf(releases: readonly Releases[]): string {
  const runs: Range[] = [];
  const names: string[] = [];
  for (const { version, range } of releases) {
    const last = runs.at(-1);
    if (range === undefined) names.push(escaped(version));
    else if (last !== undefined && last.line === range.line && isSame(last.to, range.from))
      runs[runs.length - 1] = { ...last, to: range.to, isNewest: last.isNewest || range.isNewest };
    else runs.push(range);
  }
  const ranges = runs.map(({ line, from, to, isNewest }) => {
    const numbered = `\\.(?:${between(from, to)})`;
    return `${escaped(line)}${isNewest ? `(?:${numbered})?` : numbered}`;
  });
  return [...names, ...ranges].join("|");
}

const endless = Number.POSITIVE_INFINITY;

/** What comes from the one on and before the other, or without end. */
function between([firstPatch, firstFix]: Numbers, to: Numbers | undefined): string {
  const [lastPatch, lastFix] = to ?? [endless, -1];
  if (firstPatch === lastPatch) return inPatch(String(firstPatch), firstFix, lastFix);
  const isWhole = firstFix === -1;
  const patches = wholeNumbers(isWhole ? firstPatch : firstPatch + 1, lastPatch);
  return [
    isWhole ? "" : inPatch(String(firstPatch), firstFix, endless),
    patches === "" ? "" : inPatch(patches, -1, endless),
    lastFix === -1 ? "" : inPatch(String(lastPatch), -1, lastFix),
  ]
    .filter((part) => part !== "")
    .join("|");
}

function inPatch(patch: string, from: number, before: number): string {
  const fixes = wholeNumbers(Math.max(from, 0), before);
  if (fixes === "") return patch;
  return from === -1 ? `${patch}(?:\\.${fixes})?` : `${patch}\\.${fixes}`;
}

/** Whole numbers from the one on and before the other, of at most four digits. */
function wholeNumbers(from: number, before: number): string {
  if (from === 0 && before === endless) return "\\d{1,4}";
  const parts: string[] = [];
  for (let tens = 0; tens < 10; tens += 1) {
    const low = Math.max(from - tens * 10, 0);
    const high = Math.min(before - 1 - tens * 10, 9);
    if (low > high) continue;
    const digit = low === 0 && high === 9 ? "\\d" : low === high ? `${low}` : `[${low}-${high}]`;
    parts.push(`${tens === 0 ? "" : tens}${digit}`);
  }
  if (before === endless) parts.push("\\d{3,4}");
  return parts.length === 0 ? "" : `(?:${parts.join("|")})`;
}
