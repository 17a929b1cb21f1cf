/**
 * From files that somebody wrote to findings: the second spine. What to do with a `cluster.yaml` is `compile`'s
 * business; every other file is read into the same model, and all of them together get the same rules.
 */

import { allCodes } from "./codes.ts";
import { placeOfKind } from "./detect.ts";
import { DiagnosticBag } from "./diagnostics/bag.ts";
import { type Diagnostic, nameOfCode } from "./diagnostics/diagnostic.ts";
import { foundAtAll } from "./diagnostics/found-at-all.ts";
import { advice } from "./diagnostics/help.ts";
import { type SourceFile, wholeOf } from "./diagnostics/location.ts";
import { type Name, say } from "./diagnostics/message.ts";
import { atOnce, type Steps } from "./diagnostics/steps.ts";
import type { Model } from "./model/model.ts";
import { versionAssumed } from "./model/release-codes.ts";
import { releaseSaid, unlessKnown } from "./model/treated-release.ts";
import { newestOf, releasesOf, releasesOfAny } from "./products/known-releases.ts";
import { type FileSide, type LateFile, opened, type Program, type ReadFiles } from "./products/product.ts";
import { programNamed } from "./products/program-named.ts";
import { environmentKind } from "./products/registry.ts";
import { applyVariables } from "./products/variables/check-variables.ts";
import { readsVariables } from "./products/variables/variable-readers.ts";
import { allRules } from "./rules/all-rules.ts";
import { rulesInSteps } from "./rules/run-rules.ts";
import { withoutSuppressed } from "./rules/suppress.ts";
import { displayName } from "./schema/catalogue.ts";
import { parseVersionSpec } from "./schema/versions.ts";
import { readEnv } from "./source/env/read-env.ts";
import type { MapNode } from "./source/tree.ts";
import { betterReleases } from "./version-fit.ts";

export interface LintInput {
  readonly source: SourceFile;
  readonly kind: string;
  /** `2.1.0`, `2.1.0+wal-rocksdb` or `2.2.0 as 2.1.0`; without it the newest release. */
  readonly version: string | undefined;
}

export interface LintResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
}

export interface LintOptions {
  /** Whether the files are all that there are of their deployment, so that something missing can be reported. */
  readonly closed?: boolean;
}

/** Lints files of known kinds as one deployment. A kind that no product has is a mistake of the caller. */
export function lint(
  inputs: readonly LintInput[],
  products: readonly FileSide[],
  options: LintOptions = {},
): LintResult {
  return atOnce(lintInSteps(inputs, products, options));
}

/** The same in steps. */
export function* lintInSteps(
  inputs: readonly LintInput[],
  products: readonly FileSide[],
  { closed = false }: LintOptions = {},
): Steps<LintResult> {
  const bag = new DiagnosticBag("file");
  const environments = inputs.filter(({ kind }) => kind === environmentKind);
  const parserOf = parsers(bag);
  const found = inputs
    .filter(({ kind }) => kind !== environmentKind)
    .map((input) => lateFile(input, products, parserOf, bag));
  const files = environments.length === 0 ? found : withVariables(found, environments, products, bag);
  const model = yield* judge(files, products, closed, bag);
  yield* reportBetterVersions(files, bag);
  const diagnostics = withoutSuppressed(
    bag.sorted(),
    inputs.map(({ source }) => source),
    // The files are the operator's own: who gives a reason may have a build that takes what a release refuses.
    {
      names: () => allCodes(products).map(nameOfCode),
      maySuppress: () => true,
      treeOf: (source) => found.find(({ file }) => file.source === source)?.file.parse(),
    },
  );
  return { diagnostics, model };
}

/**
 * Reads the files into the model and runs the rules. What involves a file whose release cfgc does not know is said only
 * if it holds at every release.
 */
function* judge(
  files: readonly FoundFile[],
  products: readonly FileSide[],
  closed: boolean,
  bag: DiagnosticBag,
): Steps<Model> {
  const rules = [...allRules, ...products.flatMap((product) => product.rules)];
  const judgeAs = function* (those: readonly FoundFile[], into: DiagnosticBag): Steps<Model> {
    const model = yield* read(those, products, closed, into);
    yield* rulesInSteps(model, rules, into);
    return model;
  };
  const unsure = new Map(files.filter(({ isUnsure }) => isUnsure).map((one) => [one.file.source, one]));
  if (unsure.size === 0) return yield* judgeAs(files, bag);
  // What is wrong with the syntax is so at every release.
  for (const { file } of files) file.parse();
  const involved = ({ at, related }: Diagnostic) =>
    new Set([at, ...related.map((one) => one.at)].flatMap(({ file }) => unsure.get(file)?.product ?? []));
  // Of what involves unsure files of two products nobody knows which releases belong together.
  const found = [...new Set([...unsure.values()].map(({ product }) => product))].flatMap((product) =>
    foundAtAll(
      releasesAmong(files, product),
      bag,
      (release, trial) => {
        const those = files.map((one) => (one.product === product ? atRelease(one, release) : one));
        atOnce(judgeAs(those, trial));
        return true;
      },
      (one) => involved(one).size === 1 && involved(one).has(product),
    ),
  );
  const trial = new DiagnosticBag("file");
  const model = yield* judgeAs(files, trial);
  bag.add(trial.all().filter((one) => involved(one).size === 0));
  bag.add(found);
  return model;
}

