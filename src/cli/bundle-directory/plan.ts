import { join } from "node:path";
import { isAsWritten, linesWithValues, longestAsWritten, placeholdersIn } from "../../emit/as-written.ts";
import { type Bundle, type BundleFile, manifestOf, manifestText } from "../../emit/bundle.ts";
import { type Manifest, type ManifestEntry, manifestPath, readManifest } from "../../emit/manifest.ts";
import { maxManifestBytes } from "../read-manifest.ts";
import { naming } from "./bundle-error.ts";
import { locate } from "./bundle-paths.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { type FileState, type PathState, pathStatesIn } from "./path-state.ts";
import { differsInSecretsOnly } from "./secret-lines.ts";

/** What a write would do to a directory. */
export interface WritePlan {
  /** The real path of the bundle's directory. */
  readonly root: string;
  readonly files: readonly PlannedFile[];
  /** If there is one, nothing is written. */
  readonly conflicts: readonly Conflict[];
  /** Files of the old manifest that are not emitted any more and were edited: they stay, and leave the manifest. */
  readonly kept: readonly string[];
  readonly manifest: { readonly action: "create" | "replace" | "unchanged"; readonly text: string };
  /** What the directory's own manifest says. */
  readonly previous: ReadonlyMap<string, ManifestEntry>;
  /** Paths that the directory's own manifest lists with secrets, and the placeholders of each. */
  readonly previousSecrets: ReadonlyMap<string, readonly string[]>;
}

export type PlannedFile = PlannedWrite | PlannedRemoval;

export interface PlannedWrite {
  /** `mode`: the content is right, the mode is not. */
  readonly action: "create" | "replace" | "mode" | "unchanged";
  readonly path: string;
  readonly file: BundleFile;
  /** The mode of what is there. */
  readonly presentMode?: number;
  /** What is replaced was edited since cfgc wrote it, elsewhere than in the value of a secret. */
  readonly edited: boolean;
  /** What is replaced differs in the values of secrets alone, or has values where placeholders come. */
  readonly secretsOnly: boolean;
  /** What is replaced has values of secrets that do not stand in the new file. */
  readonly losesValues: boolean;
}

export interface PlannedRemoval {
  readonly action: "remove";
  readonly path: string;
  readonly presentMode: number;
}

export interface Conflict {
  readonly path: string;
  /** Completes "`path` ...". */
  readonly reason: string;
}

/**
 * Compares a bundle with what is in its directory; writes nothing. A file that cfgc did not write is adopted if it
 * is what would be written, and a conflict if not. Throws a {@link BundleError} for what cannot be read.
 */
export function planWrite(directory: string, bundle: Bundle, fs: FileSystem = nodeFileSystem): WritePlan {
  const { root } = locate(directory, fs);
  const manifest = manifestOf(bundle);
  const text = manifestText(manifest);
  const look = pathStatesIn(root, fs);
  const found = look(manifestPath);
  const old = previousManifest(found, root, fs);
  const previous = new Map(old?.files.map((entry) => [entry.path, entry]));
  const secrets = old === undefined ? new Map<string, readonly string[]>() : placeholdersIn(old);
  const conflicts: Conflict[] = [];
  if (found.kind === "blocked") conflicts.push({ path: manifestPath, reason: found.reason });
  else if (found.kind === "file" && old === undefined)
    conflicts.push({ path: manifestPath, reason: "was not written by cfgc, or is damaged" });

  const emitted = new Map(bundle.files.map((file) => [file.path, file]));
  const files: PlannedFile[] = [];
  for (const { path } of manifest.files) {
    const file = emitted.get(path);
    if (file === undefined) continue;
    naming("read", path, () => {
      const planned = planFile(file, look(path), previous.get(path), secrets.get(path) ?? [], root, fs);
      if ("reason" in planned) conflicts.push(planned);
      else files.push(planned);
    });
  }
  const kept: string[] = [];
  for (const entry of previous.values()) {
    if (emitted.has(entry.path)) continue;
    naming("read", entry.path, () => {
      const state = look(entry.path);
      if (state.kind === "missing") return;
      const isOurs = (file: FileState): boolean =>
        isUnedited(entry, secrets.get(entry.path) ?? [], file, reader(entry.path, root, fs));
      if (state.kind === "file" && isOurs(state))
        files.push({ action: "remove", path: entry.path, presentMode: state.mode });
      else kept.push(entry.path);
    });
  }
  const action = manifestAction(text, found, root, fs);
  return {
    root,
    files,
    conflicts,
    kept,
    manifest: { action, text },
    previous,
    previousSecrets: secrets,
  };
}

