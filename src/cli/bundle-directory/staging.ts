/** Writes the files of a plan into a stage, from which they are moved once all of them are there. */
import { join } from "node:path";
import { manifestPath } from "../../emit/manifest.ts";
import { BundleError, naming } from "./bundle-error.ts";
import { pathIn } from "./bundle-paths.ts";
import type { FileSystem } from "./file-system.ts";
import { ensureDirectory, parentOf, staged } from "./journal.ts";
import type { PlannedWrite, WritePlan } from "./plan.ts";
import {
  fewestForThread,
  filesAtOnce,
  mostForThread,
  sharedWork,
  startThread,
  type ThreadEnd,
} from "./staging-thread.ts";

export interface StagingMeans {
  readonly fs: FileSystem;
  readonly progress: ((done: number, total: number) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Up to so many changed files are synced one by one (0.2 ms each); more would take longer than all the rest. */
const syncLimit = 500;

export async function stageFiles(
  plan: WritePlan,
  stage: string,
  isTree: boolean,
  { fs, progress, signal }: StagingMeans,
): Promise<void> {
  const files = stagedFiles(plan);
  const durable = files.length <= syncLimit;
  const directory = join(stage, staged.files);
  const known = new Map<string, boolean>();
  // The stage itself is closed to others, so a directory in it can have the mode that it will have.
  ensureDirectory("", directory, known, fs);
  const writeNext = async (from: number, end: number): Promise<void> => {
    for (const [offset, { path, file }] of files.slice(from, Math.min(from + filesAtOnce, end)).entries()) {
      if (isTree) ensureDirectory(parentOf(path), directory, known, fs);
      const name = isTree ? path : String(from + offset);
      naming("write", path, () => fs.writeFile(pathIn(directory, name), file.content, file.mode, durable));
      progress?.(from + offset + 1, 2 * files.length);
    }
    await pause(signal);
  };
  const isShared = isTree && fs.mayUseThread === true && files.length >= fewestForThread;
  const own = isShared ? Math.max(0, files.length - mostForThread) : files.length;
  const work = sharedWork(files.length - own);
  const thread = isShared ? startThread(directory, files.slice(own), work) : undefined;
  let written = own;
  try {
    for (let from = 0; from < own; from += filesAtOnce) await writeNext(from, own);
    for (let from = work.take(); from !== undefined; from = work.take()) {
      await writeNext(own + from, files.length);
      written += Math.min(filesAtOnce, files.length - own - from);
    }
  } finally {
    // Nothing is cleaned up, and nothing committed, while the thread writes.
    work.stop();
    await thread;
  }
  if (thread !== undefined) checkEnd(await thread, files.length - written);
  naming("write", manifestPath, () => {
    fs.writeFile(join(stage, staged.manifest), plan.manifest.text, 0o644, true);
    fs.syncDirectory(directory);
  });
}

function checkEnd({ written, failed }: ThreadEnd, expected: number): void {
  if (failed !== undefined)
    naming("write", failed.path, () => {
      throw failed.error;
    });
  if (written !== expected)
    throw new BundleError("cannot write the files: a thread ended before its time", ".", "THREAD");
}

/** Steps are synchronous, and no signal is heard between them but here. Without one that is waited for, none is needed. */
export async function pause(signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return;
  await new Promise((done) => setImmediate(done));
  if (signal.aborted) throw new BundleError("interrupted: nothing was written", ".", "INTERRUPTED");
}

export function stagedFiles(plan: WritePlan): PlannedWrite[] {
  return plan.files.filter(
    (planned): planned is PlannedWrite => planned.action === "create" || planned.action === "replace",
  );
}
