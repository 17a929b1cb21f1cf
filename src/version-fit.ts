/**
 * Which releases a file fits, where nothing says its release. The newest is what it is checked for; that another one
 * fits better is worth a note, because findings may then be about an upgrade that nobody plans.
 */

import { DiagnosticBag } from "./diagnostics/bag.ts";
import { least } from "./diagnostics/long-lists.ts";
import { joined, type Message, type Name, say } from "./diagnostics/message.ts";
import type { Model } from "./model/model.ts";
import type { FileSide, UpstreamFile } from "./products/product.ts";
import { runRules } from "./rules/run-rules.ts";
import { type Catalogue, productName } from "./schema/catalogue.ts";

/** The releases that fit better than the file's own, in words; undefined if there is none. */
export function betterReleases(file: UpstreamFile, product: FileSide): Message | undefined {
  const { catalogue } = file.program;
  const scores = new Map<string, number>();
  for (const { version } of catalogue.releases) scores.set(version, misfitOf({ ...file, version }, product));
  const own = scores.get(file.version) ?? 0;
  const best = least(scores.values());
  return best < own ? inRanges(catalogue, (version) => scores.get(version) === best) : undefined;
}

/** What the release would refuse counts before all that it would ignore. */
function misfitOf(file: UpstreamFile, product: FileSide): number {
  const bag = new DiagnosticBag("file");
  const model: Model = { sites: [], ...product.read([file], bag) };
  runRules(model, product.rules, bag);
  const found = bag.all();
  const errors = found.filter(({ severity }) => severity === "error").length;
  const ignored = found.filter(({ code }) => code.fault === "ignored" || code.fault === "ineffective").length;
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
