import type { Diagnostic } from "../diagnostic.ts";
import type { Location } from "../location.ts";

/** A finding and every other place of which exactly the same is to be said. */
export interface EqualFindings {
  readonly first: Diagnostic;
  readonly others: readonly Location[];
}

/**
 * Findings that say the same of several places belong together: one misspelt key in forty copies of a file is one
 * mistake. Equal are code, severity, message, help, and the other places involved. Each group stands where its
 * first finding stood.
 */
export function equalFindings(diagnostics: readonly Diagnostic[]): EqualFindings[] {
  const groups = new Map<string, { first: Diagnostic; others: Location[] }>();
  for (const diagnostic of diagnostics) {
    const words = wordsOf(diagnostic);
    const group = groups.get(words);
    if (group === undefined) groups.set(words, { first: diagnostic, others: [] });
    else group.others.push(diagnostic.at);
  }
  return [...groups.values()];
}

function wordsOf({ code, severity, message, help, related }: Diagnostic): string {
  const involved = related.flatMap((one) => [one.message, one.at.file.path, one.at.start, one.at.end]);
  return JSON.stringify([code.name, severity, message, help ?? null, ...involved]);
}
