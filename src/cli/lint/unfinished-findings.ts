import { join } from "node:path";
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { advice } from "../../diagnostics/help.ts";
import { say, shownPath } from "../../diagnostics/message.ts";
import { manifestPath } from "../../emit/manifest.ts";
import { bundleUnfinished } from "../../model/call-codes.ts";
import { unfinishedWords } from "../bundle-directory/pending.ts";
import type { Unfinished } from "../unfinished.ts";

/** Unfinished bundles as findings, at the manifest: it comes last in every write. */
export function unfinishedFindings(unfinished: readonly Unfinished[]): readonly Diagnostic[] {
  const bag = new DiagnosticBag("file");
  for (const one of unfinished) {
    const file = { path: join(one.directory, manifestPath), text: "" };
    bag.report(bundleUnfinished, {
      at: { file, start: 0, end: 0 },
      // A folder of the disk.
      message: say`${shownPath(one.directory)} ${unfinishedWords(one.pending)}`,
      help: advice`run cfgc build again, then look at the bundle`,
      ...(one.pending === "finish" ? { severity: "error" as const } : {}),
    });
  }
  return bag.sorted();
}
