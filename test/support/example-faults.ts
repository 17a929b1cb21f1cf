/** What an example of a code has to give, for the tests and for the mutation score alike. */
import type { Code, Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { expectedSeverity } from "../../src/diagnostics/shown-severities.ts";
import { findingsOf } from "./run.ts";

/** What is wrong with the findings of an example that should fire, or be silent; empty if nothing is. */
export function faultsOf(example: Example, code: Code, fires: boolean, find = findingsOf): string[] {
  const found = find(example);
  if (!fires) return found.map(shown);
  if (found.length === 0) return ["nothing was reported"];
  return [
    ...found.filter((one) => one.code.name !== code.name).map((one) => `also ${shown(one)}`),
    ...(found.some((one) => one.severity === expectedSeverity(example, code))
      ? []
      : [`${found[0]?.severity}, not ${expectedSeverity(example, code)}: ${found.map(shown).join("; ")}`]),
    ...found.filter(isRepeated).map((one) => `twice at one place: ${shown(one)}`),
  ];
}

/** One line in the user's file, one finding of a kind. */
function isRepeated(one: Diagnostic, index: number, all: readonly Diagnostic[]): boolean {
  return all.slice(0, index).some((other) => place(other) === place(one));
}

function place({ code, at, message }: Diagnostic): string {
  const anywhere = message.replace(/\b([a-z]+)\d+\b/g, "$1#");
  return [code.name, at.file.path, at.start, at.end, anywhere].join();
}

function shown({ code, message }: Diagnostic): string {
  return `${code.name}: ${message}`;
}
