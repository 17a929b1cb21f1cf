/**
 * What a cluster.yaml and files that somebody wrote do to each other: named in one call or in one set they are one
 * deployment. Each kind has been checked on its own; here only what involves both is found.
 */
import { DiagnosticBag } from "./diagnostics/bag.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import type { SourceFile } from "./diagnostics/location.ts";
import type { Model } from "./model/model.ts";
import { backendShared } from "./rules/backend-shared.ts";
import { directoryClash } from "./rules/directory-clash.ts";
import { portClash } from "./rules/port-clash.ts";
import { runRules } from "./rules/run-rules.ts";
import { withoutSuppressed } from "./rules/suppress.ts";
import { suppressionUnused } from "./rules/suppression-codes.ts";

/** The rules about what two clusters share: machines, and services outside of them. */
const rules = [backendShared, directoryClash, portClash];

/**
 * What was found on each side, with what is found across. Of the files some may be what the cluster.yaml is to replace, so
 * that is in doubt.
 */
export function lintAcross(
  before: readonly Diagnostic[],
  clusters: Model,
  files: Model,
  sources: readonly SourceFile[],
): readonly Diagnostic[] {
  const bag = new DiagnosticBag("file");
  const both: Model = {
    sites: [],
    hosts: [...clusters.hosts, ...files.hosts],
    instances: [...clusters.instances, ...files.instances],
    groups: [...clusters.groups, ...files.groups],
  };
  runRules(both, rules, bag);
  const ofFiles = new Set(files.instances.map(({ at }) => at.file));
  const across = bag.sorted().filter(({ at, related }) => {
    const written = [at, ...related.map((one) => one.at)].map(({ file }) => ofFiles.has(file));
    return written.includes(true) && written.includes(false);
  });
  const found = across.map((one): Diagnostic => ({ ...one, severity: "warning" }));
  const left = withoutSuppressed(found, sources, { names: () => [], maySuppress: () => true, trees: [] });
  const silent = found.filter((one) => !left.includes(one));
  // A comment that is of no use on its own side may be about this.
  const isUnused = ({ code }: Diagnostic) => code === suppressionUnused;
  const unused = new Set(left.filter(isUnused).map(placeOf));
  const kept = before.filter((one) => silent.length === 0 || !isUnused(one) || unused.has(placeOf(one)));
  return [...kept, ...found.filter((one) => left.includes(one))];
}

function placeOf({ at }: Diagnostic): string {
  return `${at.file.path} ${at.start}`;
}
