/** Applies what findings offer to change, as long as that makes nothing worse. */

import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { applyEdits, type Edit, type Fix } from "./diagnostics/fix.ts";
import type { SourceFile } from "./diagnostics/location.ts";
import { append } from "./diagnostics/long-lists.ts";
import { countsOf, newAmong } from "./new-findings.ts";

export interface FixResult {
  /** The files as they are now, in the order given; those that did not change are the same objects. */
  readonly sources: readonly SourceFile[];
  /** What is left to find. */
  readonly diagnostics: readonly Diagnostic[];
  readonly fixed: number;
  /** How many certain fixes were not made, since after each something new would be found. */
  readonly harmful: number;
}

/**
 * `check` finds what is wrong with the files. The files belong together, so all of them are checked after each step,
 * and a step after which anything new is found is not taken.
 */
export async function fixFindings(
  given: readonly SourceFile[],
  check: (sources: readonly SourceFile[]) => Promise<readonly Diagnostic[]>,
): Promise<FixResult> {
  let now = { sources: given, found: await check(given) };
  let fixed = 0;
  const rejected = new Set<string>();
  for (let fixes = fixesIn(now, rejected); fixes.length > 0; fixes = fixesIn(now, rejected)) {
    const all = await attempt(now, withoutOverlaps(fixes.map(({ fix }) => fix)), check);
    if (all !== undefined) {
      fixed += withoutOverlaps(fixes.map(({ fix }) => fix)).length;
      now = all;
      continue;
    }
    // One of them does harm, so each has to show that it does none.
    const [first] = fixes;
    if (first === undefined) break;
    const one = await attempt(now, [first.fix], check);
    if (one === undefined) rejected.add(first.name);
    else {
      fixed += 1;
      now = one;
    }
  }
  return { sources: now.sources, diagnostics: now.found, fixed, harmful: rejected.size };
}

interface State {
  readonly sources: readonly SourceFile[];
  readonly found: readonly Diagnostic[];
}

function fixesIn({ sources, found }: State, rejected: ReadonlySet<string>): { name: string; fix: Fix }[] {
  const own = new Set(sources);
  // What an older release reads may be right as it is.
  const undecided = new Set(
    found.filter(({ code }) => code.name === "version-assumed").map(({ at }) => at.file.path),
  );
  return found.flatMap((one) => {
    const { fixes = [], at } = one;
    const fix = fixes.find(({ isCertain }) => isCertain)?.edits;
    const name = nameOf(one);
    if (fix === undefined || undecided.has(at.file.path) || rejected.has(name)) return [];
    // What an included file needs is not for whoever fixes the file that includes it.
    const isOwn = fix.every((edit) => own.has(edit.at.file));
    return isOwn ? [{ name, fix }] : [];
  });
}

/** Undefined if something would be found that was not found before, or nothing would go away. */
async function attempt(
  { sources, found }: State,
  fixes: readonly Fix[],
  check: (sources: readonly SourceFile[]) => Promise<readonly Diagnostic[]>,
): Promise<State | undefined> {
  const edits = fixes.flat();
  const changed = sources.map((source) =>
    applyEdits(
      source,
      edits.filter(({ at }) => at.file.path === source.path),
    ),
  );
  if (changed.every((source, index) => source === sources[index])) return undefined;
  const after = await check(changed);
  // What is still found after its own fix would be fixed for ever.
  const isStep = isPartOf(after, found) && isFewer(after, found);
  return isStep ? { sources: changed, found: after } : undefined;
}

/** Those that touch nothing that an earlier one touches. */
function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const taken: Edit[] = [];
  return fixes.filter((fix) => {
    const isFree = fix.every((edit) =>
      taken.every(
        ({ at }) => at.file.path !== edit.at.file.path || edit.at.end < at.start || at.end < edit.at.start,
      ),
    );
    if (isFree) append(taken, fix);
    return isFree;
  });
}

/**
 * Whether each finding was there before. A note is no harm: a password that YAML misread is one that stands in plain
 * text once it is in quotes.
 */
function isPartOf(after: readonly Diagnostic[], before: readonly Diagnostic[]): boolean {
  return newAmong(after, before, nameOf).every(({ severity }) => severity === "info");
}

/** Whether anything is found less often than before. */
function isFewer(after: readonly Diagnostic[], before: readonly Diagnostic[]): boolean {
  const now = countsOf(after, nameOf);
  return [...countsOf(before, nameOf)].some(([name, count]) => (now.get(name) ?? 0) < count);
}

/** Its file, code and key. */
function nameOf({ at, code, key }: Diagnostic): string {
  return JSON.stringify([at.file.path, code.name, key]);
}
