import { dirname, join } from "node:path";
import { readRegularFile } from "../read-file.ts";
import { BundleError, naming } from "./bundle-error.ts";
import { type FileSystem, hasCode, removeTree } from "./file-system.ts";

/**
 * Creates the stage, or takes over one whose process is dead, with all that it holds. Throws a `BUSY`
 * {@link BundleError} while another process lives that owns it.
 *
 * Owners are directories `owner-1`, `owner-2`, ... that hold an entry named for a process. Each is made under a
 * name of its own and renamed, which is atomic and fails if somebody else was first: an owner without a process is
 * never to be seen, whenever a run is killed. A takeover adds an owner instead of removing the dead one's, for
 * whatever is removed may have become somebody else's since one looked.
 */
export function claimStage(stage: string, fs: FileSystem): void {
  try {
    naming("write", stage, () => claim(stage, fs));
  } catch (error) {
    quietly(() => removeTree(join(stage, claimName), fs));
    // Only if it is empty: it is nobody's then.
    quietly(() => fs.removeDirectory(stage));
    throw error;
  }
}

/** Removes the stage and all it holds. Whatever cannot be removed is left for the next run, which removes it first. */
export function releaseStage(stage: string, fs: FileSystem): void {
  const remove = (name: string): void => quietly(() => removeTree(join(stage, name), fs));
  quietly(() => {
    for (const name of fs.list(stage)) if (!isOwner(name)) remove(name);
    // Owners last, and never a living one, who is about to see that we are there or already sees that we are not.
    for (const name of ownersOf(stage, fs)) if (livingIn(join(stage, name), fs) === undefined) remove(name);
    fs.removeDirectory(stage);
  });
}

const claimName = `claim-${process.pid}`;

function claim(stage: string, fs: FileSystem): void {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    makeStage(stage, fs);
    const before = livingOwner(stage, fs);
    if (before !== undefined) throw busy(stage, before);
    const mine = addOwner(stage, fs);
    if (mine === undefined) continue;
    // The list may be older than the stage. Everybody looks again, so of two that came at once the later one sees
    // the other and leaves.
    const other = livingOwner(stage, fs);
    if (other === undefined) return;
    removeTree(join(stage, mine), fs);
    throw busy(stage, other);
  }
  throw busy(stage, undefined);
}

/** Cleans up where the system may refuse, and nothing is to be done about it. */
function quietly(cleanUp: () => void): void {
  try {
    cleanUp();
  } catch (error) {
    if (!hasCode(error)) throw error;
  }
}

function makeStage(stage: string, fs: FileSystem): void {
  try {
    fs.makeDirectory(stage, 0o700);
    return;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  const found = fs.lstat(stage);
  if (found === undefined) return;
  // Where everybody may create files, a stage could be planted to have files moved and removed.
  const trusted = [process.getuid?.() ?? found.uid, fs.lstat(dirname(stage))?.uid];
  if (!found.isDirectory() || !trusted.includes(found.uid)) {
    const message = `cannot write ${stage}: it is not a directory or belongs to somebody else`;
    throw new BundleError(message, stage, "EACCES");
  }
}

/** Adds this process as the last owner and returns the name of the entry; `undefined` if somebody came between. */
function addOwner(stage: string, fs: FileSystem): string | undefined {
  const draft = join(stage, claimName);
  try {
    removeTree(draft, fs);
    const last = ownersOf(stage, fs).at(-1);
    const mine = `owner-${last === undefined ? 1 : numberOf(last) + 1}`;
    fs.makeDirectory(draft);
    fs.makeDirectory(join(draft, `${process.pid}-${processState(process.pid)?.started ?? 0}`));
    fs.rename(draft, join(stage, mine));
    return mine;
  } catch (error) {
    if (hasCode(error, "ENOENT", "EEXIST", "ENOTEMPTY")) return undefined;
    throw error;
  }
}

/** The process id of an owner that lives, other than this process. */
function livingOwner(stage: string, fs: FileSystem): number | undefined {
  for (const owner of ownersOf(stage, fs)) {
    const pid = livingIn(join(stage, owner), fs);
    if (pid !== undefined) return pid;
  }
  return undefined;
}

function livingIn(owner: string, fs: FileSystem): number | undefined {
  for (const entry of listed(owner, fs)) {
    const [pid = 0, started = 0] = entry.split("-").map(Number);
    if (isAlive(pid, started)) return pid;
  }
  return undefined;
}

function ownersOf(stage: string, fs: FileSystem): string[] {
  return listed(stage, fs)
    .filter(isOwner)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

function listed(directory: string, fs: FileSystem): string[] {
  try {
    return fs.list(directory);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

function isOwner(name: string): boolean {
  return /^owner-\d+$/.test(name);
}

function numberOf(owner: string): number {
  return Number(owner.slice("owner-".length));
}

/**
 * A process of our own number is not another one: writes of one process never overlap, so ours is over, or it ran in another
 * container, where the numbers start again. The start time tells a process from a later one of the same number.
 */
function isAlive(pid: number, started: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, "ESRCH")) return false;
  }
  const state = processState(pid);
  if (state === undefined) return true;
  return !state.zombie && (started === 0 || state.started === started);
}

/** What Linux knows of a process; `undefined` on other systems. */
function processState(pid: number): { started: number; zombie: boolean } | undefined {
  try {
    const stat = readRegularFile(`/proc/${pid}/stat`, { limit: 65_536 }).toString("latin1");
    // The second field, the program's name, may hold anything, blanks and parentheses too.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { started: Number(fields[19]), zombie: fields[0] === "Z" || fields[0] === "X" };
  } catch {
    return undefined;
  }
}

function busy(stage: string, pid: number | undefined): BundleError {
  const who = pid === undefined ? "another cfgc" : `another cfgc (process ${pid})`;
  const message = `${who} is writing this bundle; if that is not so, remove ${stage} and build again`;
  return new BundleError(message, stage, "BUSY");
}
