/** What there is to lint: which files, of which kinds, and which of them belong together. */

import { basename, dirname, join, resolve } from "node:path";
import { type Detected, detect, kindInComment } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { append } from "../../diagnostics/long-lists.ts";
import type { LintInput } from "../../lint.ts";
import { environmentKind, kindNamed, mayBeEnvironment } from "../../products/registry.ts";
import { type Io, pathFrom } from "../io.ts";
import { type Input, readInput } from "../read-input.ts";
import { UserError } from "../user-error.ts";
import type { FoundBundle } from "./folder.ts";
import { contentOf, type Inputs, inputsFor } from "./inputs.ts";
import { lookAt } from "./look-at.ts";
import {
  isIgnored,
  kindBySettings,
  type LintSettings,
  SettingsFiles,
  setOf,
  settingsName,
} from "./settings-file.ts";
import { type FoundFile, type KnownFile, tied } from "./ties.ts";

export interface LintPlan {
  readonly deployments: readonly DeploymentFiles[];
  readonly bundles: readonly FoundBundle[];
  /** Named files of no known kind. */
  readonly unknown: readonly SourceFile[];
  /** What is said of files and folders that a folder lists and that could not be read. */
  readonly unreadable: readonly string[];
  /** What makes files unreadable as text, and what is wrong with `.cfgc.yaml` itself. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface DeploymentFiles {
  readonly files: readonly KnownFile[];
  /** Whether these are all there are of it, so that something missing can be reported. */
  readonly closed: boolean;
}

export interface PlanOptions {
  readonly as: Detected | undefined;
  readonly byDirectory: boolean;
  readonly ignoreUnknown: boolean;
}

export async function planLint(paths: readonly string[], options: PlanOptions, io: Io): Promise<LintPlan> {
  const settings = new SettingsFiles(io);
  const asked = await inputsFor(paths, settings, options.byDirectory, io);
  const sorted = new Map<string, { files: FoundFile[]; closed: boolean }>();
  const undetected: (SourceFile & { named: boolean })[] = [];
  const diagnostics: Diagnostic[] = [];
  const unreadable: string[] = [...asked.unreadable];
  for (const { path, group, named, folder } of asked.files) {
    const own = await settings.forFile(path);
    if (!named && isIgnored(own, path)) continue;
    const isSettings = own !== undefined && resolve(io.cwd, path) === join(own.folder, settingsName);
    if (isSettings && path.endsWith(settingsName)) continue;
    const found = look(path, { ...options, named, own }, io);
    append(diagnostics, found.diagnostics);
    if (found.unreadable !== undefined) unreadable.push(found.unreadable);
    if (found.file === undefined) {
      if (found.source !== undefined) undetected.push({ ...found.source, named });
      continue;
    }
    const set = group === undefined ? setOf(own, path) : undefined;
    const key = group ?? (set === undefined ? "" : `set ${own?.folder} ${set}`);
    const deployment = sorted.get(key) ?? { files: [], closed: group === undefined };
    sorted.set(key, deployment);
    deployment.files.push({ ...found.file, named, folder });
    if (named && set === undefined) deployment.closed = false;
  }
  const unknown = undetected.filter((file) => !joinsAsEnvironment(file, sorted.values()) && file.named);
  const closed = await wholeSets(sorted, asked, settings, io);
  return {
    deployments: [...sorted].map(([key, { files, closed: given }]) => ({
      files: tied(files, key),
      closed: key.startsWith("set ") ? closed.has(key) : given,
    })),
    bundles: asked.bundles,
    unknown,
    unreadable,
    diagnostics: [
      ...diagnostics,
      ...[...settings.found].flatMap((one) => one.diagnostics),
      ...asked.diagnostics,
    ],
  };
}

/** An environment file that lies beside a file whose program reads such variables belongs to that deployment. */
function joinsAsEnvironment(
  { path, text }: SourceFile,
  deployments: Iterable<{ readonly files: FoundFile[] }>,
): boolean {
  if (!mayBeEnvironment(basename(path), text)) return false;
  for (const { files } of deployments) {
    const beside = files.find(
      ({ kind, source }) =>
        dirname(source.path) === dirname(path) && kindNamed(kind)?.product.readsVariables === true,
    );
    if (beside === undefined) continue;
    files.push({ ...beside, source: { path, text }, kind: environmentKind, version: undefined });
    return true;
  }
  return false;
}

interface Looked {
  readonly file: LintInput | undefined;
  /** Of a text whose kind nothing tells. */
  readonly source?: SourceFile;
  readonly unreadable?: string;
  readonly diagnostics: readonly Diagnostic[];
}

function look(
  path: string,
  { as, ignoreUnknown, named, own }: PlanOptions & { named: boolean; own: LintSettings | undefined },
  io: Io,
): Looked {
  const input = named ? readInput(path, io) : readListed(path, io);
  if (input === undefined) return { file: undefined, diagnostics: [] };
  if ("unreadable" in input) return { file: undefined, diagnostics: [], unreadable: input.unreadable };
  const { source, diagnostics } = input;
  const told = kindInComment(source) ?? kindBySettings(own, path);
  const kind = named ? (as ?? told ?? detect(source)) : withVersion(told ?? detect(source), as);
  // What is no text is a mistake in a file that is ours, and nothing to us in any other.
  if (diagnostics.length > 0)
    return {
      file: undefined,
      diagnostics: kind !== undefined || (named && !ignoreUnknown) ? diagnostics : [],
    };
  if (kind === undefined) return { file: undefined, source, diagnostics: [] };
  return { file: { source, ...kind }, diagnostics: [] };
}

/** In a folder `--as` says the version of the files of its kind, and nothing of the others. */
function withVersion(kind: Detected | undefined, as: Detected | undefined): Detected | undefined {
  return kind !== undefined && kind.kind === as?.kind
    ? { ...kind, version: as.version ?? kind.version }
    : kind;
}

/** A file that a folder lists; undefined if it is gone since. Nothing that is there is left out in silence. */
function readListed(path: string, io: Io): Input | { readonly unreadable: string } | undefined {
  try {
    return readInput(path, io);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (lookAt(pathFrom(io.cwd, path)) !== undefined) return { unreadable: error.message };
    // Node has this character in place of the bytes of a name that are not UTF-8.
    return path.includes("\ufffd") ? { unreadable: `cannot read ${path}: its name is not UTF-8` } : undefined;
  }
}

/** The sets of which every file is in the call. */
async function wholeSets(
  sorted: ReadonlyMap<string, unknown>,
  asked: Inputs,
  settings: SettingsFiles,
  io: Io,
): Promise<ReadonlySet<string>> {
  const whole = new Set<string>();
  const given = new Set(asked.files.map(({ path }) => resolve(io.cwd, path)));
  for (const own of settings.found) {
    const sets = own.sets.filter(({ name }) => sorted.has(`set ${own.folder} ${name}`));
    if (sets.length === 0) continue;
    const all = (await contentOf(own.folder, settings, io)).files;
    for (const { name } of sets) {
      const expected = all.filter((path) => setOf(own, path) === name && !isIgnored(own, path));
      if (expected.every((path) => given.has(path))) whole.add(`set ${own.folder} ${name}`);
    }
  }
  return whole;
}
