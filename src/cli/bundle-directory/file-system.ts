import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { Io } from "../io.ts";
import { readRegularFile } from "../read-file.ts";
import { maxManifestBytes } from "../read-manifest.ts";

/**
 * Every step that a bundle's directory is read and changed by. One object, so that tests can stop a run, or fill
 * the disk, at each of them. Synchronous: for tens of thousands of small files that is faster than a thread pool.
 */
export interface FileSystem {
  /** The absolute path of a directory that a user named. */
  resolve(path: string): string;
  /** `undefined` if nothing is there. */
  lstat(path: string): Stats | undefined;
  realpath(path: string): string;
  /** Of a regular file that is no longer than a manifest may be. */
  readFile(path: string): Buffer;
  /** Identities of the files that were read as inputs of this run, and have to stay as they are. */
  readonly inputs?: ReadonlySet<string> | undefined;
  /** Whether another thread may write files of a stage, which goes past this object. */
  readonly mayUseThread?: boolean;
  list(directory: string): string[];
  makeDirectory(path: string, mode?: number): void;
  /** Creates a file that must not exist, with exactly that mode, and never one that lets anybody else in before. */
  writeFile(path: string, content: string, mode: number, durable: boolean): void;
  syncDirectory(path: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  removeDirectory(path: string): void;
  chmod(path: string, mode: number): void;
  /** Throws if entries of the directory cannot be created or removed. */
  checkWritable(directory: string): void;
}

export const nodeFileSystem: FileSystem = {
  resolve,
  lstat: (path) => lstatSync(path, { throwIfNoEntry: false }),
  realpath: (path) => realpathSync(path),
  readFile: (path) => readRegularFile(path, { limit: maxManifestBytes }),
  list: (directory) => readdirSync(directory),
  makeDirectory: (path, mode) => void mkdirSync(path, mode),
  writeFile: fileWriter(() => process.umask()),
  syncDirectory(path) {
    // Windows and some network file systems cannot sync a directory; there is nothing else to try there.
    try {
      const directory = openSync(path, "r");
      try {
        fsyncSync(directory);
      } finally {
        closeSync(directory);
      }
    } catch (error) {
      if (!hasCode(error, "EPERM", "EINVAL", "EISDIR", "ENOTSUP", "EBADF")) throw error;
    }
  },
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unlinkSync(path),
  removeDirectory: (path) => rmdirSync(path),
  chmod: (path, mode) => chmodSync(path, mode),
  checkWritable: (directory) => accessSync(directory, constants.W_OK | constants.X_OK),
};

/** The same for paths that count from a directory, in a run that has read some files and keeps its umask. */
export function fileSystemFrom({ cwd, filesRead }: Io): FileSystem {
  const umask = process.umask();
  return {
    ...nodeFileSystem,
    writeFile: fileWriter(() => umask),
    resolve: (path) => resolve(cwd, path),
    inputs: filesRead,
    mayUseThread: true,
  };
}

/** To ask for the umask is two steps into the system, as many as it takes to write into an open file and close it. */
function fileWriter(umask: () => number): FileSystem["writeFile"] {
  return (path, content, mode, durable) => {
    // The umask has no say in what the manifest promises.
    const isMasked = (mode & umask()) !== 0;
    // One call instead of four, where there are tens of thousands of files; Node has it for a named encoding only.
    if (!durable && !isMasked) return writeFileSync(path, content, { encoding: "utf8", flag: "wx", mode });
    const file = openSync(path, "wx", mode);
    try {
      writeFileSync(file, content);
      if (isMasked) fchmodSync(file, mode);
      if (durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  };
}

/** Removes a file, a link or a directory with all it holds; nothing there is fine. */
export function removeTree(path: string, fs: FileSystem): void {
  const stats = fs.lstat(path);
  if (stats === undefined) return;
  if (stats.isDirectory()) {
    for (const name of fs.list(path)) removeTree(join(path, name), fs);
    fs.removeDirectory(path);
  } else {
    fs.unlink(path);
  }
}

/** Whether the operating system refused something, with one of these codes if any are given. */
export function hasCode(error: unknown, ...codes: string[]): error is Error & { code: string } {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return false;
  return typeof error.code === "string" && (codes.length === 0 || codes.includes(error.code));
}
