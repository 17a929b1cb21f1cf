/**
 * From `cluster.yaml` to a bundle: the spine of cfgc, in two halves. `analyse` says what is wrong and what the
 * deployment is; `render` makes its files. Each step is one function, and nothing here reads or writes a file.
 */

import { allCodes } from "./codes.ts";
import { DiagnosticBag, sortFindings } from "./diagnostics/bag.ts";
import { type Diagnostic, nameOfCode } from "./diagnostics/diagnostic.ts";
import { foundAtAll } from "./diagnostics/found-at-all.ts";
import type { SourceFile } from "./diagnostics/location.ts";
import { append } from "./diagnostics/long-lists.ts";
import { say } from "./diagnostics/message.ts";
import { atOnce, type Steps } from "./diagnostics/steps.ts";
import type { Bundle } from "./emit/bundle.ts";
import { type EmittedFile, emit, type SecretReader, type Uncarried } from "./emit/emit.ts";
import type { OutputFile } from "./emit/output-file.ts";
import { type IncludeReader, type WithIncludes, withIncludes } from "./model/includes.ts";
import { type Model, siteFolder } from "./model/model.ts";
import { unknownVersion } from "./model/release-codes.ts";
import { resolveSite } from "./model/resolve-site.ts";
import { checkCluster } from "./products/check-cluster.ts";
import { clusterForm } from "./products/cluster-form.ts";
import type { Product } from "./products/product.ts";
import { bundleReadme } from "./products/readme.ts";
import { reportUncarried } from "./products/report-uncarried.ts";
import { allRules } from "./rules/all-rules.ts";
import type { Rule } from "./rules/rule.ts";
import { rulesInSteps, runRules, sourceKindOf } from "./rules/run-rules.ts";
import { withoutSuppressed } from "./rules/suppress.ts";
import { viewOf } from "./schema/documents/view.ts";
import { reportCredentials } from "./schema/secrets/written-credentials.ts";
import { holdsUnusualText } from "./schema/values/unusual-text.ts";
import { type Node, nodeAt } from "./source/tree.ts";
import { readYaml } from "./source/yaml.ts";
import type { Form } from "./source/yaml-form.ts";

export interface AnalyseOptions {
  /** The products that the sections may name. */
  readonly products: readonly Product[];
  /** Reads the files that `include` names; without it there are none. */
  readonly readInclude?: IncludeReader;
}

export interface RenderOptions {
  /** The products of the model. */
  readonly products: readonly Product[];
  /** Reads a secret; without it placeholders stay. */
  readonly readSecret?: SecretReader;
}

export interface Analysis {
  /** What was found, without what comments silence, in the order of the files and their lines. */
  readonly diagnostics: readonly Diagnostic[];
  /** Partial where something could not be read. */
  readonly model: Model;
  /** True if nothing may be rendered from the model: there is an error, which no comment silences. */
  readonly hasErrors: boolean;
}

export interface Rendering {
  /** Values that a file cannot carry. */
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined if there is such a value. */
  readonly bundle: Bundle | undefined;
  /** The files of the bundle with the origin of each line; none if there is such a value. */
  readonly files: readonly EmittedFile[];
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
  /** Undefined if there was an error. */
  readonly bundle: Bundle | undefined;
  /** The files of the bundle with the origin of each line; none if there was an error. */
  readonly files: readonly EmittedFile[];
}

/** Compiles one `cluster.yaml`, or several whose sites are checked against each other as well. */
export function compile(
  sources: readonly SourceFile[],
  options: AnalyseOptions & RenderOptions,
): CompileResult {
  const { diagnostics, model, hasErrors } = analyse(sources, options);
  if (hasErrors) return { diagnostics, model, bundle: undefined, files: [] };
  const { diagnostics: uncarried, ...rendered } = render(model, options);
  return { diagnostics: sortFindings([...diagnostics, ...uncarried]), model, ...rendered };
}

/** The first half: findings and model, and no file. What lint, an editor and a plan need is this alone. */
export function analyse(sources: readonly SourceFile[], options: AnalyseOptions): Analysis {
  return atOnce(analyseInSteps(sources, options));
}

/** The same in steps. */
export function* analyseInSteps(sources: readonly SourceFile[], options: AnalyseOptions): Steps<Analysis> {
  const diagnostics = new DiagnosticBag("cluster-in-production");
  const form = clusterForm(options.products);
  const documents: WithIncludes[] = [];
  for (const source of sources) {
    append(documents, readSite(source, form, options, diagnostics));
    yield;
  }
  const known: WithIncludes[] = [];
  for (const { document, whole } of documents) {
    known.push({ document: checkCluster(document, options.products, diagnostics), whole });
    yield;
  }
  const model = resolve(known, options.products, diagnostics);
  for (const [index, { document }] of documents.entries()) {
    const site = model.sites[index];
    if (site === undefined) continue;
    // As somebody wrote it: what was refused is unknown to the model, and may hold them all the same.
    reportCredentials(document, say``, diagnostics.forSource(sourceKindOf(site)));
  }
  const rules = [...allRules, ...options.products.flatMap((product) => product.rules)];
  yield* rulesInSteps(model, rules, diagnostics);
  judgeAtAllReleases(known, options.products, rules, diagnostics);
  // Any other text every format can carry, so hardly a site is rendered here.
  if (!diagnostics.hasErrors() && known.some(({ document }) => holdsUnusualText(document)))
    diagnostics.add(render(model, { products: options.products }).diagnostics);
  const found = withoutSuppressed(diagnostics.sorted(), sources, {
    names: () => allCodes(options.products).map(nameOfCode),
    // An error stops the build, and nothing may be written as if it were not there.
    maySuppress: ({ severity }) => severity !== "error",
    treeOf: (file) => documents.find(({ document }) => document.at.file === file)?.document,
  });
  return { diagnostics: found, model, hasErrors: diagnostics.hasErrors() };
}

