/** The keys of a table, or of the tables in a list, by their own names; empty for a value. */
export function childrenOf(table: string, keys: readonly { readonly key: string }[]): string {
  return listed(
    keys.flatMap(({ key }) => {
      if (!key.startsWith(table)) return [];
      const [, name] = /^(?:\[\])?\.([^.]+)$/.exec(key.slice(table.length)) ?? [];
      return name === undefined ? [] : [name];
    }),
  );
}

/** The keys at the top of a file. */
export function topKeys(keys: readonly { readonly key: string }[]): string {
  return listed(keys.flatMap(({ key }) => /^[^.[]+/.exec(key)?.[0] ?? []));
}

function listed(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `\`${name}\``).join(", ");
}
