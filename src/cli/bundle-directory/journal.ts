import type { Stats } from "node:fs";
import { join } from "node:path";
import { isBundlePath, manifestPath } from "../../emit/manifest.ts";
import { BundleError, naming } from "./bundle-error.ts";
import { pathIn } from "./bundle-paths.ts";
import { type FileSystem, hasCode } from "./file-system.ts";

/**
 * What is left to do once a write is committed. Move `i` takes the staged file `files/<i>`, or `files/<path>` of a
 * tree. Every step can be done twice, so whoever finds a journal does all of them again. The staged `manifest.json`
 * is moved last: when it is gone, everything is done.
 */
export interface Journal {
  readonly cfgc: 1;
  /**
   * The staged files lie as they will in the bundle, so that one rename puts all of them in place where the bundle's
   * directory is not there yet: a fifth of the time of tens of thousands of renames.
   */
  readonly isTree?: boolean;
  readonly moves: readonly { readonly path: string; readonly size: number }[];
  readonly modes: readonly { readonly path: string; readonly mode: number }[];
  readonly removals: readonly string[];
}

/** Names inside a stage. */
export const staged = {
  journal: "journal.json",
  /** The journal before the commit. */
  draft: "journal.json.tmp",
  files: "files",
  manifest: manifestPath,
};

/** Reads the journal of a stage: `undefined` if nothing was committed, a {@link BundleError} if it is damaged. */
export function readJournal(stage: string, fs: FileSystem): Journal | undefined {
  const path = join(stage, staged.journal);
  return naming("read", path, () => {
    if (fs.lstat(path) === undefined) return undefined;
    const journal = parseJournal(fs.readFile(path).toString());
    if (journal === undefined) throw damaged(path, stage);
    return journal;
  });
}

export interface CarryOutOptions {
  /** The files were staged by this run, so they need no second look. */
  readonly isOwn?: boolean;
  /** Called with the number of files that are in place. */
  readonly onMoved?: (count: number) => void;
}

/** Carries out what is left of a journal. Throws a {@link BundleError}; the journal can be carried out again then. */
export function carryOut(
  journal: Journal,
  stage: string,
  root: string,
  fs: FileSystem,
  { isOwn = false, onMoved }: CarryOutOptions = {},
): void {
  const manifest = join(stage, staged.manifest);
  if (fs.lstat(manifest) === undefined) return;
  // Before the first move is, the journal has to be on the disk.
  naming("write", stage, () => fs.syncDirectory(stage));
  const moves = isOwn ? allMoves(journal) : movesLeft(journal, stage, fs);
  const tree = join(stage, staged.files);
  const isWholeTree = journal.isTree === true && moves.length === journal.moves.length;
  if (isWholeTree && fs.lstat(root) === undefined) {
    naming("create", root, () => fs.rename(tree, root));
    onMoved?.(moves.length);
  } else {
    moveEach(journal, moves, stage, root, fs, onMoved);
  }
  naming("write", manifestPath, () => fs.rename(manifest, join(root, manifestPath)));
  // Before the journal goes, what it did has to be on the disk.
  naming("write", root, () => fs.syncDirectory(root));
}

interface Move {
  readonly path: string;
  readonly index: number;
}

function stagedAt({ path, index }: Move, { isTree }: Journal, stage: string): string {
  return pathIn(join(stage, staged.files), isTree ? path : String(index));
}

function allMoves({ moves }: Journal): Move[] {
  return moves.map(({ path }, index) => ({ path, index }));
}

function movesLeft(journal: Journal, stage: string, fs: FileSystem): Move[] {
  return allMoves(journal).filter((move) => {
    const found = fs.lstat(stagedAt(move, journal, stage));
    // After a power cut the journal may have reached the disk and a staged file not.
    if (found !== undefined && found.size !== journal.moves[move.index]?.size)
      throw damaged(move.path, stage);
    return found !== undefined;
  });
}

function moveEach(
  journal: Journal,
  moves: readonly Move[],
  stage: string,
  root: string,
  fs: FileSystem,
  onMoved: CarryOutOptions["onMoved"],
): void {
  const known = new Map<string, boolean>();
  ensureDirectory("", root, known, fs);
  for (const { path, mode } of journal.modes) {
    naming("change the mode of", path, () => {
      if (fs.lstat(join(root, path))?.isFile()) fs.chmod(join(root, path), mode);
    });
  }
  for (const [index, move] of moves.entries()) {
    const { path } = move;
    ensureDirectory(parentOf(path), root, known, fs);
    naming("write", path, () => fs.rename(stagedAt(move, journal, stage), pathIn(root, path)));
    onMoved?.(index + 1);
  }
  for (const path of journal.removals) naming("remove", path, () => removeFile(join(root, path), fs));
  removeEmptied(journal.removals, root, fs);
}

/** The path of the directory that holds a file of the bundle; "" is the bundle's own. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

function parseJournal(text: string): Journal | undefined {
  try {
    // Written by us into a directory that only we can write to. The paths are checked even so, for they get removed.
    const journal = JSON.parse(text) as Journal;
    const paths = [...journal.moves, ...journal.modes].map((item) => item.path).concat(journal.removals);
    const sound = paths.every(isBundlePath) && journal.modes.every(({ mode }) => Number.isInteger(mode));
    return journal.cfgc === 1 && sound ? journal : undefined;
  } catch {
    return undefined;
  }
}

function damaged(path: string, stage: string): BundleError {
  return new BundleError(
    `cannot finish an interrupted write: the staged ${path} is damaged; remove ${stage} and build again`,
    path,
    "DAMAGED",
  );
}

/**
 * Creates a directory of the bundle and all above it up to `root`. `known` are those that are there, and whether this
 * run made them, which it returns: in such a one there is nothing yet to look for.
 */
export function ensureDirectory(
  path: string,
  root: string,
  known: Map<string, boolean>,
  fs: FileSystem,
): boolean {
  const before = known.get(path);
  if (before !== undefined) return before;
  const isAboveNew = path !== "" && ensureDirectory(parentOf(path), root, known, fs);
  const isNew = naming("create", path || root, () => {
    const full = pathIn(root, path);
    const found = (isAboveNew ? undefined : fs.lstat(full)) ?? madeOrFound(full, fs);
    if (found === undefined) return true;
    if (!found.isDirectory()) {
      throw new BundleError(`cannot create ${path}: something else is there`, path, "IN_THE_WAY");
    }
    return false;
  });
  known.set(path, isNew);
  return isNew;
}

/** Undefined if it was made; what is there if somebody was faster, as the other thread of a run may be. */
function madeOrFound(path: string, fs: FileSystem): Stats | undefined {
  try {
    fs.makeDirectory(path);
    return undefined;
  } catch (error) {
    const found = hasCode(error, "EEXIST") ? fs.lstat(path) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function removeFile(path: string, fs: FileSystem): void {
  try {
    fs.unlink(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT", "ENOTDIR")) throw error;
  }
}

/** Directories that are empty now and held a removed file, the deepest first. One that stays does no harm. */
function removeEmptied(removals: readonly string[], root: string, fs: FileSystem): void {
  const parents = new Set<string>();
  for (const path of removals) {
    for (let parent = parentOf(path); parent !== ""; parent = parentOf(parent)) parents.add(parent);
  }
  for (const parent of [...parents].sort((a, b) => b.length - a.length)) {
    try {
      fs.removeDirectory(join(root, parent));
    } catch (error) {
      if (!hasCode(error)) throw error;
    }
  }
}
