import { identityOf } from "../read-file.ts";
import { naming } from "./bundle-error.ts";
import { pathIn } from "./bundle-paths.ts";
import type { FileSystem } from "./file-system.ts";
import { parentOf } from "./journal.ts";

/** What is at a path of the bundle. `blocked`: neither a file nor free; `reason` completes "`path` ...". */
export type PathState =
  | FileState
  | { readonly kind: "missing" }
  | { readonly kind: "blocked"; readonly reason: string };

export interface FileState {
  readonly kind: "file";
  readonly size: number;
  readonly mode: number;
}

/**
 * Looks at paths below `root` without following any link, for a link inside a bundle may lead anywhere. Remembers
 * directories, so that a missing one answers for all that it would hold.
 */
export function pathStatesIn(root: string, fs: FileSystem): (path: string) => PathState {
  const directories = new Map<string, PathState | "directory">();

  function directory(path: string): PathState | "directory" {
    let state = directories.get(path);
    if (state === undefined) {
      const above = path === "" ? "directory" : directory(parentOf(path));
      state = above === "directory" ? lookForDirectory(path) : above;
      directories.set(path, state);
    }
    return state;
  }

  function lookForDirectory(path: string): PathState | "directory" {
    const found = naming("read", path || root, () => fs.lstat(pathIn(root, path)));
    if (found === undefined) return { kind: "missing" };
    if (found.isDirectory()) return "directory";
    const what = found.isSymbolicLink() ? "a symbolic link" : "not a directory";
    return { kind: "blocked", reason: `cannot be there: ${path} is ${what}` };
  }

  return (path) => {
    const above = directory(parentOf(path));
    if (above !== "directory") return above;
    const found = naming("read", path, () => fs.lstat(pathIn(root, path)));
    if (found === undefined) return { kind: "missing" };
    if (fs.inputs?.has(identityOf(found))) return { kind: "blocked", reason: "was read for this build" };
    if (found.isFile()) return { kind: "file", size: found.size, mode: found.mode & 0o7777 };
    const what = found.isDirectory() ? "a directory" : found.isSymbolicLink() ? "a symbolic link" : "no file";
    return { kind: "blocked", reason: `is ${what}` };
  };
}
