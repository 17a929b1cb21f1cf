import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** The same for all ways to write the path of one file, of which any part need not be there yet. */
export function realPathOf(path: string): string {
  return realPaths()(path);
}

/** {@link realPathOf} for many paths: each folder on the way is looked at once. */
export function realPaths(): (path: string) => string {
  const known = new Map<string, string>();
  const find = (path: string): string => {
    if (dirname(path) === path) return path;
    const own = join(real(dirname(path)), basename(path));
    try {
      return lstatSync(own, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(own) : own;
    } catch {
      return own;
    }
  };
  const real = (path: string): string => {
    const found = known.get(path) ?? find(path);
    known.set(path, found);
    return found;
  };
  return (path) => real(resolve(path));
}
