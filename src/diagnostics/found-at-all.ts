/**
 * Findings where the release of a program is written and cannot be read, or is none that cfgc knows: only what holds at
 * every release, so that nothing follows from the one mistake, and no other mistake hides behind it.
 */

import { DiagnosticBag } from "./bag.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { say } from "./message.ts";

/**
 * What is found beyond `before` at all of these releases alike. The newest comes first: mostly it gives nothing, and then
 * nobody asks for the others.
 */
export function foundAtAll<Release extends string>(
  releases: readonly Release[],
  before: DiagnosticBag,
  find: (release: Release, bag: DiagnosticBag) => void,
): readonly Diagnostic[] {
  let common: readonly Diagnostic[] | undefined;
  for (const release of releases.toReversed()) {
    const bag = new DiagnosticBag(before.door);
    bag.add(before.all());
    find(release, bag);
    const found = bag.all().slice(before.all().length);
    const known = new Set(found.map(sense));
    common = (common ?? found).filter((one) => known.has(sense(one)));
    if (common.length === 0) break;
  }
  const said = new Set(before.all().map(sense));
  return (common ?? []).filter((one) => !said.has(sense(one)));
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
