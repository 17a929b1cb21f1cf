/** Reads files out of clones of the cited repositories, at the cited revision, without checking anything out. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Citation } from "./find-citations.ts";

/** The lines of a cited file, or in words why they cannot be had. */
export type CitedFile = readonly string[] | string;

/** `clones` holds `owner/repository`, each a clone with its tags and remote branches, bare or not. */
export function citedFiles(clones: string): (citation: Citation) => CitedFile {
  const known = new Map<string, CitedFile>();
  return (citation) => {
    const { repository, revision, path } = citation;
    const key = `${repository}@${revision}:${path}`;
    let file = known.get(key);
    if (file === undefined) {
      file = readAt(join(clones, repository), revision, path);
      known.set(key, file);
    }
    return file;
  };
}

function readAt(clone: string, revision: string, path: string): CitedFile {
  if (!existsSync(clone)) return "there is no clone of it";
  // A branch that was only fetched has its remote's name before it.
  for (const name of [revision, `origin/${revision}`]) {
    const { status, stdout } = spawnSync("git", ["-C", clone, "show", `${name}:${path}`], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status === 0) return stdout.split("\n");
  }
  return "there is no such file at that revision";
}
