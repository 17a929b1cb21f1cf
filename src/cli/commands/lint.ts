import { basename } from "node:path";
import { parseKind } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import { kindNames } from "../../products/registry.ts";
import type { Io } from "../io.ts";
import { checkDeployment, foundBesides } from "../lint/check-deployment.ts";
import type { NotChecked } from "../lint/not-checked.ts";
import { type DeploymentFiles, type LintPlan, planLint } from "../lint/plan.ts";
import { settingsName } from "../lint/settings-file.ts";
import { isAcceptable, type ReportingWords, report, reportingOf } from "../reporting.ts";
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
  const check = async (deployment: DeploymentFiles) => (await checkDeployment(deployment, io)).diagnostics;
  const found: Diagnostic[] = [];
  if (options.fix) {
    const { fixDeployments } = await import("../lint/fix-deployments.ts");
    const how = { dryRun: options.dryRun === true, quiet: reporting.quiet };
    append(found, await fixDeployments(plan.deployments, check, how, io));
  } else for (const deployment of plan.deployments) append(found, await check(deployment));
  append(found, await foundBesides(paths, plan, io));
  const checked = plan.deployments.flatMap(({ files }) => files.map(({ source }) => source.path));
  const files = new Set([...checked, ...plan.diagnostics.map(({ at }) => at.file.path)]);
  // A diff is the result, where one is asked for.
  const forPeople = options.dryRun ? io.stderr : io.stdout;
  await report(found, reporting, { files: [...files], forPeople }, io);
  const unexplained = ignoreUnknown ? [] : await notCheckedOf(plan, io);
  for (const { path, why } of unexplained) io.stderr.write(`${tidy(path)}: not checked, ${why}\n`);
  for (const reason of plan.unreadable) io.stderr.write(`${tidy(reason)}\n`);
  if (!isAcceptable(found, reporting, io)) return exitStatus.findings;
  if (unexplained.length + plan.unreadable.length > 0) return exitStatus.usage;
  const isOther = plan.bundles.length > 0 || paths.some((path) => basename(path) === settingsName);
  const nothing = checked.length === 0 && !isOther && !ignoreUnknown && !options.byDirectory;
  if (nothing) io.stderr.write("nothing was checked: there is no file of a known kind\n");
  return nothing ? exitStatus.usage : exitStatus.ok;
}

async function notCheckedOf(plan: LintPlan, io: Io): Promise<readonly NotChecked[]> {
  return plan.unknown.length === 0 ? [] : (await import("../lint/not-checked.ts")).notChecked(plan, io);
}

function kindOf(text: string) {
  const kind = parseKind(text);
  if (kind === undefined)
    throw new UserError(`there is no kind "${text.split("@", 1)[0]}"; there are ${kindNames().join(", ")}`);
  return kind;
}
