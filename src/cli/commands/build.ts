import { relative, sep } from "node:path";
import { compile } from "../../compile.ts";
import { tidy } from "../../diagnostics/print/tidy.ts";
import type { Bundle } from "../../emit/bundle.ts";
import { manifestPath } from "../../emit/manifest.ts";

import { BundleError } from "../bundle-directory/bundle-error.ts";
import { checkBundle } from "../bundle-directory/check.ts";
import { diffBundle, type RemarksOn } from "../bundle-directory/diff.ts";
import { fileSystemFrom } from "../bundle-directory/file-system.ts";
import { unfinishedWords } from "../bundle-directory/pending.ts";
import type { PlannedWrite, WritePlan } from "../bundle-directory/plan.ts";
import { writeBundle } from "../bundle-directory/write.ts";
import { includeReader } from "../include-reader.ts";
import { interruptible } from "../interruptible.ts";
import { type Io, pathFrom } from "../io.ts";
import { withProductsOf } from "../products-for.ts";
import { progressOn } from "../progress.ts";
import { readInput } from "../read-input.ts";
import { manifestIn } from "../read-manifest.ts";
import { realPathOf } from "../real-path.ts";
import { isAcceptable, type Reporting, type ReportingWords, report, reportingOf } from "../reporting.ts";
import { secretReader } from "../secret-reader.ts";
import { shownDiff } from "../terminal/diff.ts";
import { unfinishedAround } from "../unfinished.ts";
import { exitStatus, UserError } from "../user-error.ts";
import { effectRemarks } from "./build/effect-remarks.ts";

export interface BuildOptions extends ReportingWords {
  readonly output: string;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly secrets: string;
}

/** `cfgc build`: compiles, then writes the bundle, shows what would change, or says whether it is stale. */
export async function build(paths: readonly string[], options: BuildOptions, io: Io): Promise<number> {
  const reporting = reportingOf(options, paths, io);
  if (options.secrets !== "placeholder" && options.secrets !== "resolve") {
    throw new UserError(`--secrets takes placeholder or resolve, not "${options.secrets}"`);
  }
  if (options.output === "") throw new UserError("-o takes the directory of the bundle, not an empty text");
  if (options.dryRun && options.check) throw new UserError("--dry-run and --check exclude each other");
  if (options.dryRun && reporting.printed !== undefined && reporting.printed !== "human") {
    throw new UserError(
      `the diff and the findings cannot both be printed; write these: --format ${reporting.printed}=FILE`,
    );
  }
  const inputs = paths.map((path) => readInput(path, io));
  const sources = inputs.map((input) => input.source);
  const unreadable = inputs.flatMap((input) => input.diagnostics);
  const secrets = secretReader(io);
  const how = {
    readInclude: includeReader(io),
    ...(options.secrets === "resolve" ? { readSecret: secrets.read } : {}),
  };
  const result =
    unreadable.length > 0
      ? { diagnostics: unreadable, bundle: undefined }
      : await withProductsOf(sources, (products) => compile(sources, { products, ...how }));
  checkReportsBeside(reporting, options.output, result.bundle, io);
  // Findings in a format for programs are the result; in words they accompany it.
  await report(result.diagnostics, reporting, { files: paths, forPeople: io.stderr }, io);
  if (!isAcceptable(result.diagnostics, reporting, io) || result.bundle === undefined) {
    const isForPeople = reporting.printed === undefined || reporting.printed === "human";
    if (isForPeople && !options.check && !options.dryRun) io.stderr.write("nothing was written\n");
    return exitStatus.findings;
  }
  secrets.check();
  if (options.check) return check(options.output, result.bundle, io);
  if (options.dryRun)
    return dryRun(options.output, result.bundle, effectRemarks(result.products, result.model), io);
  return write(options.output, result.bundle, reporting.quiet, io);
}

