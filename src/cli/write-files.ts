/**
 * Writes files whole, all of them or none: new ones never over another file, changed ones only over what was read, with
 * the modes and owners that they have.
 */
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { hasCode } from "./bundle-directory/file-system.ts";
import { type Io, pathFrom } from "./io.ts";
import { identityOf, readRegularFile } from "./read-file.ts";
import { maxBytes } from "./read-input.ts";
import { UserError } from "./user-error.ts";

export interface FileChange {
  readonly path: string;
  readonly text: string;
  /** What the file holds now; undefined if it is not there. */
  readonly before?: string | undefined;
}

/** What to say of a file that the system does not let be written, where that is not said already. */
export type Refusal = (path: string, error: unknown) => UserError;

interface Staged {
  readonly path: string;
  readonly target: string;
  readonly temporary: string;
  /** What is replaced; undefined for a new file. */
  readonly old: Buffer | undefined;
}

/** Throws a {@link UserError} if a file cannot be written, or is not any more what it was; then none is. */
export function writeFiles(
  files: readonly FileChange[],
  { cwd, filesRead }: Pick<Io, "cwd" | "filesRead">,
  refusal: Refusal,
): void {
  const staged: Staged[] = [];
  const folders: string[] = [];
  const done: Staged[] = [];
  let current = "";
  try {
    for (const { path, text, before } of files) {
      current = path;
      const named = pathFrom(cwd, path);
      makeFolders(dirname(named), folders);
      const target = before === undefined ? named : realpathSync(named);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${staged.length}.cfgc`);
      const old = before === undefined ? undefined : oldContent(path, target, before);
      // Before it is written: what a full disk leaves of it is removed as well.
      staged.push({ path, target, temporary, old });
      if (old === undefined) writeFileSync(temporary, text, { flag: "wx", flush: true });
      else {
        const identity = stage(temporary, text, statSync(target));
        filesRead?.add(identity);
      }
    }
    for (const one of staged) {
      current = one.path;
      if (one.old === undefined) putNew(one);
      else renameSync(one.temporary, one.target);
      done.push(one);
    }
  } catch (error) {
    for (const { target, old } of done) {
      if (old === undefined) rmSync(target, { force: true });
      else writeFileSync(target, old);
    }
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const folder of folders.reverse()) removeIfEmpty(folder);
    if (hasCode(error, "EEXIST"))
      throw new UserError(`${current} appeared while this ran; nothing was written`);
    throw error instanceof UserError ? error : refusal(current, error);
  }
  for (const { temporary } of staged) rmSync(temporary, { force: true });
}

/** Those that were not there are remembered, from the outermost on. */
function makeFolders(folder: string, made: string[]): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolders(dirname(folder), made);
  mkdirSync(folder);
  made.push(folder);
}

function oldContent(path: string, target: string, before: string): Buffer {
  // A file that is read-only could be replaced all the same, but it says that nobody shall.
  accessSync(target, constants.W_OK);
  const old = readRegularFile(target, { limit: maxBytes });
  if (old.toString("utf8") !== before)
    throw new UserError(`${path} changed while this ran; nothing was written`);
  return old;
}

/** A second name for the staged file: unlike a rename, that never takes the place of another file. */
function putNew({ target, temporary }: Staged): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    // Some file systems know no second names.
    if (!hasCode(error, "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK")) throw error;
    copyFileSync(temporary, target, constants.COPYFILE_EXCL);
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Somebody else has put something there meanwhile.
  }
}

/** A server that runs as another user reads its file after `sudo cfgc lint --fix` as before. Returns the new identity. */
function stage(path: string, text: string, { mode, uid, gid }: Stats): string {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
    const own = fstatSync(file);
    if (own.uid !== uid || own.gid !== gid) fchownSync(file, uid, gid);
    // Not before the owner has changed, which takes some of the bits away.
    fchmodSync(file, mode & 0o7777);
    return identityOf(own);
  } finally {
    closeSync(file);
  }
}
