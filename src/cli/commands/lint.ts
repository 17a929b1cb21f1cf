import { basename, dirname } from "node:path";
import type { Analysis } from "../../compile.ts";
import { parseKind } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { lint } from "../../lint.ts";
import type { Product } from "../../products/product.ts";
import { kindNames } from "../../products/registry.ts";
import { includeReader } from "../include-reader.ts";
import type { Io } from "../io.ts";
import { type DeploymentFiles, planLint } from "../lint/plan.ts";
import { settingsName } from "../lint/settings-file.ts";
import { sitesByTie } from "../lint/ties.ts";
import { productsOfKinds, withProductsOf } from "../products-for.ts";
import { isAcceptable, type ReportingWords, report, reportingOf } from "../reporting.ts";
import { unfinishedAround } from "../unfinished.ts";
import { exitStatus, UserError } from "../user-error.ts";

export interface LintOptions extends ReportingWords {
  readonly as?: string;
  readonly byDirectory?: boolean;
  readonly ignoreUnknown?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** `cfgc lint`: the findings of the files given, which together form one deployment, or one for each directory. */
export async function lintCommand(paths: readonly string[], options: LintOptions, io: Io): Promise<number> {
  const reporting = reportingOf(options, paths, io);
  if (options.as !== undefined && options.byDirectory)
    throw new UserError("--as and --by-directory exclude each other");
  if (options.dryRun && !options.fix) throw new UserError("--dry-run shows what --fix would do; give both");
  if (options.dryRun && reporting.printed !== undefined && reporting.printed !== "human")
    throw new UserError(
      `the diff and the findings cannot both be printed; write these: --format ${reporting.printed}=FILE`,
    );
  if (options.fix && paths.includes("-")) throw new UserError("--fix cannot change the standard input");
  const ignoreUnknown = options.ignoreUnknown === true;
  const as = options.as === undefined ? undefined : kindOf(options.as);
  const plan = await planLint(paths, { as, byDirectory: options.byDirectory === true, ignoreUnknown }, io);
  const check = (deployment: DeploymentFiles) => findingsIn(deployment, io);
  const found: Diagnostic[] = [...plan.diagnostics];
  if (options.fix) {
    const { fixDeployments } = await import("../lint/fix-deployments.ts");
    const how = { dryRun: options.dryRun === true, quiet: reporting.quiet };
    append(found, await fixDeployments(plan.deployments, check, how, io));
  } else for (const deployment of plan.deployments) append(found, await check(deployment));
  if (plan.bundles.length > 0) {
    const { checkManifest } = await import("../lint/check-manifest.ts");
    append(
      found,
      plan.bundles.flatMap((bundle) => checkManifest(bundle, io)),
    );
  }
  const checked = plan.deployments.flatMap(({ files }) => files.map(({ source }) => source.path));
  const looked = [...paths.filter((path) => path !== "-"), ...new Set(checked.map(dirname))];
  const bundles = plan.bundles.map(({ directory }) => directory);
  const unfinished = await unfinishedAround([...looked, ...bundles], io);
  if (unfinished.length > 0) {
    const { unfinishedFindings } = await import("../lint/unfinished-findings.ts");
    append(found, unfinishedFindings(unfinished));
  }
  const files = new Set([...checked, ...plan.diagnostics.map(({ at }) => at.file.path)]);
  // A diff is the result, where one is asked for.
  const forPeople = options.dryRun ? io.stderr : io.stdout;
  await report(found, reporting, { files: [...files], forPeople }, io);
  const unexplained = ignoreUnknown ? [] : plan.unknown;
  for (const path of unexplained)
    io.stderr.write(`${tidy(path)}: not checked, its kind is not known; say it with --as KIND\n`);
  for (const reason of plan.unreadable) io.stderr.write(`${tidy(reason)}\n`);
  if (!isAcceptable(found, reporting, io)) return exitStatus.findings;
  if (unexplained.length + plan.unreadable.length > 0) return exitStatus.usage;
  const isOther = plan.bundles.length > 0 || paths.some((path) => basename(path) === settingsName);
  const nothing = checked.length === 0 && !isOther && !ignoreUnknown && !options.byDirectory;
  if (nothing) io.stderr.write("nothing was checked: there is no file of a known kind\n");
  return nothing ? exitStatus.usage : exitStatus.ok;
}

async function findingsIn({ files, closed }: DeploymentFiles, io: Io): Promise<readonly Diagnostic[]> {
  let found: readonly Diagnostic[] = [];
  const compiled = new Map<string, Analysis & { readonly products: readonly Product[] }>();
  for (const [tie, sites] of sitesByTie(files.filter(({ kind }) => kind === "cluster"))) {
    // The YAML parser comes with it, and most deployments to lint have no cluster.yaml.
    const { analyse } = await import("../../compile.ts");
    const readInclude = includeReader(io);
    const analysis = await withProductsOf(sites, (products) => analyse(sites, { products, readInclude }));
    found = [...found, ...analysis.diagnostics];
    compiled.set(tie, analysis);
  }
  if (compiled.size > 1) {
    const { betweenFolders } = await import("../../lint-across.ts");
    found = [...found, ...betweenFolders([...compiled.values()].map(({ model }) => model))];
  }
  const upstream = files.filter(({ kind }) => kind !== "cluster");
  if (upstream.length === 0) return found;
  const products = await productsOfKinds(upstream.map(({ kind }) => kind));
  const written = lint(upstream, products, { closed });
  found = [...found, ...written.diagnostics];
  for (const [tie, { model, hasErrors, products: productsOfSites }] of compiled) {
    const tied = upstream.filter((file) => file.tie === tie);
    if (tied.length === 0) continue;
    const [{ lintAcross }, { withoutEmitted }] = await Promise.all([
      import("../../lint-across.ts"),
      import("../lint/without-emitted.ts"),
    ]);
    const own = hasErrors ? tied : withoutEmitted(tied, model, productsOfSites);
    if (own.length === 0) continue;
    const beside = own.length === upstream.length ? written : lint(own, products, { closed });
    const sources = files.map(({ source }) => source);
    found = lintAcross(found, model, beside.model, products, sources);
  }
  return found;
}

function kindOf(text: string) {
  const kind = parseKind(text);
  if (kind === undefined)
    throw new UserError(`there is no kind "${text.split("@", 1)[0]}"; there are ${kindNames().join(", ")}`);
  return kind;
}
