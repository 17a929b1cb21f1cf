/** A bundle of which not all is written: a build was interrupted, or is at work. Whoever reads it has to say so. */

import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Message, say } from "../diagnostics/message.ts";
import { stageNames } from "./bundle-directory/stage-names.ts";
import { type Io, pathFrom } from "./io.ts";

export interface Unfinished {
  /** As the user would write it. */
  readonly directory: string;
  /** `finish`: it is a mix of two builds. `undo`: nothing of the next one is in it yet. */
  readonly pending: "finish" | "undo";
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

/** What completes "`directory` ...". */
export function unfinishedWords({ pending }: Unfinished): Message {
  return pending === "finish"
    ? say`is half written: a build was interrupted or is at work; the next build finishes it`
    : say`is as it was before a build that was interrupted or is at work; the next build removes what that one left`;
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

/** Where paths lead when links are followed, as far as there is something; each folder on the way is looked at once. */
function realPaths(): (path: string) => string {
  const known = new Map<string, string>();
  const find = (path: string): string => {
    if (dirname(path) === path) return path;
    const own = join(realPathOf(dirname(path)), basename(path));
    try {
      return lstatSync(own, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(own) : own;
    } catch {
      return own;
    }
  };
  const realPathOf = (path: string): string => {
    const real = known.get(path) ?? find(path);
    known.set(path, real);
    return real;
  };
  return (path) => realPathOf(resolve(path));
}
