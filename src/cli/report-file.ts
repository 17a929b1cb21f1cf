/** Writes a report whole or not at all: whoever reads the file meanwhile has the old one or the new one. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Io, pathFrom } from "./io.ts";
import { identityOf } from "./read-file.ts";
import { realPathOf, realPaths } from "./real-path.ts";
import { UserError } from "./user-error.ts";

/** Throws a {@link UserError} if a report cannot go there, or would replace one of the files that are checked. */
export function checkReportFile(path: string, inputs: readonly string[], { cwd }: Io): void {
  if (!existsSync(pathFrom(cwd, dirname(path))))
    throw new UserError(`cannot write ${path}: there is no such directory`);
  const realPath = realPaths();
  const real = realPath(pathFrom(cwd, path));
  if (statSync(real, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`cannot write ${path}: it is a directory`);
  if (inputs.some((input) => realPath(pathFrom(cwd, input)) === real))
    throw new UserError(`${path} is one of the files to check; a report would replace it`);
}

/** Throws a {@link UserError} if a report would replace a file that this run has read, whoever named it. */
export function checkWasNotRead(path: string, { cwd, filesRead }: Io): void {
  const stats = statSync(pathFrom(cwd, path), { throwIfNoEntry: false });
  if (stats !== undefined && filesRead?.has(identityOf(stats)))
    throw new UserError(`${path} is one of the files that were read; a report would replace it`);
}

export function writeReportFile(path: string, text: string, { cwd }: Io): void {
  const target = realPathOf(pathFrom(cwd, path));
  const old = statSync(target, { throwIfNoEntry: false });
  // A device or a pipe is written to; a rename would put a file in its place.
  if (old !== undefined && !old.isFile()) return attempt(path, () => writeFileSync(target, text));
  const temporary = join(
    dirname(target),
    `.${basename(target)}.${process.pid}-${Math.random().toString(36).slice(2)}`,
  );
  try {
    attempt(path, () => {
      writeFileSync(temporary, text, { flag: "wx", mode: old === undefined ? 0o666 : old.mode & 0o777 });
      renameSync(temporary, target);
    });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "the system refused";
    throw new UserError(`cannot write ${path}: ${reasons[reason] ?? reason}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOSPC: "no space is left",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "the name is too long",
};
