import { dirname } from "node:path";
import { detect } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { type LintInput, lint } from "../../lint.ts";
import { kindNamed, kindNames } from "../../products/registry.ts";
import { formatNamed, print } from "../formats.ts";
import { readInclude } from "../include-reader.ts";
import { productsNamedIn, productsOfKinds } from "../products-for.ts";
import { readInput } from "../read-input.ts";
import { exitStatus, UserError } from "../user-error.ts";

export interface LintOptions {
  readonly as?: string;
  readonly format: string;
  readonly maxWarnings?: string;
  readonly ignoreUnknown?: boolean;
}

/** `cfgc lint`: the findings of the files given, which together form one deployment. */
export async function lintCommand(paths: readonly string[], options: LintOptions): Promise<number> {
  const format = formatNamed(options.format);
  const maxWarnings = options.maxWarnings === undefined ? undefined : countOf(options.maxWarnings);
  if (paths.length === 0) throw new UserError("name the files to lint");
  const forced = options.as === undefined ? undefined : kindOf(options.as);
  const found: Diagnostic[] = [];
  const upstream: LintInput[] = [];
  const clusters: SourceFile[] = [];
  const unknown: string[] = [];
  for (const { source, diagnostics } of paths.map(readInput)) {
    found.push(...diagnostics);
    if (diagnostics.length > 0) continue;
    const kind = forced ?? detect(source);
    if (kind === undefined) unknown.push(source.path);
    else if (kind.kind === "cluster") clusters.push(source);
    else upstream.push({ source, kind: kindNamed(kind.kind)?.kind ?? kind.kind, version: kind.version });
  }
  for (const sites of byFolder(clusters)) {
    const products = await productsNamedIn(sites.map((source) => source.text));
    // The YAML parser comes with it, and most deployments to lint have no cluster.yaml.
    const { compile } = await import("../../compile.ts");
    found.push(...compile(sites, { products, readInclude }).diagnostics);
  }
  if (upstream.length > 0)
    found.push(...lint(upstream, await productsOfKinds(upstream.map((one) => one.kind))).diagnostics);
  process.stdout.write(await print(found, format, process.stdout));
  for (const path of unknown)
    process.stderr.write(`${path}: not checked, its kind is not known; say it with --as KIND\n`);
  return statusOf(found, unknown, paths.length, { ...options, maxWarnings });
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

function statusOf(
  found: readonly Diagnostic[],
  unknown: readonly string[],
  given: number,
  { maxWarnings, ignoreUnknown }: { maxWarnings: number | undefined; ignoreUnknown?: boolean },
): number {
  const count = (severity: string) => found.filter((one) => one.severity === severity).length;
  if (count("error") > 0) return exitStatus.findings;
  if (unknown.length > 0 && !ignoreUnknown) return exitStatus.usage;
  if (unknown.length === given && !ignoreUnknown) return exitStatus.usage;
  return maxWarnings !== undefined && count("warning") > maxWarnings ? exitStatus.findings : exitStatus.ok;
}

function kindOf(text: string): { kind: string; version: string | undefined } {
  const [name = "", version] = text.split("@", 2);
  const kind = name === "cluster" ? name : kindNamed(name)?.kind;
  if (kind === undefined)
    throw new UserError(`there is no kind "${name}"; there are ${["cluster", ...kindNames()].join(", ")}`);
  return { kind, version };
}

function countOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new UserError(`--max-warnings takes a number, not "${text}"`);
  return Number(text);
}
