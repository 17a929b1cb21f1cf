import { basename, dirname, join } from "node:path";
import type { Bundle } from "../../emit/bundle.ts";
import { BundleError, naming } from "./bundle-error.ts";
import { chooseStage, locate } from "./bundle-paths.ts";
import { type FileSystem, hasCode, nodeFileSystem, removeTree } from "./file-system.ts";
import { type Journal, parentOf, staged } from "./journal.ts";
import { claimStage, releaseStage } from "./lock.ts";
import type { Pending } from "./pending.ts";
import { hasChanges, planWrite, type WritePlan } from "./plan.ts";
import { finish, recover, settle } from "./recover.ts";
import { pause, type StagingMeans, stagedFiles, stageFiles } from "./staging.ts";

export interface WriteOptions {
  readonly fs?: FileSystem;
  /** Called for every staged and every moved file. */
  readonly progress?: (done: number, total: number) => void;
  /** Stops the write before it is committed, with all as it was; after that it is finished. */
  readonly signal?: AbortSignal;
}

export interface WriteResult {
  /** `refused`: the plan has conflicts, and nothing was written. */
  readonly outcome: "written" | "unchanged" | "refused";
  readonly plan: WritePlan;
  /** What became of an earlier write that was interrupted. */
  readonly recovered: Pending;
}

/**
 * Writes a bundle, all or nothing for whoever goes by the manifest. Everything that changes is staged first; when
 * the journal gets its name the write is committed, and from then on it is finished, by this run or a later one.
 * Throws a {@link BundleError}: before that point everything is as it was, after it the message says so.
 */
export function writeBundle(
  directory: string,
  bundle: Bundle,
  options: WriteOptions = {},
): Promise<WriteResult> {
  // Processes are told apart by the lock; within one, a write begins when the last one is over.
  const run = lastWrite.then(() => write(directory, bundle, options));
  lastWrite = run.catch(() => {});
  return run;
}

let lastWrite: Promise<unknown> = Promise.resolve();

async function write(
  directory: string,
  bundle: Bundle,
  { fs = nodeFileSystem, progress, signal }: WriteOptions,
): Promise<WriteResult> {
  const recovered = recover(directory, fs);
  const place = locate(directory, fs);
  const stage = naming("write", directory, () => chooseStage(place, fs));
  const created = createParents(dirname(stage), fs);
  try {
    claimStage(stage, fs);
    const { plan, journal } = await prepare(directory, bundle, place.root, stage, { fs, progress, signal });
    if (journal !== undefined) {
      const total = journal.moves.length;
      finish(journal, stage, place.root, fs, {
        isOwn: true,
        onMoved: (count) => progress?.(total + count, 2 * total),
      });
    }
    releaseStage(stage, fs);
    if (journal === undefined) removeParents(created, fs);
    const outcome = plan.conflicts.length > 0 ? "refused" : journal === undefined ? "unchanged" : "written";
    return { outcome, plan, recovered };
  } catch (error) {
    removeParents(created, fs);
    throw error;
  }
}

interface Prepared {
  readonly plan: WritePlan;
  /** What is committed, and has to be carried out; undefined if there is nothing to write, or something in the way. */
  readonly journal?: Journal;
}

/** Plans and, if there is something to write and nothing in the way, commits. Leaves an empty stage otherwise. */
async function prepare(
  directory: string,
  bundle: Bundle,
  root: string,
  stage: string,
  { fs, progress, signal }: StagingMeans,
): Promise<Prepared> {
  try {
    // Another run may have been killed since ours looked.
    settle(stage, root, fs);
    naming("write", stage, () => {
      for (const name of Object.values(staged)) removeTree(join(stage, name), fs);
    });
    const plan = planWrite(directory, bundle, fs);
    if (plan.conflicts.length > 0 || !hasChanges(plan)) return { plan };
    checkTargets(plan, stage, fs);
    const isTree = naming("read", root, () => fs.lstat(root)) === undefined;
    await stageFiles(plan, stage, isTree, { fs, progress, signal });
    await pause(signal);
    return { plan, journal: commit(plan, stage, isTree, fs) };
  } catch (error) {
    // A journal that has its name is a promise, and the stage is needed to keep it.
    const journal = join(stage, staged.journal);
    if (naming("read", journal, () => fs.lstat(journal)) === undefined) releaseStage(stage, fs);
    throw error;
  }
}

/**
 * Finds out before the commit what would stop the moves and removals after it, again in every run: directories
 * that may not be written to, and names that are too long, which show only where the directory above exists.
 */
function checkTargets(plan: WritePlan, stage: string, fs: FileSystem): void {
  const checked = new Set<string>();
  const known = new Map<string, boolean>();
  // What lies in a folder that is not there is not there either.
  const isThere = (path: string): boolean => {
    const found = known.get(path) ?? ((path === "" || isThere(parentOf(path))) && lookFor(path));
    known.set(path, found);
    return found;
  };
  const lookFor = (path: string): boolean => fs.lstat(join(plan.root, path)) !== undefined;
  const check = (path: string): void => {
    if (checked.has(path)) return;
    checked.add(path);
    naming("write into", path || plan.root, () => {
      if (isThere(path)) return fs.checkWritable(join(plan.root, path));
      checkName(path);
      check(parentOf(path));
    });
  };
  const checkName = (path: string): void => {
    if (plan.root.length + path.length < shortPath && basename(path).length < shortName) return;
    fs.lstat(join(plan.root, path));
    fs.lstat(join(stage, basename(path)));
  };
  if (plan.manifest.action !== "unchanged") check("");
  for (const { action, path } of plan.files) {
    if (action === "unchanged" || action === "mode") continue;
    naming("write", path, () => checkName(path));
    check(parentOf(path));
  }
}

/** Every file system takes names and paths of so many UTF-16 units. */
const shortName = 60;
const shortPath = 250;

function commit(plan: WritePlan, stage: string, isTree: boolean, fs: FileSystem): Journal {
  const journal: Journal = {
    cfgc: 1,
    isTree,
    moves: stagedFiles(plan).map(({ path, file }) => ({ path, size: Buffer.byteLength(file.content) })),
    modes: plan.files.flatMap((planned) =>
      planned.action === "mode" ? [{ path: planned.path, mode: planned.file.mode }] : [],
    ),
    removals: plan.files.filter(({ action }) => action === "remove").map(({ path }) => path),
  };
  const path = join(stage, staged.journal);
  naming("write", path, () => {
    const draft = join(stage, staged.draft);
    fs.writeFile(draft, JSON.stringify(journal), 0o600, true);
    fs.syncDirectory(stage);
    fs.syncDirectory(dirname(stage));
    fs.rename(draft, path);
  });
  return journal;
}

/** Creates a directory and all above it that are missing; returns those, the uppermost first. */
function createParents(path: string, fs: FileSystem): string[] {
  return naming("create", path, () => {
    if (fs.lstat(path) !== undefined) return [];
    const above = createParents(dirname(path), fs);
    fs.makeDirectory(path);
    return [...above, path];
  });
}

/** A run that wrote nothing leaves nothing; a directory that is in use by now stays. */
function removeParents(created: readonly string[], fs: FileSystem): void {
  for (const path of created.toReversed()) {
    try {
      fs.removeDirectory(path);
    } catch (error) {
      if (!hasCode(error)) throw error;
    }
  }
}