/** Whether a file that has to be changed is in the plan, or the manifest has to be. */
export function hasChanges(plan: WritePlan): boolean {
  return plan.manifest.action !== "unchanged" || plan.files.some((file) => file.action !== "unchanged");
}

/** Windows keeps no such modes. */
const modesCount = process.platform !== "win32";

/** Longer files are not compared line by line. */
const comparedBytes = 16 * 1024 * 1024;

function previousManifest(found: PathState, root: string, fs: FileSystem): Manifest | undefined {
  if (found.kind !== "file" || found.size > maxManifestBytes) return undefined;
  return naming("read", manifestPath, () => readManifest(fs.readFile(join(root, manifestPath)).toString()));
}

function manifestAction(
  text: string,
  found: PathState,
  root: string,
  fs: FileSystem,
): WritePlan["manifest"]["action"] {
  if (found.kind !== "file") return "create";
  if (modesCount && found.mode !== 0o644) return "replace";
  return naming("read", manifestPath, () => isText(text, found, reader(manifestPath, root, fs)))
    ? "unchanged"
    : "replace";
}

function planFile(
  file: BundleFile,
  state: PathState,
  entry: ManifestEntry | undefined,
  placeholders: readonly string[],
  root: string,
  fs: FileSystem,
): PlannedWrite | Conflict {
  const { path } = file;
  if (state.kind === "blocked") return { path, reason: state.reason };
  if (state.kind === "missing")
    return { action: "create", path, file, edited: false, secretsOnly: false, losesValues: false };
  const present = {
    path,
    file,
    presentMode: state.mode,
    edited: false,
    secretsOnly: false,
    losesValues: false,
  };
  const read = reader(path, root, fs);
  if (isText(file.content, state, read)) {
    return { ...present, action: modesCount && state.mode !== file.mode ? "mode" : "unchanged" };
  }
  if (entry === undefined) {
    return { path, reason: "is there already, differs from what would be written, and is not cfgc's" };
  }
  const edited = !isUnedited(entry, placeholders, state, read);
  const comparable = (file.secrets ?? []).length > 0 && state.size <= comparedBytes;
  const secretsOnly = comparable && differsInSecretsOnly(read().toString(), file);
  const losesValues = state.size <= comparedBytes && losesLine(read, entry, placeholders, file);
  return { ...present, action: "replace", edited, secretsOnly, losesValues };
}

/** Reads a file when its content is first asked for, and not again. */
function reader(path: string, root: string, fs: FileSystem): () => Buffer {
  let bytes: Buffer | undefined;
  return () => {
    bytes ??= fs.readFile(join(root, path));
    return bytes;
  };
}

/** Compares bytes; a file of another size is not even read. */
function isText(text: string, state: FileState, read: () => Buffer): boolean {
  return state.size === Buffer.byteLength(text) && read().equals(Buffer.from(text));
}

/** A file without secrets that has another size is not even read. */
function isUnedited(
  entry: ManifestEntry,
  placeholders: readonly string[],
  state: FileState,
  read: () => Buffer,
): boolean {
  if (state.size > longestAsWritten(entry) || (state.size !== entry.size && !entry.secretLines)) return false;
  return isAsWritten(entry, placeholders, read());
}

/** Whether a line with the value of a secret is not in the new file to the letter. */
function losesLine(
  read: () => Buffer,
  { secretLines }: ManifestEntry,
  placeholders: readonly string[],
  { content }: BundleFile,
): boolean {
  if (secretLines === undefined) return false;
  const next = new Set(content.split("\n"));
  return linesWithValues(read().toString(), secretLines, placeholders).some((line) => !next.has(line));
}
