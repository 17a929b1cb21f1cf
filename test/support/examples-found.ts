import type { Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { findingsOf } from "./run.ts";

const known = new WeakMap<Example, readonly Diagnostic[]>();

/**
 * The findings of an example, found once for all tests of a process that ask. Not for a program that changes while it
 * runs, as the mutation score has it.
 */
export function foundIn(example: Example): readonly Diagnostic[] {
  let found = known.get(example);
  if (found === undefined) {
    found = findingsOf(example);
    known.set(example, found);
  }
  return found;
}
