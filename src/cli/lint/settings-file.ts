/** `.cfgc.yaml`: what the files below its folder are, and which of them are a deployment. */

import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type Detected, parseKind } from "../../detect.ts";
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { joined, type Name, say } from "../../diagnostics/message.ts";
import { unknownKind } from "../../model/call-codes.ts";
import { kindNames } from "../../products/registry.ts";
import { checkDocument } from "../../schema/documents/check-document.ts";
import { textOf, viewOf } from "../../schema/documents/view.ts";
import type { MapNode, Node } from "../../source/tree.ts";
import type { Io } from "../io.ts";
import { readInput } from "../read-input.ts";
import type { GlobMatcher } from "./glob.ts";

export const settingsName = say`.cfgc.yaml`;

export interface LintSettings {
  /** The absolute path of the folder that the globs count from. */
  readonly folder: string;
  /** Where relative paths of files count from. */
  readonly cwd: string;
  readonly files: readonly { readonly glob: Glob; readonly is: Detected }[];
  readonly sets: readonly { readonly name: string; readonly globs: readonly Glob[] }[];
  readonly ignore: readonly Glob[];
  /** What is wrong with the file itself. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Glob {
  readonly text: Name;
  readonly at: Location;
  readonly fits: GlobMatcher;
}

/** Finds and reads the files, each once. */
export class SettingsFiles {
  readonly #byFolder = new Map<string, Promise<LintSettings | undefined>>();
  readonly found = new Set<LintSettings>();
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  /** The one of the folder or of the nearest above. */
  nearest(folder: string): Promise<LintSettings | undefined> {
    const absolute = resolve(this.#io.cwd, folder);
    let settings = this.#byFolder.get(absolute);
    if (settings === undefined) {
      settings = this.#look(absolute);
      this.#byFolder.set(absolute, settings);
    }
    return settings;
  }

  /** The nearest above the file, else that of the working directory. */
  async forFile(path: string): Promise<LintSettings | undefined> {
    return (path === "-" ? undefined : await this.nearest(dirname(path))) ?? this.nearest(".");
  }

  async #look(folder: string): Promise<LintSettings | undefined> {
    const path = join(folder, settingsName);
    if (existsSync(path) || this.#io.buffers?.has(path)) {
      const settings = await readSettings(folder, path, this.#io);
      this.found.add(settings);
      return settings;
    }
    return dirname(folder) === folder ? undefined : this.nearest(dirname(folder));
  }
}

/** What the settings say that a file is. */
export function kindBySettings(settings: LintSettings | undefined, path: string): Detected | undefined {
  return settings?.files.find(({ glob }) => fits(settings, path, glob))?.is;
}

/** The name of the set that a file belongs to. */
export function setOf(settings: LintSettings | undefined, path: string): string | undefined {
  return settings?.sets.find(({ globs }) => globs.some((glob) => fits(settings, path, glob)))?.name;
}

export function isIgnored(settings: LintSettings | undefined, path: string): boolean {
  return settings?.ignore.some((glob) => fits(settings, path, glob)) ?? false;
}

export function fits({ folder, cwd }: LintSettings, path: string, glob: Glob): boolean {
  const below = relative(folder, resolve(cwd, path));
  return !below.startsWith("..") && glob.fits(sep === "/" ? below : below.replaceAll(sep, "/"));
}

async function readSettings(folder: string, path: string, io: Io): Promise<LintSettings> {
  const { source, diagnostics } = readInput(relative(io.cwd, path) || path, io);
  const bag = new DiagnosticBag("cluster-in-production");
  // The YAML parser and these come only where there is such a file.
  const [{ readYaml }, { globMatcher }, { schema }, { validate }] = await Promise.all([
    import("../../source/yaml.ts"),
    import("./glob.ts"),
    import("../../schema/generated/documents/lint.schema.ts"),
    import("../../schema/generated/documents/lint.validator.ts"),
  ]);
  const tree = diagnostics.length > 0 ? undefined : readYaml(source, bag);
  if (tree !== undefined) checkDocument(tree, { schema, validate, document: settingsName, path: [] }, bag);
  const files = entriesIn(tree, "files").flatMap(({ key, keyAt, value }) => {
    const is = kindAt(value, bag);
    return is === undefined ? [] : [{ glob: { text: key, at: keyAt, fits: globMatcher(key) }, is }];
  });
  const globsIn = (node: Node | undefined) =>
    textsIn(node).map((one) => ({ ...one, fits: globMatcher(one.text) }));
  const sets = entriesIn(tree, "sets").map(({ key, value }) => ({ name: key, globs: globsIn(value) }));
  const ignore = globsIn(tree?.entries.get("ignore")?.value);
  return { folder, cwd: io.cwd, files, sets, ignore, diagnostics: [...diagnostics, ...bag.sorted()] };
}

function entriesIn(tree: MapNode | undefined, name: string) {
  const value = tree?.entries.get(name)?.value;
  return value?.kind === "map" ? [...value.entries.values()] : [];
}

function textsIn(node: Node | undefined): { text: Name; at: Location }[] {
  const items = node?.kind === "list" ? node.items : [];
  return items.flatMap((item) => {
    const text = textOf(viewOf<string>(item))?.value ?? "";
    return text === "" ? [] : [{ text, at: item.at }];
  });
}

function kindAt(node: Node, bag: DiagnosticBag): Detected | undefined {
  const written = node.kind === "scalar" ? textOf(viewOf<string>(node))?.value : undefined;
  if (written === undefined) return undefined;
  const kind = parseKind(written);
  if (kind === undefined && /^[a-z][a-z0-9-]*(?:@.+)?$/.test(written))
    bag.report(unknownKind, {
      at: node.at,
      message: say`there is no kind of file "${written.split("@", 1)[0] ?? ""}"`,
      help: advice`there are ${joined(kindNames(), ", ")}`,
    });
  return kind;
}
