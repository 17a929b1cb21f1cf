/** A bundle that cfgc wrote is right by construction, so all there is to find is what became of it since. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../diagnostics/location.ts";
import { say, sayableText } from "../../diagnostics/message.ts";
import { isAsWritten, placeholdersIn } from "../../emit/as-written.ts";
import { manifestPath } from "../../emit/bundle.ts";
import { bundleEdited } from "../../model/codes.ts";
import { type Io, pathFrom } from "../io.ts";
import type { FoundBundle } from "./folder.ts";

export function checkManifest({ directory, manifest }: FoundBundle, { cwd }: Io): readonly Diagnostic[] {
  const bag = new DiagnosticBag("file");
  const path = join(directory, manifestPath);
  const source = { path, text: readFileSync(pathFrom(cwd, path), "utf8") };
  const withSecrets = placeholdersIn(manifest);
  for (const entry of manifest.files) {
    const bytes = contentOf(pathFrom(cwd, join(directory, entry.path)));
    if (bytes !== undefined && isAsWritten(entry, withSecrets.get(entry.path) ?? [], bytes)) continue;
    bag.report(bundleEdited, {
      at: placeIn(source, JSON.stringify(entry.path)),
      message: say`${sayableText(entry.path)} ${bytes === undefined ? "is missing, and the manifest lists it" : "is not as cfgc wrote it"}`,
      help:
        bytes === undefined
          ? say`build the bundle again, or copy all of it`
          : say`make the change in cluster.yaml, where the next build does not undo it`,
      ...(bytes === undefined ? { severity: "error" as const } : {}),
    });
  }
  return bag.sorted();
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function placeIn(file: Location["file"], text: string): Location {
  const start = Math.max(0, file.text.indexOf(text));
  return { file, start, end: start + text.length };
}
