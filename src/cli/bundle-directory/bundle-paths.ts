import { basename, dirname, join, relative, sep } from "node:path";
import { BundleError, naming } from "./bundle-error.ts";
import { type FileSystem, hasCode } from "./file-system.ts";
import { stageNames } from "./stage-names.ts";

/** Where a bundle lies, and where its next state is prepared. */
export interface BundlePaths {
  /** The real path of the bundle's directory, which need not exist yet. */
  readonly root: string;
  readonly exists: boolean;
  /** Directories that a write may be staged in: beside the bundle, or else inside it. */
  readonly stages: readonly string[];
}

/**
 * Finds the directory that a user named. A link to a directory is followed, so that the stage lies beside what
 * is really written. Throws a {@link BundleError} if a file is there, or on the way.
 */
export function locate(directory: string, fs: FileSystem): BundlePaths {
  const path = fs.resolve(directory);
  return naming("open", directory, () => {
    let existing = path;
    while (fs.lstat(existing) === undefined && dirname(existing) !== existing) existing = dirname(existing);
    const real = fs.realpath(existing);
    if (!fs.lstat(real)?.isDirectory()) {
      const which = existing === path ? "it" : existing;
      throw new BundleError(`cannot open ${directory}: ${which} is not a directory`, directory, "ENOTDIR");
    }
    const root = join(real, relative(existing, path));
    return { root, exists: existing === path, stages: stagesOf(root) };
  });
}

/**
 * The stage for the next write. Beside the bundle a reader of its directory never meets it; but a mount point (a
 * container's volume) cannot be renamed into from beside, and its parent may be nobody's to write, so then inside.
 */
export function chooseStage({ root, exists, stages }: BundlePaths, fs: FileSystem): string {
  const [beside = root, inside] = stages;
  if (!exists || inside === undefined) return beside;
  const parent = dirname(root);
  if (fs.lstat(root)?.dev !== fs.lstat(parent)?.dev) return inside;
  try {
    fs.checkWritable(parent);
    // Linux looks at the mounts before the name: a bind mount shows, and nothing can be moved.
    fs.rename(join(parent, ".cfgc-no-such-file"), join(root, ".cfgc-no-such-file"));
  } catch (error) {
    if (hasCode(error, "EXDEV", "EACCES", "EPERM", "EROFS")) return inside;
    if (!hasCode(error, "ENOENT")) throw error;
  }
  return beside;
}

/** Where a path of the bundle is. It needs no normalizing, which would take as long as half of a step into the system. */
export function pathIn(directory: string, path: string): string {
  return path === "" ? directory : `${directory}${directory.endsWith(sep) ? "" : sep}${path}`;
}

function stagesOf(root: string): string[] {
  const names = stageNames(basename(root));
  const inside = join(root, names.inside);
  const parent = dirname(root);
  return parent === root ? [inside] : [join(parent, names.beside), inside];
}
