/** Finds what is reported but not shown on the page of its code: how severe it is, by the way in that it came. */
import type { Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import type { SourceKind } from "../../src/diagnostics/severity.ts";
import { shownSeverities, sourceKindOf } from "../../src/diagnostics/shown-severities.ts";
import { foundIn } from "./examples-found.ts";

/** `code: severity, way in` of each finding whose page does not show it. */
export function missingOnPages(examples: readonly Example[]): string[] {
  const missing = examples.flatMap((example) =>
    foundIn(example)
      .filter((found) => !shownSeverities(found.code)[sourceKindAt(found, example)].includes(found.severity))
      .map((found) => `${found.code.name}: ${found.severity}, ${sourceKindAt(found, example)}`),
  );
  return [...new Set(missing)].sort();
}

/** What is wrong with an include is said there, and is about the cluster.yaml. */
function sourceKindAt({ at }: Diagnostic, example: Example): SourceKind {
  const { path } = at.file;
  const isIncluded =
    path.endsWith(".yaml") && sourceKindOf(example) !== "file" && !path.endsWith("config.yaml");
  return path.endsWith("cluster.yaml") || isIncluded ? sourceKindOf(example) : "file";
}
