/**
 * The candidate that a misspelt name most likely means, or undefined if none is near. Near: at most a third of the
 * letters differ, where a swap of neighbours counts once and `-`, `_` and letter case do not count at all.
 */
export function nearest<T extends string>(
  name: string,
  candidates: Iterable<T>,
  most = mostInFile,
): T | undefined {
  const wanted = fold(name);
  const letters = lettersOf(wanted);
  let best: T | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let left = most;
  for (const candidate of candidates) {
    if (left === 0) break;
    left -= 1;
    // A file may hold a hundred thousand names that are nothing like a key, so most are told by a look.
    if (Math.abs(Math.min(candidate.length, maxLength) - wanted.length) >= bestDistance) continue;
    const other = fold(candidate);
    if (leastDistance(letters, lettersOf(other)) >= bestDistance) continue;
    const found = editDistance(wanted, other, bestDistance);
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
}

/** No program has as many keys; of a list as long as that, which a file may have, the beginning is enough. */
const mostInFile = 1000;

/**
 * How many letters differ, where a swap of neighbours counts once and `-`, `_` and letter case do not count at all; from
 * the limit on it may be any number that is not below it.
 */
export function distance(a: string, b: string, limit: number): number {
  const [left, right] = [fold(a), fold(b)];
  const atLeast = Math.abs(left.length - right.length);
  if (atLeast >= limit) return atLeast;
  const letters = leastDistance(lettersOf(left), lettersOf(right));
  return letters >= limit ? letters : editDistance(left, right, limit);
}

/** A key of any length may come from a hostile file; beyond this nobody meant a real one. */
const maxLength = 100;

function fold(name: string): string {
  return name.slice(0, maxLength).toLowerCase().replaceAll("-", "_");
}

/** The set of letters, as bits; some share one. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

/** An edit takes at most one letter out of a set and brings at most one in. */
function leastDistance(a: number, b: number): number {
  return Math.max(bitsOf(a & ~b), bitsOf(b & ~a));
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost 1. Once no way can be
 * below the limit, any number that is not will do.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  let leastOfLast = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let leastOfRow = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      if (cost < leastOfRow) leastOfRow = cost;
    }
    // A swap reaches over one row.
    if (leastOfRow >= limit && leastOfLast >= limit) return leastOfRow;
    beforeLast = last;
    last = row;
    leastOfLast = leastOfRow;
  }
  return last[b.length] ?? 0;
}
