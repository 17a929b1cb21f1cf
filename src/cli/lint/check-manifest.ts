/** A bundle that cfgc wrote is right by construction, so all there is to find is what became of it since. */

import { join } from "node:path";
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { advice } from "../../diagnostics/help.ts";
import type { Location } from "../../diagnostics/location.ts";
import { say, shownPath } from "../../diagnostics/message.ts";
import { isAsWritten, longestAsWritten, placeholdersIn } from "../../emit/as-written.ts";
import { manifestPath } from "../../emit/manifest.ts";
import { bundleEdited } from "../../model/call-codes.ts";
import { type Io, pathFrom } from "../io.ts";
import { FileRefused, readRegularFile } from "../read-file.ts";
import { manifestTextIn } from "../read-manifest.ts";
import type { FoundBundle } from "./folder.ts";

export function checkManifest({ directory, manifest }: FoundBundle, io: Io): readonly Diagnostic[] {
  const bag = new DiagnosticBag("file");
  const path = join(directory, manifestPath);
  const source = { path, text: manifestTextIn(directory, io) ?? "" };
  const withSecrets = placeholdersIn(manifest);
  for (const entry of manifest.files) {
    const bytes = contentOf(pathFrom(io.cwd, join(directory, entry.path)), longestAsWritten(entry), io);
    if (bytes instanceof Uint8Array && isAsWritten(entry, withSecrets.get(entry.path) ?? [], bytes)) continue;
    bag.report(bundleEdited, {
      at: placeIn(source, JSON.stringify(entry.path)),
      // A file of the bundle, which the manifest takes for one only if it is a path.
      message: say`${shownPath(entry.path)} ${bytes === "missing" ? "is missing, and the manifest lists it" : "is not as cfgc wrote it"}`,
      help:
        bytes === "missing"
          ? advice`build the bundle again, or copy all of it`
          : advice`make the change in cluster.yaml, where the next build does not undo it`,
      ...(bytes === "missing" ? { severity: "error" as const } : {}),
    });
  }
  return bag.sorted();
}

/** `other`: what is there is no file that cfgc wrote, such as a pipe or one that is longer than `limit` bytes. */
function contentOf(path: string, limit: number, { filesRead }: Io): Buffer | "missing" | "other" {
  try {
    return readRegularFile(path, { limit, seen: filesRead });
  } catch (error) {
    return error instanceof FileRefused ? "other" : "missing";
  }
}

function placeIn(file: Location["file"], text: string): Location {
  const start = Math.max(0, file.text.indexOf(text));
  return { file, start, end: start + text.length };
}
