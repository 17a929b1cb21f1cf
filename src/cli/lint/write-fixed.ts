/** Writes changed files whole, all of them or none, with the modes and owners that they have. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SourceFile } from "../../diagnostics/location.ts";
import { type Io, pathFrom } from "../io.ts";
import { identityOf, readRegularFile } from "../read-file.ts";
import { maxBytes } from "../read-input.ts";
import { UserError } from "../user-error.ts";

export interface ChangedFile {
  readonly before: SourceFile;
  readonly after: SourceFile;
}

/** Throws a {@link UserError} if a file cannot be written, or is not any more what was checked; then none is. */
export function writeFixed(files: readonly ChangedFile[], { cwd, filesRead }: Io): void {
  const staged: { target: string; temporary: string; old: Buffer }[] = [];
  let done = 0;
  let path = "";
  try {
    for (const { before, after } of files) {
      path = before.path;
      const target = realpathSync(pathFrom(cwd, path));
      // A file that is read-only could be replaced all the same, but it says that nobody shall.
      accessSync(target, constants.W_OK);
      const old = readRegularFile(target, { limit: maxBytes });
      if (old.toString("utf8") !== before.text)
        throw new UserError(`${path} changed while it was checked; nothing was written`);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${staged.length}.cfgc`);
      staged.push({ target, temporary, old });
      filesRead?.add(stage(temporary, after.text, statSync(target)));
    }
    for (const { target, temporary } of staged) {
      path = target;
      renameSync(temporary, target);
      done += 1;
    }
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    // What was replaced already goes back to what it was.
    for (const { target, old } of staged.slice(0, done)) writeFileSync(target, old);
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "the system refused";
    throw new UserError(`cannot write ${path} (${reason}); nothing was changed`);
  }
}

/** A server that runs as another user reads its file after `sudo cfgc lint --fix` as before. Returns the new identity. */
export function stage(path: string, text: string, { mode, uid, gid }: Stats): string {
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
