import { dirname } from "node:path";
import { type Detected, detect } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { tidy } from "../../diagnostics/print/text-width.ts";
import { type LintInput, lint } from "../../lint.ts";
import { kindNamed, kindNames } from "../../products/registry.ts";
import { readInclude } from "../include-reader.ts";
import { productsNamedIn, productsOfKinds } from "../products-for.ts";
import { readInput } from "../read-input.ts";
import { isAcceptable, type ReportingWords, report, reportingOf } from "../reporting.ts";
import { exitStatus, UserError } from "../user-error.ts";

export interface LintOptions extends ReportingWords {
  readonly as?: string;
  readonly byDirectory?: boolean;
  readonly ignoreUnknown?: boolean;
}

/** `cfgc lint`: the findings of the files given, which together form one deployment, or one for each directory. */
export async function lintCommand(paths: readonly string[], options: LintOptions): Promise<number> {
  const reporting = reportingOf(options, paths);
  if (paths.length === 0) throw new UserError("name the files to lint");
  if (options.as !== undefined && options.byDirectory)
    throw new UserError("--as and --by-directory exclude each other");
  const forced = options.as === undefined ? undefined : kindOf(options.as);
  const deployments = options.byDirectory
    ? (await import("../deployments.ts")).deploymentsByDirectory(paths)
    : [paths];
  const sorted = deployments.map((files) => sort(files, forced, options.ignoreUnknown === true));
  const found: Diagnostic[] = [];
  for (const files of sorted) found.push(...files.unreadable, ...(await check(files)));
  const unknown = sorted.flatMap((files) => files.unknown);
  const checked = deployments.flat().filter((path) => !unknown.includes(path));
  await report(found, reporting, { files: checked, forPeople: process.stdout });
  const unexplained = options.ignoreUnknown ? [] : unknown;
  for (const path of unexplained)
    process.stderr.write(`${tidy(path)}: not checked, its kind is not known; say it with --as KIND\n`);
  if (!isAcceptable(found, reporting)) return exitStatus.findings;
  return unexplained.length > 0 ? exitStatus.usage : exitStatus.ok;
}

/** The files of one deployment by what is to be done with them. */
interface SortedFiles {
  readonly clusters: readonly SourceFile[];
  readonly upstream: readonly LintInput[];
  readonly unknown: readonly string[];
  /** What makes files unreadable as text. */
  readonly unreadable: readonly Diagnostic[];
}

function sort(paths: readonly string[], forced: Detected | undefined, ignoreUnknown: boolean): SortedFiles {
  const clusters: SourceFile[] = [];
  const upstream: LintInput[] = [];
  const unknown: string[] = [];
  const unreadable: Diagnostic[] = [];
  for (const path of paths) {
    const { source, diagnostics } = readInput(path);
    const kind = forced ?? detect(source);
    // What is no text is a mistake in a file that is ours, and nothing to us in any other.
    if (diagnostics.length > 0 && (kind !== undefined || !ignoreUnknown)) unreadable.push(...diagnostics);
    else if (kind === undefined) unknown.push(path);
    else if (kind.kind === "cluster") clusters.push(source);
    else upstream.push({ source, kind: kindNamed(kind.kind)?.kind ?? kind.kind, version: kind.version });
  }
  return { clusters, upstream, unknown, unreadable };
}

async function check({ clusters, upstream }: SortedFiles): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const sites of byFolder(clusters)) {
    const products = await productsNamedIn(sites.map((source) => source.text));
    // The YAML parser comes with it, and most deployments to lint have no cluster.yaml.
    const { compile } = await import("../../compile.ts");
    found.push(...compile(sites, { products, readInclude }).diagnostics);
  }
  if (upstream.length > 0)
    found.push(...lint(upstream, await productsOfKinds(upstream.map((one) => one.kind))).diagnostics);
  return found;
}

/** Sites in one folder are checked against each other; those of different folders are different deployments. */
function byFolder(sources: readonly SourceFile[]): Iterable<SourceFile[]> {
  const folders = new Map<string, SourceFile[]>();
  for (const source of sources) {
    const folder = dirname(source.path);
    folders.set(folder, [...(folders.get(folder) ?? []), source]);
  }
  return folders.values();
}

function kindOf(text: string): Detected {
  const [name = "", version] = text.split("@", 2);
  const kind = name === "cluster" ? name : kindNamed(name)?.kind;
  if (kind === undefined)
    throw new UserError(`there is no kind "${name}"; there are ${["cluster", ...kindNames()].join(", ")}`);
  return { kind, version };
}
