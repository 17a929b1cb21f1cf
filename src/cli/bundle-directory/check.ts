import type { Bundle } from "../../emit/bundle.ts";
import { manifestPath } from "../../emit/manifest.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { unfinishedWords } from "./pending.ts";
import { type PlannedFile, planWrite } from "./plan.ts";
import { pendingWrite } from "./recover.ts";

/** A path that is not as a build would leave it, in words that complete "`path` ...". */
export interface Stale {
  readonly path: string;
  readonly reason: string;
}

/**
 * What a build would change, sorted by path; empty if the bundle is up to date. Writes nothing. A bundle with
 * placeholders is equal to one on the disk that has the values; one with values has to be equal to the letter.
 * Throws a {@link BundleError} for what cannot be read.
 */
export function checkBundle(directory: string, bundle: Bundle, fs: FileSystem = nodeFileSystem): Stale[] {
  const plan = planWrite(directory, bundle, fs);
  const stale: Stale[] = [...plan.conflicts];
  for (const planned of plan.files) {
    const reason = reasonOf(planned);
    if (reason !== undefined) stale.push({ path: planned.path, reason });
  }
  for (const path of plan.kept)
    stale.push({ path, reason: "is not part of the bundle any more, and was edited" });
  if (plan.manifest.action !== "unchanged" && !plan.conflicts.some(({ path }) => path === manifestPath))
    stale.push({ path: manifestPath, reason: plan.manifest.action === "create" ? "is missing" : "differs" });
  const pending = pendingWrite(directory, fs);
  if (pending !== "none") {
    stale.push({ path: ".", reason: unfinishedWords(pending) });
  }
  return stale.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function reasonOf(planned: PlannedFile): string | undefined {
  switch (planned.action) {
    case "create":
      return "is missing";
    case "remove":
      return "is not part of the bundle any more";
    case "unchanged":
      return undefined;
    case "mode":
      return modeReason(planned.presentMode, planned.file.mode);
    case "replace":
      if (planned.secretsOnly && planned.file.hashedAs === undefined)
        return modeReason(planned.presentMode, planned.file.mode);
      return planned.edited ? "was edited by hand" : "differs";
  }
}

function modeReason(present: number | undefined, wanted: number): string | undefined {
  if (present === undefined || present === wanted) return undefined;
  return `has mode ${present.toString(8)} instead of ${wanted.toString(8)}`;
}
