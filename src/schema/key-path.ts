/** Dotted keys: `analytic.wal.type`. */

/** The table that a key stands in; empty for the top level. */
export function tableOf<K extends string>(key: K): K {
  return key.slice(0, Math.max(0, key.lastIndexOf("."))) as K;
}

/** The tables that a key stands in, from the outermost. */
export function tablesAbove<K extends string>(key: K): K[] {
  const tables: K[] = [];
  for (let table = tableOf(key); table !== ""; table = tableOf(table)) tables.unshift(table);
  return tables;
}

/** The key's own name in its table. */
export function lastSegment<K extends string>(key: K): K {
  return key.slice(key.lastIndexOf(".") + 1) as K;
}
