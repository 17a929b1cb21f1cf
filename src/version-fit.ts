/**
 * Which releases a file fits, where nothing says its release. The newest is what it is checked for; that another one
 * fits better is worth a note, because findings may then be about an upgrade that nobody plans.
 */

import { DiagnosticBag } from "./diagnostics/bag.ts";
import { joined, type Message, type Name, say } from "./diagnostics/message.ts";
import { atOnce } from "./diagnostics/steps.ts";
import type { Model } from "./model/model.ts";
import type { FileSide, LateFile } from "./products/product.ts";
import { runRules } from "./rules/run-rules.ts";
import { type Catalogue, productName } from "./schema/catalogue.ts";

/** The releases that fit better than the file's own, in words; undefined if there is none. */
export function betterReleases(file: LateFile, product: FileSide): Message | undefined {
  const { catalogue } = file.program;
  // The most that still fits better, or as well as the best so far.
  let most = misfitOf(file, product) - 1;
  const scores = new Map<string, number>();
  for (const { version } of most < 0 ? [] : catalogue.releases) {
    if (version === file.version) continue;
    const score = misfitOf({ ...file, version }, product, most);
    scores.set(version, score);
    most = Math.min(most, score);
  }
  const isBest = (version: string) => scores.get(version) === most;
  return [...scores.keys()].some(isBest) ? inRanges(catalogue, isBest) : undefined;
}

/** What the release would refuse counts before all that it would ignore. No rule need be asked once it is over `most`. */
function misfitOf(file: LateFile, product: FileSide, most = Number.POSITIVE_INFINITY): number {
  const bag = new DiagnosticBag("file", true);
  const model: Model = { sites: [], ...atOnce(product.read([file], bag)) };
  const ofKeys = scoreOf(bag);
  if (ofKeys > most) return ofKeys;
  runRules(model, product.rules, bag);
  return scoreOf(bag);
}

function scoreOf(bag: DiagnosticBag): number {
  const errors = bag.count(({ severity }) => severity === "error");
  const ignored = bag.count(({ code }) => code.fault === "ignored" || code.fault === "ineffective");
  return errors * 10_000 + ignored;
}

/** `CeresDB 1.2.0 to HoraeDB 2.0.0, HoraeDB 2.1.0` */
function inRanges(catalogue: Catalogue, fits: (version: string) => boolean): Message {
  const ranges: Name[][] = [];
  let open: Name[] | undefined;
  for (const { version } of catalogue.releases) {
    if (!fits(version)) open = undefined;
    else if (open !== undefined) open.push(version);
    else {
      open = [version];
      ranges.push(open);
    }
  }
  const named = (version: Name) => say`${productName(catalogue, version)} ${version}`;
  return joined(
    ranges.map((range) => {
      const [first = say``, last = say``] = [range[0], range.at(-1)];
      if (first === last) return named(first);
      const sameName = productName(catalogue, first) === productName(catalogue, last);
      return say`${named(first)} to ${sameName ? last : named(last)}`;
    }),
    " or ",
  );
}