/** Every release of the programs of a product whose own is none that cfgc knows. */
function releasesAmong(files: readonly FoundFile[], product: FileSide): readonly Name[] {
  const programs = new Set(files.flatMap(({ isUnsure, file }) => (isUnsure ? [file.program] : [])));
  const own = product.programs.filter((program) => programs.has(program));
  return [...new Set(own.flatMap(({ catalogue }) => catalogue.releases.map(({ version }) => version)))];
}

function atRelease(one: FoundFile, version: Name): FoundFile {
  if (!one.isUnsure || !one.file.program.hasRelease(version)) return one;
  return { ...one, file: { ...one.file, version } };
}

/** What environment files say instead of the programs' own. */
function withVariables(
  found: readonly FoundFile[],
  inputs: readonly LintInput[],
  products: readonly FileSide[],
  bag: DiagnosticBag,
): FoundFile[] {
  const programs = products.flatMap((product) => product.programs).filter(readsVariables);
  const known = releasesOfAny(programs);
  const files = found.flatMap((one) => opened(one.file).map((file) => ({ ...one, file })));
  const environments = inputs.map(({ source, version }) => {
    const release =
      version === undefined ? undefined : releaseSaid(version, environmentKind, known, placesOf(source), bag);
    return { source, version: release?.version, variables: readEnv(source, bag) };
  });
  return applyVariables(environments, files, programs, bag).map((one) => ({
    ...one,
    file: { ...one.file, parse: () => one.file.tree },
  }));
}

interface FoundFile {
  readonly product: FileSide;
  readonly file: LateFile;
  /** Whether its release is none that cfgc knows. */
  readonly isUnsure: boolean;
}

function lateFile(
  { source, kind, version }: LintInput,
  products: readonly FileSide[],
  parserOf: Parsers,
  bag: DiagnosticBag,
): FoundFile {
  const found = programNamed(kind, products);
  if (found === undefined) throw new Error(`no product has files of kind ${kind}`);
  const { product, program } = found;
  const release =
    version === undefined
      ? undefined
      : releaseSaid(version, program.kind, releasesOf(program), placesOf(source), bag);
  const checked = release?.version ?? newestOf(program.catalogue);
  const file = {
    source,
    program,
    version: checked,
    release: release && unlessKnown(release),
    premise: release?.premise,
    versionGiven: version !== undefined,
    buildFeatures: version === undefined ? [] : parseVersionSpec(version).features,
    parse: parserOf(source, program, checked),
  };
  return { product, file, isUnsure: version !== undefined && release === undefined };
}

type Parsers = (source: SourceFile, program: Program, version: Name) => LateFile["parse"];

/** Of all trees the last one alone is held: who wants another one again has its text read again. */
function parsers(bag: DiagnosticBag): Parsers {
  let last: { readonly source: SourceFile; readonly tree: MapNode | undefined } | undefined;
  return (source, program, version) => {
    let isTold = false;
    return () => {
      if (last?.source === source) return last.tree;
      const tree = program.parse(source, isTold ? new DiagnosticBag("file", true) : bag, version);
      isTold = true;
      last = { source, tree };
      return tree;
    };
  };
}

/** Where a file says its release, and what rests on it. */
function placesOf(source: SourceFile) {
  return { at: placeOfKind(source), within: wholeOf(source) };
}

function* read(
  files: readonly FoundFile[],
  products: readonly FileSide[],
  closed: boolean,
  bag: DiagnosticBag,
): Steps<Model> {
  const parts: ReadFiles[] = [];
  for (const product of products) {
    const own = files.filter((file) => file.product === product).map(({ file }) => file);
    parts.push(yield* product.read(own, bag));
  }
  return {
    sites: [],
    hosts: parts.flatMap((part) => part.hosts),
    instances: parts.flatMap((part) => part.instances),
    groups: parts
      .flatMap((part) => part.groups)
      .map((group) => ({ ...group, closed: group.closed || closed })),
  };
}

/** Only of files with findings that another release might not give. */
function* reportBetterVersions(files: readonly FoundFile[], bag: DiagnosticBag): Steps<void> {
  const doubtful = new Set(
    bag
      .all()
      .filter(dependsOnRelease)
      .map(({ at }) => at.file),
  );
  const told = new Set(files.filter(({ file }) => file.versionGiven).map(({ product }) => product));
  for (const { product, file } of files) {
    if (file.versionGiven || !doubtful.has(file.source)) continue;
    if (file.program.releaseFromOthers && told.has(product)) continue;
    const better = betterReleases(file, product);
    yield;
    if (better === undefined) continue;
    bag.report(versionAssumed, {
      at: { file: file.source, start: 0, end: 0 },
      message: say`nothing says the release, so this is checked for ${displayName(file.program.catalogue, file.version)}, the newest; it fits ${better} better`,
      help: advice`say which it is, as in # cfgc: ${file.program.kind}@${file.version}`,
    });
  }
}

function dependsOnRelease({ code }: Diagnostic): boolean {
  return code.anyRelease !== true && ["refused", "ignored", "ineffective"].includes(code.fault);
}
