import { join } from "node:path";
import { BundleError, naming } from "./bundle-error.ts";
import { locate } from "./bundle-paths.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { type CarryOutOptions, carryOut, type Journal, readJournal, staged } from "./journal.ts";
import { claimStage, releaseStage } from "./lock.ts";
import type { Pending } from "./pending.ts";

/**
 * Finishes a write that was committed and undoes one that was not; the first thing to do in every run that writes.
 * Returns what it did. Throws a {@link BundleError}, with which nothing is lost: it can be called again.
 */
export function recover(directory: string, fs: FileSystem = nodeFileSystem): Pending {
  const { root, stages } = locate(directory, fs);
  let done: Pending = "none";
  for (const stage of stages.filter((stage) => isThere(stage, fs))) {
    claimStage(stage, fs);
    const finished = settle(stage, root, fs);
    releaseStage(stage, fs);
    if (done !== "finish") done = finished ? "finish" : "undo";
  }
  return done;
}

/** What {@link recover} would do, without doing it. */
export function pendingWrite(directory: string, fs: FileSystem = nodeFileSystem): Pending {
  const stages = locate(directory, fs).stages.filter((stage) => isThere(stage, fs));
  if (stages.length === 0) return "none";
  return stages.some((stage) => isThere(join(stage, staged.journal), fs)) ? "finish" : "undo";
}

/** Brings the journal that a claimed stage may have to its end; returns whether there was one. */
export function settle(stage: string, root: string, fs: FileSystem): boolean {
  const journal = readJournal(stage, fs);
  if (journal === undefined) return false;
  finish(journal, stage, root, fs);
  return true;
}

/**
 * Carries out a journal that has its name, and removes it before the rest: what is left of the stage then only has
 * to be deleted. Throws a {@link BundleError} that says how it goes on.
 */
export function finish(
  journal: Journal,
  stage: string,
  root: string,
  fs: FileSystem,
  options?: CarryOutOptions,
): void {
  try {
    carryOut(journal, stage, root, fs, options);
    naming("remove", stage, () => fs.unlink(join(stage, staged.journal)));
  } catch (error) {
    if (!(error instanceof BundleError) || error.code === "DAMAGED") throw error;
    const message = `${error.message}; the new bundle is complete in ${stage}, the next build puts it in place`;
    throw new BundleError(message, error.path, error.code, { cause: error });
  }
}

function isThere(path: string, fs: FileSystem): boolean {
  return naming("read", path, () => fs.lstat(path) !== undefined);
}
