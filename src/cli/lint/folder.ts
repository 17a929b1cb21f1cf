/** What a folder holds. */
import { readdirSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { type Manifest, manifestPath } from "../../emit/manifest.ts";
import { type Io, pathFrom } from "../io.ts";
import { reasonOf } from "../read-input.ts";
import { manifestIn } from "../read-manifest.ts";
import { UserError } from "../user-error.ts";
import { lookAt } from "./look-at.ts";

export interface FolderContent {
  /** Paths below the folder, without those of bundles, in a fixed order. */
  readonly files: readonly string[];
  readonly bundles: readonly FoundBundle[];
  /** What is said of folders within it that cannot be read. */
  readonly unreadable: readonly string[];
}

export interface FoundBundle {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Endings of all files that cfgc knows, and of those that can say in a comment what they are. */
const endings = /\.(?:ya?ml|toml|cfg|nodes|env)$|(?:^|[./])env(?:\.[\w-]+)?$/i;

export function hasKnownEnding(path: string): boolean {
  return endings.test(basename(path));
}

/** What tools keep to themselves: hidden folders and installed packages. */
export function isPassedOver(folderName: string): boolean {
  return /^\.|^node_modules$/.test(folderName);
}

/** Everything below a folder, but for folders that are passed over. */
export function everythingIn(folder: string, io: Io): FolderContent {
  const { cwd } = io;
  const files: string[] = [];
  const bundles: FoundBundle[] = [];
  const unreadable: string[] = [];
  const visit = (directory: string, isOfBundle: (path: string) => boolean): void => {
    const entries = directory === folder ? entriesOf(directory, io) : entriesWithin(directory);
    const manifest = entries.some(({ name }) => name === manifestPath)
      ? manifestIn(directory, io)
      : undefined;
    const listed = new Set(manifest?.files.map(({ path }) => join(directory, path)));
    if (manifest !== undefined) bundles.push({ directory, manifest });
    const inBundle = (path: string) => listed.has(path) || isOfBundle(path);
    for (const entry of entries) {
      const path = directory === "." ? entry.name : join(directory, entry.name);
      if (entry.isDirectory()) {
        if (!isPassedOver(entry.name)) visit(path, inBundle);
      } else if (mayBeRead(entry, path, cwd) && !inBundle(path)) files.push(path);
    }
  };
  /** One folder that nobody may read hides nothing of the others. */
  const entriesWithin = (directory: string): Entry[] => {
    try {
      return entriesOf(directory, io);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push(error.message);
      return [];
    }
  };
  visit(folder, () => false);
  for (const path of unsavedIn(folder, io)) if (!isListed(path, files, bundles)) files.push(path);
  return { files, bundles, unreadable };
}

/** Files that an editor has below the folder, and that may not be on the disk yet. */
function unsavedIn(folder: string, { cwd, buffers }: Pick<Io, "cwd" | "buffers">): string[] {
  const below = [...(buffers?.keys() ?? [])].map((path) => relative(resolve(cwd, folder), path));
  return below
    .filter((path) => !isAbsolute(path) && !path.split("/").slice(0, -1).some(isPassedOver))
    .map((path) => (folder === "." ? path : join(folder, path)));
}

function isListed(path: string, files: readonly string[], bundles: readonly FoundBundle[]): boolean {
  return (
    files.includes(path) ||
    bundles.some(({ directory, manifest }) =>
      manifest.files.some((entry) => join(directory, entry.path) === path),
    )
  );
}

type Entry = ReturnType<typeof entriesOf>[number];

/** In a fixed order. Throws a {@link UserError} if the folder cannot be read. */
export function entriesOf(directory: string, io: Pick<Io, "cwd" | "buffers">) {
  try {
    const entries = readdirSync(pathFrom(io.cwd, directory), { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    // A new file may be in an editor before its folder is on the disk.
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isAbsent && unsavedIn(directory, io).length > 0) return [];
    throw new UserError(`cannot read ${directory}: ${reasonOf(error)}`);
  }
}

/**
 * A link to a file is one: Kubernetes mounts every file of a ConfigMap so. What is called like a file of ours and is none,
 * a pipe or a device, is for who reads it to refuse: nothing that is there is left out in silence.
 */
function mayBeRead(entry: Entry, path: string, cwd: string): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return hasKnownEnding(entry.name);
  const target = lookAt(pathFrom(cwd, path));
  if (target === undefined || target.isDirectory()) return false;
  return target.isFile() || hasKnownEnding(entry.name);
}
