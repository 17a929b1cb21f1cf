import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** The same for all ways to write the path of one file, of which any part need not be there yet. */
export function realPathOf(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    return dirname(full) === full ? full : join(realPathOf(dirname(full)), basename(full));
  }
}
