/** Which files a call of `cfgc lint` asks for. */

import { dirname, relative, resolve, sep } from "node:path";
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { advice } from "../../diagnostics/help.ts";
import { append } from "../../diagnostics/long-lists.ts";
import { quoted, say } from "../../diagnostics/message.ts";
import { patternWithoutFile } from "../../model/call-codes.ts";
import { type Io, pathFrom } from "../io.ts";
import { UserError } from "../user-error.ts";
import type { FolderContent, FoundBundle } from "./folder.ts";
import { lookAt } from "./look-at.ts";
import {
  fits,
  kindBySettings,
  type LintSettings,
  type SettingsFiles,
  setOf,
  settingsName,
} from "./settings-file.ts";

export interface InputFile {
  readonly path: string;
  /** The deployment that the file belongs to, where that is decided. */
  readonly group: string | undefined;
  /** By its own path. */
  readonly named: boolean;
  /** The folder that was named beside other paths, and in which the file was found. */
  readonly folder?: string | undefined;
}

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly bundles: readonly FoundBundle[];
  /** What is said of folders that cannot be read. */
  readonly unreadable: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Without paths it is what `.cfgc.yaml` names. */
export async function inputsFor(
  paths: readonly string[],
  settings: SettingsFiles,
  byDirectory: boolean,
  io: Io,
): Promise<Inputs> {
  if (byDirectory) return inputsByDirectory(paths, settings, io);
  if (paths.length === 0) return filesOfSettings(await settings.nearest("."), settings, io);
  const files: InputFile[] = [];
  const bundles: FoundBundle[] = [];
  const unreadable: string[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const content = isDirectory(path, io) ? await contentOf(path, settings, io) : undefined;
    append(bundles, content?.bundles ?? []);
    append(unreadable, content?.unreadable ?? []);
    for (const file of content?.files ?? [path]) {
      const absolute = resolve(io.cwd, file);
      if (seen.has(absolute)) continue;
      seen.add(absolute);
      const beside = content === undefined || paths.length === 1 ? {} : { folder: path };
      files.push({ path: file, group: undefined, named: content === undefined, ...beside });
    }
  }
  return { files, bundles, unreadable, diagnostics: [] };
}

/** Each file with all of its set, where `.cfgc.yaml` has one for it, or else with those of its directory. */
async function inputsByDirectory(paths: readonly string[], settings: SettingsFiles, io: Io): Promise<Inputs> {
  const { deploymentsByDirectory } = await import("../deployments.ts");
  const named = new Map(paths.map((path) => [resolve(io.cwd, path), path]));
  const sets = new Map<LintSettings, Set<string>>();
  for (const path of paths) {
    const own = await settings.forFile(path);
    const set = setOf(own, path);
    if (own !== undefined && set !== undefined) sets.set(own, (sets.get(own) ?? new Set()).add(set));
  }
  const ofSets: Inputs["files"][number][] = [];
  const unreadable: string[] = [];
  for (const [own, names] of sets) {
    const content = await contentOf(relative(io.cwd, own.folder) || ".", settings, io);
    append(unreadable, content.unreadable);
    for (const path of content.files) {
      if (!names.has(setOf(own, path) ?? "")) continue;
      const given = named.get(resolve(io.cwd, path));
      ofSets.push({ path: given ?? path, group: undefined, named: given !== undefined });
      named.delete(resolve(io.cwd, path));
    }
  }
  // Under `named` is left what belongs to no set.
  const ofDirectories = deploymentsByDirectory([...named.values()], io).flatMap((group, index) =>
    group.map((path) => ({ path, group: `directory ${index}`, named: paths.includes(path) })),
  );
  return { files: [...ofSets, ...ofDirectories], bundles: [], unreadable, diagnostics: [] };
}

/**
 * What a folder holds that may be of a known kind. The code is loaded here, since folders are not always asked for
 * and bundles in them take Node's hashes.
 */
export async function contentOf(folder: string, settings: SettingsFiles, io: Io): Promise<FolderContent> {
  const { everythingIn, hasKnownEnding } = await import("./folder.ts");
  const { files, bundles, unreadable } = everythingIn(folder, io);
  const known: string[] = [];
  for (const path of files) {
    if (hasKnownEnding(path) || kindBySettings(await settings.nearest(dirname(path)), path) !== undefined)
      known.push(path);
  }
  return { files: known, bundles, unreadable };
}

async function filesOfSettings(
  own: LintSettings | undefined,
  settings: SettingsFiles,
  io: Io,
): Promise<Inputs> {
  const globs = [
    ...(own?.files ?? []).map(({ glob }) => glob),
    ...(own?.sets ?? []).flatMap((set) => set.globs),
  ];
  if (own === undefined) throw new UserError(`name the files to lint, or write a ${settingsName}`);
  const content = await contentOf(relative(io.cwd, own.folder) || ".", settings, io);
  const used = new Set<(typeof globs)[number]>();
  const files = content.files.filter((path) => {
    const fitting = globs.filter((glob) => fits(own, path, glob));
    for (const glob of fitting) used.add(glob);
    return fitting.length > 0;
  });
  const bag = new DiagnosticBag("file");
  for (const glob of globs.filter((one) => !used.has(one)))
    bag.report(patternWithoutFile, {
      at: glob.at,
      message: say`no file fits ${quoted(glob.text)}`,
      help: advice`the pattern counts from the folder of ${settingsName}`,
    });
  return {
    // From a folder below, `..` and back would be a strange name for what lies beside.
    files: files.map((path) => ({
      path: relative(io.cwd, resolve(io.cwd, path)),
      group: undefined,
      named: false,
    })),
    bundles: [],
    unreadable: content.unreadable,
    diagnostics: bag.sorted(),
  };
}

/** A folder may be in an editor alone, by the new files in it. */
function isDirectory(path: string, { cwd, buffers }: Io): boolean {
  if (path === "-") return false;
  const own = pathFrom(cwd, path);
  const isUnsaved = () => [...(buffers?.keys() ?? [])].some((file) => file.startsWith(resolve(own) + sep));
  return lookAt(own)?.isDirectory() ?? isUnsaved();
}
