/** `--fix`: changes the files of all deployments, or shows how it would, and returns what is left to find. */

import { resolve } from "node:path";
import { kindInComment } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { fixFindings } from "../../fix-findings.ts";
import { isOfBundle } from "../deployments.ts";
import type { Io } from "../io.ts";
import { shownDiff } from "../terminal/diff.ts";
import type { DeploymentFiles } from "./plan.ts";
import type { KnownFile } from "./ties.ts";
import { type ChangedFile, writeFixed } from "./write-fixed.ts";

export async function fixDeployments(
  deployments: readonly DeploymentFiles[],
  check: (deployment: DeploymentFiles) => Promise<readonly Diagnostic[]>,
  { dryRun, quiet }: { readonly dryRun: boolean; readonly quiet: boolean },
  io: Io,
): Promise<readonly Diagnostic[]> {
  const left: Diagnostic[] = [];
  const changed: ChangedFile[] = [];
  const manifests = new Map<string, ReadonlySet<string> | undefined>();
  let count = 0;
  let harmful = 0;
  for (const deployment of deployments) {
    const given = deployment.files.map(({ source }) => source);
    // Files of a bundle follow from their cluster.yaml, and the next build would undo the change.
    const isBundled = deployment.files.map(({ source }) =>
      isOfBundle(resolve(io.cwd, source.path), manifests, io),
    );
    const open = given.filter((_, index) => !isBundled[index]);
    const result = await fixFindings(open, (sources) => check(withSources(deployment, open, sources)));
    append(left, result.diagnostics);
    count += result.fixed;
    harmful += result.harmful;
    for (const [index, after] of result.sources.entries()) {
      const before = open[index];
      if (before !== undefined && before !== after) changed.push({ before, after });
    }
  }
  if (dryRun) {
    const { diffFixed } = await import("./diff-fixed.ts");
    if (changed.length > 0) io.stdout.write(shownDiff(await diffFixed(changed), io));
  } else writeFixed(changed, io);
  if (!quiet) io.stderr.write(`${summary(count, changed.length, harmful, dryRun)}\n`);
  return left;
}

function withSources(
  deployment: DeploymentFiles,
  before: readonly SourceFile[],
  after: readonly SourceFile[],
): DeploymentFiles {
  const now = new Map(before.map((source, index) => [source, after[index] ?? source]));
  const files = deployment.files.map((file) => {
    const source = now.get(file.source) ?? file.source;
    return { ...file, source, version: versionIn(source, file) };
  });
  return { ...deployment, files };
}

/** The release of a file is another one where the comment that says it was fixed. */
function versionIn(source: SourceFile, { source: before, version }: KnownFile): string | undefined {
  const said = kindInComment(before)?.version;
  return said !== undefined && said === version ? kindInComment(source)?.version : version;
}

function summary(fixes: number, files: number, harmful: number, dryRun: boolean): string {
  const left =
    harmful === 0
      ? ""
      : `; left out: ${numbered(harmful, "fix", "fixes")} after which something else would be wrong`;
  if (fixes === 0)
    return harmful === 0
      ? "nothing was fixed: no finding has a fix that is certain"
      : `nothing was fixed${left}`;
  const things = `${numbered(fixes, "finding", "findings")} in ${numbered(files, "file", "files")}`;
  return `${dryRun ? "would fix" : "fixed"} ${things}${left}`;
}

function numbered(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
