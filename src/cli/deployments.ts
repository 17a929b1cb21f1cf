/** Which files belong together. */
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { detect } from "../detect.ts";
import { kindOfFileName } from "../products/registry.ts";
import type { Io } from "./io.ts";
import { entriesOf } from "./lint/folder.ts";
import { readInput } from "./read-input.ts";
import { manifestIn } from "./read-manifest.ts";
import { UserError } from "./user-error.ts";

/**
 * The deployments that some files belong to: each directory is one, with every file in it whose kind is known.
 * Files of a bundle are left out: they change with their cluster.yaml, and `cfgc build --check` watches them.
 */
export function deploymentsByDirectory(paths: readonly string[], io: Io): string[][] {
  const manifests = new Map<string, ReadonlySet<string> | undefined>();
  const own = paths.filter((path) => !isOfBundle(resolve(io.cwd, path), manifests, io));
  const byDirectory = new Map<string, string[]>();
  for (const path of own) {
    const directory = resolve(io.cwd, dirname(path));
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), path]);
  }
  return [...byDirectory.values()].map((given) => [...given, ...siblingsOf(given, io)].sort());
}

/** The other files of the directory, under a path like that of the first. */
function siblingsOf(given: readonly string[], io: Io): string[] {
  const directory = dirname(given[0] ?? "");
  const names = new Set(given.map((path) => basename(path)));
  return entriesOf(directory, io)
    .filter((entry) => entry.isFile() && !names.has(entry.name))
    .map((entry) => (directory === "." ? entry.name : join(directory, entry.name)))
    .filter((path) => isOfKnownKind(path, io));
}

function isOfKnownKind(path: string, io: Io): boolean {
  if (kindOfFileName(basename(path)) !== undefined) return true;
  // Only these can say in themselves what they are; nothing else needs to be read.
  if (!/\.(?:ya?ml|toml|cfg|nodes|env)$/i.test(path)) return false;
  try {
    return detect(readInput(path, io).source) !== undefined;
  } catch (error) {
    // Nobody named it, so nobody asked for it to be readable.
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Whether a manifest in one of the directories above lists the file; `manifests` remembers those that were read. */
export function isOfBundle(
  path: string,
  manifests: Map<string, ReadonlySet<string> | undefined>,
  io: Io,
): boolean {
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    if (!manifests.has(directory)) manifests.set(directory, filesOfManifest(directory, io));
    if (manifests.get(directory)?.has(relative(directory, path).replaceAll(sep, "/"))) return true;
    if (dirname(directory) === directory) return false;
  }
}

function filesOfManifest(directory: string, io: Io): ReadonlySet<string> | undefined {
  const manifest = manifestIn(directory, io);
  return manifest && new Set(manifest.files.map((file) => file.path));
}
