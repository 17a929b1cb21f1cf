/**
 * The candidate that a misspelt name most likely means, or undefined if none is near. Near: at most a third of the
 * letters differ, where a swap of neighbours counts once and `-`, `_` and letter case do not count at all.
 */
export function nearest<T extends string>(name: string, candidates: Iterable<T>): T | undefined {
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: T | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const other = fold(candidate);
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many letters differ, where a swap of neighbours counts once and `-`, `_` and letter case do not count at all. */
export function distance(a: string, b: string): number {
  return editDistance(fold(a), fold(b));
}

function fold(name: string): string {
  // A key of any length may come from a hostile file; beyond this nobody meant a real one.
  return name.slice(0, 100).toLowerCase().replaceAll("-", "_");
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
