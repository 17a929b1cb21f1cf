/** Dotted keys: `analytic.wal.type`. */

/** The table that a key stands in; empty for the top level. */
export function tableOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf(".")));
}

/** The key's own name in its table. */
export function lastSegment(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}
