/**
 * The only place where contents of files are read: each is opened without waiting for anybody, looked at, and read only
 * if it is a regular file within its limit. A pipe may never begin, a device need not end, and a link may lead anywhere.
 */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats } from "node:fs";
import { sep } from "node:path";

export interface ReadingLimits {
  /** In bytes; longer files are not read. */
  readonly limit: number;
  /** A folder that the file has to lie in when all links are followed. */
  readonly inside?: string | undefined;
  /** Takes the {@link identityOf} the file, so that nothing is written over it later. */
  readonly seen?: Set<string> | undefined;
}

/** Throws what the system refuses, and a {@link FileRefused} for what is not read on purpose. */
export function readRegularFile(path: string, { limit, inside, seen }: ReadingLimits): Buffer {
  // A link may change after it was looked at, so what is opened is where it led then, and no link any more.
  const target = inside === undefined ? path : targetInside(path, inside);
  const file = openSync(target, inside === undefined ? withoutWaiting : withoutWaiting | noLink);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new FileRefused(stats.isDirectory() ? "EISDIR" : "not a regular file");
    seen?.add(identityOf(stats));
    const bytes = readOpenFile(file, limit, stats.size);
    if (bytes === undefined) throw new FileRefused("too long");
    return bytes;
  } finally {
    closeSync(file);
  }
}

/**
 * Reads what is open already, such as the standard input; undefined if it is longer. Counts, for a pipe has no size;
 * `regularSize` is that of a regular file, which ends where it says unless it grows.
 */
export function readOpenFile(file: number, limit: number, regularSize?: number): Buffer | undefined {
  const size = regularSize ?? fstatSync(file).size;
  if (size > limit) return undefined;
  const chunks: Uint8Array[] = [];
  let total = 0;
  while (total <= limit) {
    const chunk = size + 1 - total > scratch.length ? Buffer.allocUnsafe(size + 1 - total) : scratch;
    const count = readWaiting(file, chunk);
    if (count === 0) return Buffer.concat(chunks);
    // There was room for more, and no more came.
    if (total === 0 && count === regularSize && count < chunk.length)
      return Buffer.from(chunk.subarray(0, count));
    chunks.push(chunk === scratch ? Buffer.from(chunk.subarray(0, count)) : chunk.subarray(0, count));
    total += count;
  }
  return undefined;
}

/** A standard input that others have made non-blocking says EAGAIN while nothing is there yet. */
function readWaiting(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** The same for all names of one file. */
export function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

export class FileRefused extends Error {
  /** Like the errors of the system, among which it is handled. */
  readonly syscall = "read";

  constructor(readonly code: "EISDIR" | "not a regular file" | "too long" | "outside") {
    super(code);
  }
}

/** Most files fit; a buffer of their own for thousands of them would be all that the collector works on. */
const scratch = Buffer.allocUnsafe(65_536);

/** Windows knows neither, and has no pipes or devices among its files. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
const noLink = constants.O_NOFOLLOW ?? 0;

function targetInside(path: string, folder: string): string {
  const [target, root] = [realpathSync(path), realpathSync(folder)];
  if (!target.startsWith(root.endsWith(sep) ? root : root + sep)) throw new FileRefused("outside");
  return target;
}
