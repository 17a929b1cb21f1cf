import type { DiagnosticBag } from "../../../diagnostics/bag.ts";
import { say } from "../../../diagnostics/message.ts";
import { Settings } from "../../../model/settings.ts";
import { inputLimit } from "../../../source/codes.ts";
import { limits } from "../../../source/limits.ts";
import type { UpstreamFile } from "../../product.ts";
import type { NodeFile } from "../cluster.ts";
import { isPattern, type QualifiedKeys, splitQualifiers } from "../syntax/qualifiers.ts";
import { readKeys } from "./read-settings.ts";

/** A cluster.cfg: the keys of each qualifier are checked as a file of their own. */
export function readNodeFile(file: UpstreamFile, bag: DiagnosticBag): NodeFile {
  const at = { file: file.source, start: 0, end: 0 };
  const parts = withoutExcess(splitQualifiers(file.tree), bag).map(({ qualifier, tree }) => {
    const [first] = tree.entries.values();
    return {
      qualifier,
      at: first
        ? { ...first.keyAt, start: first.keyAt.start - (qualifier === undefined ? 0 : qualifier.length + 1) }
        : at,
      settings: Settings.of(file.program.catalogue, file.version, readKeys(tree, file, bag)),
    };
  });
  return { at, version: file.version, release: file.release, parts, isWhole: file.tree.damaged !== true };
}

function withoutExcess(all: readonly QualifiedKeys[], bag: DiagnosticBag): readonly QualifiedKeys[] {
  const patterns = all.filter(({ qualifier = "" }) => isPattern(qualifier));
  const [first] = patterns[limits.patterns]?.tree.entries.values() ?? [];
  if (first === undefined) return all;
  bag.report(inputLimit, {
    at: first.keyAt,
    message: say`the file has more than ${limits.patterns} qualifiers that are patterns`,
  });
  const excess = new Set(patterns.slice(limits.patterns));
  return all.filter((one) => !excess.has(one));
}
