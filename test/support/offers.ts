/** Makes what helps offer: their findings have to be gone, and none may have come. */
import { expect } from "vitest";
import type { Diagnostic, Example } from "../../src/diagnostics/diagnostic.ts";
import { applyEdits, type Fix } from "../../src/diagnostics/fix.ts";
import { foundIn } from "./examples-found.ts";
import { findingsOf } from "./run.ts";

export function expectHolds(found: Diagnostic, example: Example): void {
  for (const { edits } of found.fixes ?? []) expectGone([found], edits, example);
}

export function expectGone(found: readonly Diagnostic[], edits: Fix, example: Example): void {
  const before = foundIn(example);
  const names = new Set(found.map((one) => nameOf(one, edits)));
  // Another note is no harm: a password that was misread stands in plain text, in quotes as well.
  const after = findingsOf(edited(example, edits)).filter(
    (one) => one.severity !== "info" || names.has(nameOf(one, [])),
  );
  const left = before.map((one) => nameOf(one, edits));
  for (const one of found) left.splice(left.indexOf(nameOf(one, edits)), 1);
  const come = after
    .map((one) => nameOf(one, []))
    .filter((name) => {
      const index = left.indexOf(name);
      if (index !== -1) left.splice(index, 1);
      return index === -1;
    });
  expect(come).toEqual([]);
}

function edited(example: Example, edits: Fix): Example {
  const files = Object.entries(example.files).map(([path, text]) => {
    const own = edits.filter(({ at }) => at.file.path === path);
    return [path, applyEdits({ path, text }, own).text] as const;
  });
  return { ...example, files: Object.fromEntries(files) };
}

/** Its file, code and key; without a key, its place once the edits are made. */
function nameOf({ at: { file, start }, code, key }: Diagnostic, edits: Fix): string {
  const shift = edits
    .filter(({ at }) => at.file.path === file.path && at.end <= start)
    .reduce((sum, { at, text }) => sum + text.length - (at.end - at.start), 0);
  return `${code.name} in ${file.path} at ${key ?? start + shift}`;
}
