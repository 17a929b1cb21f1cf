/** A bundle of which not all is written: a build was interrupted, or is at work. Whoever reads it has to say so. */

import { lstatSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Pending } from "./bundle-directory/pending.ts";
import { stageNames } from "./bundle-directory/stage-names.ts";
import { type Io, pathFrom } from "./io.ts";
import { realPaths } from "./real-path.ts";

export interface Unfinished {
  /** As the user would write it. */
  readonly directory: string;
  /** `finish`: it is a mix of two builds. `undo`: nothing of the next one is in it yet. */
  readonly pending: Exclude<Pending, "none">;
}

/** The unfinished bundles that files or folders lie in. Looks at two names per folder, and loads nothing if none is there. */
export async function unfinishedAround(paths: Iterable<string>, io: Io): Promise<readonly Unfinished[]> {
  const seen = new Set<string>();
  const found: Unfinished[] = [];
  const realPathOf = realPaths();
  for (const path of new Set(paths)) {
    for (let directory = realPathOf(pathFrom(io.cwd, path)); !seen.has(directory); ) {
      seen.add(directory);
      if (hasStage(directory)) {
        const { pendingWrite } = await import("./bundle-directory/recover.ts");
        const pending = pendingWrite(directory);
        const shown = relative(realPathOf(io.cwd), directory) || ".";
        if (pending !== "none") found.push({ directory: shown, pending });
      }
      directory = dirname(directory);
    }
  }
  return found;
}

function hasStage(directory: string): boolean {
  const { inside, beside } = stageNames(basename(directory));
  return isThere(join(directory, inside)) || isThere(join(dirname(directory), beside));
}

/** What cannot be looked at is somebody else's to report. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}
