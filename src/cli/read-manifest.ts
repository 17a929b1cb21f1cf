import { join } from "node:path";
import { type Manifest, manifestPath, readManifest } from "../emit/manifest.ts";
import { type Io, pathFrom } from "./io.ts";
import { readRegularFile } from "./read-file.ts";

/** A manifest of more bytes is not read; that of a bundle of 100,000 instances is no longer. */
export const maxManifestBytes = 256 * 1024 * 1024;

type Reads = Pick<Io, "cwd" | "filesRead">;

/** The manifest in a directory; undefined if there is none of ours, or none that can be read. */
export function manifestIn(directory: string, io: Reads): Manifest | undefined {
  const text = manifestTextIn(directory, io);
  return text === undefined ? undefined : readManifest(text);
}

export function manifestTextIn(directory: string, { cwd, filesRead }: Reads): string | undefined {
  try {
    const path = pathFrom(cwd, join(directory, manifestPath));
    return readRegularFile(path, { limit: maxManifestBytes, seen: filesRead }).toString();
  } catch {
    return undefined;
  }
}
