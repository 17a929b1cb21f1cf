/**
 * Findings where the release of a program is written and cannot be read, or is none that cfgc knows: only what holds at
 * every release, so that nothing follows from the one mistake, and no other mistake hides behind it.
 */

import { DiagnosticBag } from "./bag.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { say } from "./message.ts";

/**
 * What is found beyond `before` at all of these releases alike, of what `concerns` takes. The newest comes first: mostly it gives nothing, and then
 * nobody asks for the others. Nothing if `find` gives up, by false.
 */
export function foundAtAll<Release extends string>(
  releases: readonly Release[],
  before: DiagnosticBag,
  find: (release: Release, bag: DiagnosticBag) => boolean,
  concerns: (found: Diagnostic) => boolean = () => true,
): readonly Diagnostic[] {
  const said = new Set(before.all().map(sense));
  let common: readonly Diagnostic[] | undefined;
  for (const release of releases.toReversed()) {
    const bag = new DiagnosticBag(before.sourceKind);
    bag.add(before.all());
    if (!find(release, bag)) return [];
    const all = bag.all().slice(before.all().length);
    const found = all.filter((one) => concerns(one) && !said.has(sense(one)));
    const known = new Set(found.map(sense));
    common = (common ?? found).filter((one) => known.has(sense(one)));
    if (common.length === 0) break;
  }
  return common ?? [];
}

/** Equal for findings that say the same; the programs have two names, by their release. */
function sense({ code, at, severity, message, help = say``, related }: Diagnostic): string {
  const places = [at, ...related.map((one) => one.at)].map(({ file, start }) => `${file.path} ${start}`);
  return JSON.stringify([
    code.name,
    severity,
    places,
    `${message} ${help}`.replace(/ceres/gi, "horae").toLowerCase(),
  ]);
}
