/** What is wrong with the files of a plan: each deployment by itself, and what lies beside them. */
import { dirname } from "node:path";
import type { Analysis } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { atOnce, type Steps } from "../../diagnostics/steps.ts";
import { type LintResult, lintInSteps } from "../../lint.ts";
import type { Product } from "../../products/product.ts";
import { includeReader } from "../include-reader.ts";
import type { Io } from "../io.ts";
import { productsOfKinds, withProductsOf } from "../products-for.ts";
import { unfinishedAround } from "../unfinished.ts";
import type { DeploymentFiles, LintPlan } from "./plan.ts";
import { sitesByTie } from "./ties.ts";

export interface DeploymentCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Of its sites: those that are built together are one analysis. */
  readonly sites: readonly SitesCheck[];
  /** Of its files that somebody wrote by hand; undefined if it has none. */
  readonly written: LintResult | undefined;
}

export interface SitesCheck extends Analysis {
  readonly products: readonly Product[];
}

/** Everything that the rules say about the files of one deployment. `pause` is called between steps, and may end it. */
export async function checkDeployment(
  { files, closed }: DeploymentFiles,
  io: Io,
  pause?: () => Promise<void>,
): Promise<DeploymentCheck> {
  let found: readonly Diagnostic[] = [];
  const compiled = new Map<string, SitesCheck>();
  for (const [tie, sites] of sitesByTie(files.filter(({ kind }) => kind === "cluster"))) {
    // The YAML parser comes with it, and most deployments to lint have no cluster.yaml.
    const { analyseInSteps } = await import("../../compile.ts");
    const readInclude = includeReader(io);
    const analysis = await withProductsOf(sites, (products) =>
      inTurns(analyseInSteps(sites, { products, readInclude }), pause),
    );
    found = [...found, ...analysis.diagnostics];
    compiled.set(tie, analysis);
  }
  if (compiled.size > 1) {
    const { betweenFolders } = await import("../../lint-across.ts");
    found = [...found, ...betweenFolders([...compiled.values()].map(({ model }) => model))];
  }
  const upstream = files.filter(({ kind }) => kind !== "cluster");
  const sites = [...compiled.values()];
  if (upstream.length === 0) return { diagnostics: found, sites, written: undefined };
  const products = await productsOfKinds(upstream.map(({ kind }) => kind));
  const written = await inTurns(lintInSteps(upstream, products, { closed }), pause);
  found = [...found, ...written.diagnostics];
  for (const [tie, { model, hasErrors, products: productsOfSites }] of compiled) {
    const tied = upstream.filter((file) => file.tie === tie);
    if (tied.length === 0) continue;
    const [{ lintAcross }, { withoutEmitted }] = await Promise.all([
      import("../../lint-across.ts"),
      import("./without-emitted.ts"),
    ]);
    const own = hasErrors ? tied : withoutEmitted(tied, model, productsOfSites);
    if (own.length === 0) continue;
    const beside =
      own.length === upstream.length ? written : await inTurns(lintInSteps(own, products, { closed }), pause);
    const sources = files.map(({ source }) => source);
    found = lintAcross(found, model, beside.model, products, sources);
  }
  return { diagnostics: found, sites, written };
}

async function inTurns<T>(steps: Steps<T>, pause: (() => Promise<void>) | undefined): Promise<T> {
  if (pause === undefined) return atOnce(steps);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await pause();
  }
}

/** What is found of a plan besides its deployments: unreadable files, edited bundles, unfinished builds. */
export async function foundBesides(
  paths: readonly string[],
  { deployments, bundles, diagnostics }: LintPlan,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [...diagnostics];
  if (bundles.length > 0) {
    const { checkManifest } = await import("./check-manifest.ts");
    append(
      found,
      bundles.flatMap((bundle) => checkManifest(bundle, io)),
    );
  }
  const folders = new Set(
    deployments.flatMap(({ files }) => files.map(({ source }) => dirname(source.path))),
  );
  const looked = [...paths.filter((path) => path !== "-"), ...folders];
  const unfinished = await unfinishedAround([...looked, ...bundles.map(({ directory }) => directory)], io);
  if (unfinished.length > 0) {
    const { unfinishedFindings } = await import("./unfinished-findings.ts");
    append(found, unfinishedFindings(unfinished));
  }
  return found;
}