/** Reports are written before the bundle is, which would then take one of its files for edited, or for not its own. */
function checkReportsBeside(
  { written }: Reporting,
  directory: string,
  bundle: Bundle | undefined,
  { cwd }: Io,
): void {
  if (written.length === 0) return;
  const files = [...(manifestIn(directory, { cwd })?.files ?? []), ...(bundle?.files ?? [])];
  const own = new Set([manifestPath, ...files.map(({ path }) => path)]);
  for (const { path } of written) {
    const inside = relative(realPathOf(pathFrom(cwd, directory)), realPathOf(pathFrom(cwd, path))).replaceAll(
      sep,
      "/",
    );
    if (own.has(inside)) throw new UserError(`${path} is a file of the bundle; a report would replace it`);
  }
}

function check(directory: string, bundle: Bundle, io: Io): number {
  const stale = checkBundle(directory, bundle, fileSystemFrom(io));
  const lines = stale.map(({ path, reason }) => tidy(`${path} ${reason}`));
  if (stale.length > 0) lines.push(tidy(`${directory} is stale: run cfgc build`));
  // At once: of a large bundle that is missing there are tens of thousands.
  if (lines.length > 0) io.stderr.write(`${lines.join("\n")}\n`);
  return stale.length > 0 ? exitStatus.findings : exitStatus.ok;
}

async function dryRun(directory: string, bundle: Bundle, remarks: RemarksOn, io: Io): Promise<number> {
  for (const one of await unfinishedAround([directory], io))
    say(io, `${one.directory} ${unfinishedWords(one.pending)}`);
  const diff = await diffBundle(directory, bundle, fileSystemFrom(io), remarks);
  io.stdout.write(shownDiff(diff, io));
  if (diff === "") say(io, `${directory} is up to date`);
  return exitStatus.ok;
}

async function write(directory: string, bundle: Bundle, quiet: boolean, io: Io): Promise<number> {
  const { outcome, plan, recovered } = await interruptible((signal) =>
    writeBundle(directory, bundle, {
      fs: fileSystemFrom(io),
      progress: progressOn(io, "writing"),
      signal,
    }).catch((error: unknown) => {
      // The signal ends the process before anybody else could print it.
      if (signal.aborted && error instanceof BundleError) say(io, error.message);
      throw error;
    }),
  );
  if (recovered !== "none")
    say(
      io,
      `${directory}: ${recovered === "finish" ? "finished" : "undid"} a write that had been interrupted`,
    );
  for (const { path, reason } of plan.conflicts) say(io, `${path} ${reason}`);
  if (outcome === "refused") {
    say(io, `nothing was written: move these out of ${directory}, or choose another directory with -o`);
    return exitStatus.usage;
  }
  for (const remark of remarksOn(plan)) say(io, remark);
  if (quiet) return exitStatus.ok;
  const changed = plan.files.filter((file) => file.action !== "unchanged").length;
  say(
    io,
    outcome === "unchanged"
      ? `${directory} is up to date: ${bundle.files.length} files`
      : `wrote ${directory}: ${bundle.files.length} files, ${changed} changed`,
  );
  return exitStatus.ok;
}

/** Names of files may hold what a terminal would obey. */
function say({ stderr }: Io, line: string): void {
  stderr.write(`${tidy(line)}\n`);
}

function remarksOn(plan: WritePlan): string[] {
  const edited = plan.files.flatMap((file) => ("edited" in file && file.edited ? [file.path] : []));
  const losing = plan.files.filter((file): file is PlannedWrite => "losesValues" in file && file.losesValues);
  const unresolved = losing.some(({ file }) => file.hashedAs === undefined);
  const changed = losing.filter(({ file }) => file.hashedAs !== undefined);
  return [
    ...changed.map(({ path }) => `${path} held values of secrets that are not the same any more`),
    ...edited.map((path) => `${path} had been edited by hand since the last build; it was replaced`),
    ...plan.kept.map(
      (path) => `${path} is not part of the bundle any more, but was edited by hand; it stays`,
    ),
    ...(unresolved
      ? ["files that held secrets hold placeholders again; --secrets resolve puts them back"]
      : []),
  ];
}
