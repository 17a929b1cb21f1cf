/**
 * What deployments do to each other that were checked on their own: a cluster.yaml and files that somebody wrote, which
 * are one deployment if they are named in one call or in one set, and the cluster.yaml of different folders, which may be
 * alternatives. Only what involves both is found here.
 */

import { DiagnosticBag } from "./diagnostics/bag.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { advice } from "./diagnostics/help.ts";
import type { SourceFile } from "./diagnostics/location.ts";
import { nameOfFile, say } from "./diagnostics/message.ts";
import { foldersClash } from "./model/call-codes.ts";
import type { Model } from "./model/model.ts";
import type { FileSide } from "./products/product.ts";
import { allRules } from "./rules/all-rules.ts";
import type { Rule } from "./rules/rule.ts";
import { runRules } from "./rules/run-rules.ts";
import { withoutSuppressed } from "./rules/suppress.ts";
import { suppressionUnused } from "./rules/suppression-codes.ts";

/** The rules about what two clusters share: machines, and services outside of them. */
const rules = allRules.filter(isAcross);

function isAcross({ across }: Rule): boolean {
  return across === true;
}

/**
 * What was found on each side, with what is found across. Of the files some may be what the cluster.yaml is to replace, so
 * that is in doubt.
 */
export function lintAcross(
  before: readonly Diagnostic[],
  clusters: Model,
  files: Model,
  products: readonly FileSide[],
  sources: readonly SourceFile[],
): readonly Diagnostic[] {
  const bag = new DiagnosticBag("file");
  const ways = products.flatMap(({ across }) => across ?? []);
  const both = together([clusters, files]);
  const joined = { ...both, groups: ways.reduce((groups, { join }) => join(groups), both.groups) };
  runRules(joined, [...rules, ...products.flatMap((product) => product.rules.filter(isAcross))], bag);
  const ofFiles = new Set(files.instances.map(({ at }) => at.file));
  const across = bag.sorted().filter(({ at, related }) => {
    const written = [at, ...related.map((one) => one.at)].map(({ file }) => ofFiles.has(file));
    return written.includes(true) && written.includes(false);
  });
  const found = across.map((one): Diagnostic => ({ ...one, severity: "warning" }));
  const left = withoutSuppressed(found, sources, {
    names: () => [],
    maySuppress: () => true,
    treeOf: () => undefined,
  });
  const silent = found.filter((one) => !left.includes(one));
  // A comment that is of no use on its own side may be about this.
  const isUnused = ({ code }: Diagnostic) => code === suppressionUnused;
  const unused = new Set(left.filter(isUnused).map(placeOf));
  const kept = before.filter((one) => silent.length === 0 || !isUnused(one) || unused.has(placeOf(one)));
  return [...kept, ...found.filter((one) => left.includes(one))];
}

/**
 * A note for each two folders whose cluster.yaml cannot run at the same time, since they use the same ports,
 * directories or backends. Nobody said that they are to.
 */
export function betweenFolders(models: readonly Model[]): readonly Diagnostic[] {
  const folderOf = new Map<SourceFile, number>();
  for (const [index, { instances }] of models.entries())
    for (const { at } of instances) folderOf.set(at.file, index);
  const clashes = new DiagnosticBag("file");
  // Machines of different sites are told apart by their sites.
  runRules({ ...together(models), sites: models.flatMap(({ sites }) => sites) }, rules, clashes);
  const notes = new DiagnosticBag("file");
  const told = new Set<string>();
  for (const { at, related, message } of clashes.sorted()) {
    const other = related.find((one) => folderOf.get(one.at.file) !== folderOf.get(at.file))?.at;
    if (other === undefined) continue;
    const pair = [at, other].map(({ file }) => folderOf.get(file)).sort();
    if (told.has(pair.join())) continue;
    told.add(pair.join());
    notes.report(foldersClash, {
      at,
      message: say`${nameOfFile(at.file)} and ${nameOfFile(other.file)} are taken for two deployments, since their folders differ, and could not run side by side: ${message}`,
      related: [{ at: other, message: say`the other one is here` }],
      help: advice`if both are to run, name both in one call, or in one set of .cfgc.yaml, and all that they share is found`,
    });
  }
  return notes.sorted();
}

/** Without sites: across deployments nobody is asked what a site accepts. */
function together(models: readonly Model[]): Model {
  return {
    sites: [],
    hosts: models.flatMap(({ hosts }) => hosts),
    instances: models.flatMap(({ instances }) => instances),
    groups: models.flatMap(({ groups }) => groups),
  };
}

function placeOf({ at }: Diagnostic): string {
  return `${at.file.path} ${at.start}`;
}
