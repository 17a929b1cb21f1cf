/**
 * How severe the findings of a code are, as its examples show it. A rule may know better than its kind of fault, case
 * by case; its page says what really comes, and the tests run the examples.
 */
import type { Code, Example } from "./diagnostic.ts";
import { type Severity, type SourceKind, severityOf } from "./severity.ts";

/** The severities for each way in, the worst first; a way in that no example goes has none. */
export function shownSeverities(code: Code): Readonly<Record<SourceKind, readonly Severity[]>> {
  const { invalid, boundary = [] } = code.examples;
  const firing = [...invalid, ...boundary.filter(({ fires }) => fires)];
  const inProduction = firing.filter((example) => sourceKindOf(example) === "cluster-in-production");
  return {
    "cluster-in-production": worstFirst(inProduction.map((example) => expectedSeverity(example, code))),
    // The examples are of production unless they are about the difference; the kind of fault decides for development.
    "cluster-in-development": worstFirst([
      ...inProduction.map(({ severity }) => severity ?? severityOf(code.fault, "cluster-in-development")),
      ...firing
        .filter((example) => sourceKindOf(example) === "cluster-in-development")
        .map((example) => expectedSeverity(example, code)),
    ]),
    file: worstFirst(
      firing
        .filter((example) => sourceKindOf(example) === "file")
        .map((example) => expectedSeverity(example, code)),
    ),
  };
}

/** What an example that fires has to give. */
export function expectedSeverity(example: Example, code: Code): Severity {
  return example.severity ?? severityOf(code.fault, sourceKindOf(example));
}

/** The way in that an example takes. */
export function sourceKindOf({ files }: Example): SourceKind {
  const cluster = Object.entries(files).find(([path]) => path.endsWith("cluster.yaml"))?.[1];
  if (cluster === undefined) return "file";
  return /^environment: development$/m.test(cluster) ? "cluster-in-development" : "cluster-in-production";
}

const byWeight: readonly Severity[] = ["error", "warning", "info"];

function worstFirst(severities: readonly Severity[]): Severity[] {
  return byWeight.filter((severity) => severities.includes(severity));
}
