/** Writes changed files whole, all of them or none, with the modes that they have. */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SourceFile } from "../../diagnostics/location.ts";
import { UserError } from "../user-error.ts";

export interface ChangedFile {
  readonly before: SourceFile;
  readonly after: SourceFile;
}

/** Throws a {@link UserError} if a file cannot be written, or is not any more what was checked; then none is. */
export function writeFixed(files: readonly ChangedFile[]): void {
  const staged: { target: string; temporary: string; old: Buffer }[] = [];
  let done = 0;
  let path = "";
  try {
    for (const { before, after } of files) {
      path = before.path;
      const target = realpathSync(path);
      const old = readFileSync(target);
      if (old.toString("utf8") !== before.text)
        throw new UserError(`${path} changed while it was checked; nothing was written`);
      const temporary = join(dirname(target), `.${basename(target)}.${process.pid}-${staged.length}.cfgc`);
      staged.push({ target, temporary, old });
      stage(temporary, after.text, statSync(target).mode & 0o7777);
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

function stage(path: string, text: string, mode: number): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, mode);
}
