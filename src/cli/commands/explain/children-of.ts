/** The keys of a table, or of the tables in a list, by their own names; empty for a value. */
export function childrenOf(table: string, keys: readonly { readonly key: string }[]): string {
  const names = keys.flatMap(({ key }) => {
    if (!key.startsWith(table)) return [];
    const [, name] = /^(?:\[\])?\.([^.]+)$/.exec(key.slice(table.length)) ?? [];
    return name === undefined ? [] : [`\`${name}\``];
  });
  return [...new Set(names)].join(", ");
}