/** The second half: every file of the bundle. The model must come from an analysis without errors. */
export function render(model: Model, { products, readSecret }: RenderOptions): Rendering {
  const bag = new DiagnosticBag("cluster-in-production");
  const report = (one: Uncarried) => reportUncarried(one, model, bag);
  const files = lower(model, products).map((file) => emit(file, report, readSecret));
  const readme = emit(bundleReadme(model, products, files), report);
  const diagnostics = bag.sorted();
  if (diagnostics.length > 0) return { diagnostics, bundle: undefined, files: [] };
  return { diagnostics, bundle: { files: [...files, readme].map((file) => file.bundled) }, files };
}

/** Some files of the bundle, with placeholders for secrets: what an editor shows of them. */
export function renderSome(
  model: Model,
  products: readonly Product[],
  isWanted: (file: OutputFile) => boolean,
): readonly EmittedFile[] {
  return lower(model, products)
    .filter(isWanted)
    .map((file) => emit(file, () => {}));
}

function readSite(
  source: SourceFile,
  form: Form,
  { readInclude }: AnalyseOptions,
  bag: DiagnosticBag,
): WithIncludes[] {
  const document = readYaml(source, bag, { form });
  return document === undefined ? [] : [withIncludes(document, { readInclude, form }, bag)];
}

/** Reports what holds at every release of the sections whose own could not be read, or is none that cfgc knows. */
function judgeAtAllReleases(
  documents: readonly WithIncludes[],
  products: readonly Product[],
  rules: readonly Rule[],
  bag: DiagnosticBag,
): void {
  for (const { name, programs } of products) {
    const releaseOf = ({ document }: WithIncludes) => nodeAt(document, `${name}.version`);
    const isUnknown = (node: Node | undefined) =>
      node !== undefined && (node.kind === "unread" || bag.has(unknownVersion, node.at));
    const unsure = documents.filter((one) => isUnknown(releaseOf(one)));
    if (unsure.length === 0) continue;
    const listed = programs[0]?.catalogue.releases.map(({ version }) => version) ?? [];
    const releases = listed.filter((version) => programs.every((program) => program.hasRelease(version)));
    const found = foundAtAll(releases, bag, (release, trial) => {
      const asIf = documents.map((one) => (unsure.includes(one) ? atRelease(one, name, release) : one));
      const model = resolve(asIf, products, trial);
      // A site so large is not judged once for every release.
      if (model.instances.length > 5000) return false;
      runRules(model, rules, trial);
      return true;
    });
    bag.add(found);
  }
}

function atRelease(one: WithIncludes, section: string, release: string): WithIncludes {
  const entry = one.document.entries.get(section);
  const version = entry?.value.kind === "map" ? entry.value.entries.get("version") : undefined;
  if (entry?.value.kind !== "map" || version === undefined) return one;
  const value: Node = { kind: "scalar", at: version.value.at, type: "string", value: release };
  const entries = new Map([...entry.value.entries, ["version", { ...version, value }]]);
  const known = { ...entry, value: { ...entry.value, entries } };
  return {
    ...one,
    document: { ...one.document, entries: new Map([...one.document.entries, [section, known]]) },
  };
}

/** The model is partial: what could not be read is unknown in it, and rules skip that. */
function resolve(
  documents: readonly WithIncludes[],
  products: readonly Product[],
  bag: DiagnosticBag,
): Model {
  const model = { sites: [], hosts: [], instances: [], groups: [] } as MutableModel;
  for (const { document, whole } of documents) {
    const { site, hosts } = resolveSite(document, whole, bag);
    const own = bag.forSource(sourceKindOf(site));
    model.sites.push(site);
    append(model.hosts, hosts.values());
    for (const product of products) {
      const section = document.entries.get(product.name);
      if (section?.value.kind !== "map") continue;
      const view = { ...viewOf(section.value), keyAt: section.keyAt };
      const resolved = product.resolve(view, { site, hosts, bag: own });
      append(model.instances, resolved.instances);
      append(model.groups, resolved.groups);
    }
  }
  return model;
}

type MutableModel = { -readonly [K in keyof Model]: Model[K] extends readonly (infer T)[] ? T[] : never };

function lower(model: Model, products: readonly Product[]) {
  return model.sites.flatMap((site) =>
    products.flatMap((product) =>
      product.lower(model, site).map((file) => inFolder(siteFolder(model, site), file)),
    ),
  );
}

function inFolder<F extends { place: { path: string } }>(folder: string, file: F): F {
  return folder === "" ? file : { ...file, place: { ...file.place, path: `${folder}${file.place.path}` } };
}
