/** All folders that an editor has open, its unsaved texts, and what was found in them. */
import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Io } from "../io.ts";
import { isPassedOver } from "../lint/folder.ts";
import { type FileInDeployment, Folder } from "./folder.ts";

/** A folder with more entries is no deployment; only what lies beside open files is checked then. */
const maxEntries = 20_000;

/** In bytes. A longer text takes a second and more for each key that is pressed. */
const maxEdited = 1024 * 1024;

export class Workspace {
  /** The editor's numbers for the texts of open files, by absolute path. */
  readonly #versions = new Map<string, number>();
  /** The texts themselves. */
  readonly #buffers = new Map<string, string>();
  readonly #io: Io;
  /** What the editor has open as folders; the longest that holds a file is the one of that file. */
  readonly #roots = new Map<string, Folder>();
  /** Of files that lie in none of them: their directory. */
  readonly #alone = new Map<string, Folder>();
  readonly #tell: (text: string) => void;
  readonly #told = new Set<string>();

  /** `tell` reaches the person at the editor. */
  constructor(io: Io, tell: (text: string) => void) {
    this.#io = { ...io, buffers: this.#buffers };
    this.#tell = tell;
  }

  /** Says what is not checked, and why: once. */
  notice(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.#tell(text);
  }

  addRoot(root: string): void {
    const folder = resolve(root);
    if (this.#roots.has(folder)) return;
    const isLarge = hasMoreEntries(folder, maxEntries);
    if (isLarge)
      this.notice(
        `${folder} holds more than ${maxEntries} files and folders, so only files that are open and those beside them are checked`,
      );
    else {
      this.#roots.set(folder, new Folder(folder, this.#io));
      for (const directory of this.#alone.keys())
        if (isBelow(join(directory, "file"), folder)) this.#alone.delete(directory);
    }
  }

  /** Files of it that stay open are checked with those beside them. */
  removeRoot(root: string): void {
    if (!this.#roots.delete(resolve(root))) return;
    for (const path of this.#buffers.keys()) this.folderOf(path).edited(path);
  }

  /** A file was opened, or its text changed. */
  write(path: string, text: string, version: number): void {
    this.#versions.set(path, version);
    if (Buffer.byteLength(text) > maxEdited) {
      if (this.#buffers.delete(path)) this.folderOf(path).changedOnDisk();
      this.notice(`${path} is longer than ${maxEdited} bytes, so only what is saved of it is checked`);
      return;
    }
    this.#buffers.set(path, text);
    this.folderOf(path).edited(path);
  }

  /** Its text on the disk counts again. */
  close(path: string): void {
    this.#versions.delete(path);
    if (!this.#buffers.delete(path)) return;
    const folder = this.folderOf(path);
    folder.changedOnDisk();
    if (this.#alone.get(folder.root) === folder && this.#openIn(folder.root).length === 0)
      this.#alone.delete(folder.root);
  }

  changedOnDisk(): void {
    for (const folder of this.folders()) folder.changedOnDisk();
  }

  /** By absolute path. */
  openFiles(): Iterable<string> {
    return this.#versions.keys();
  }

  /** Which of its texts an open file has. */
  versionOf(path: string): number | undefined {
    return this.#versions.get(path);
  }

  /** Of an open file. */
  textOf(path: string): string | undefined {
    return this.#buffers.get(path);
  }

  folders(): readonly Folder[] {
    return [...this.#roots.values(), ...this.#alone.values()];
  }

  folderOf(path: string): Folder {
    const holding = [...this.#roots.values()]
      .filter(({ root }) => isBelow(path, root))
      .sort((a, b) => b.root.length - a.root.length);
    const [closest] = holding;
    if (closest !== undefined) return closest;
    const directory = dirname(path);
    const known = this.#alone.get(directory);
    if (known !== undefined) return known;
    const folder = new Folder(directory, this.#io, () => this.#openIn(directory));
    this.#alone.set(directory, folder);
    return folder;
  }

  find(path: string): FileInDeployment | undefined {
    return this.folderOf(path).find(path);
  }

  /** All findings, by the absolute path of the file that they are in. */
  found(): ReadonlyMap<string, readonly Diagnostic[]> {
    const byPath = new Map<string, Diagnostic[]>();
    for (const folder of this.folders())
      for (const one of folder.found()) {
        const path = resolve(folder.root, one.at.file.path);
        const others = byPath.get(path);
        if (others === undefined) byPath.set(path, [one]);
        else others.push(one);
      }
    return byPath;
  }

  #openIn(directory: string): readonly string[] {
    return [...this.#buffers.keys()]
      .filter((path) => dirname(path) === directory)
      .map((path) => relative(directory, path));
  }
}

function isBelow(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Counts as far as it has to. What cannot be read counts as nothing. */
function hasMoreEntries(root: string, limit: number): boolean {
  let count = 0;
  const left = [root];
  for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
    for (const entry of entriesOf(folder)) {
      count += 1;
      if (count > limit) return true;
      if (entry.isDirectory() && !isPassedOver(entry.name)) left.push(join(folder, entry.name));
    }
  }
  return false;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
