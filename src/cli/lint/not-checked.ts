/** Named files of no known kind: what each may be, and what to do. */
import { dirname, resolve } from "node:path";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { Io } from "../io.ts";
import { kindBesides } from "../lsp/other-kinds.ts";
import { includesIn } from "./ties.ts";

/** Undefined for hosts that one of the sites includes: they are checked with it. */
export function whyNotChecked(
  file: SourceFile,
  sites: readonly SourceFile[],
  { cwd }: Io,
): string | undefined {
  if (kindBesides(file.path, file.text) !== "hosts") return "its kind is not known; say it with --as KIND";
  const isIncluded = sites.some((site) =>
    includesIn(site).some((path) => resolve(cwd, dirname(site.path), path) === resolve(cwd, file.path)),
  );
  return isIncluded
    ? undefined
    : "it seems to hold hosts for `include`; lint the cluster.yaml that includes it, or say its kind with --as KIND";
}
