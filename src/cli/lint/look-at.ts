import { type Stats, statSync } from "node:fs";

/** What is at a path, through links; undefined if nothing can be seen there, and whoever reads it says why. */
export function lookAt(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
