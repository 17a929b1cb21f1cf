/**
 * Groups things that have a tie in common, directly or through others. In order of the first of each group. Used for
 * files of one call: two environments in it must not be taken for one deployment.
 */
export function tiedGroups<T>(items: readonly T[], tiesOf: (item: T) => readonly string[]): readonly T[][] {
  const leaderOf = new Map<T, T>(items.map((item) => [item, item]));
  const find = (item: T): T => {
    let leader = item;
    for (let next = leaderOf.get(leader); next !== undefined && next !== leader; next = leaderOf.get(leader))
      leader = next;
    leaderOf.set(item, leader);
    return leader;
  };
  const firstWith = new Map<string, T>();
  for (const item of items) {
    for (const tie of tiesOf(item)) {
      const other = firstWith.get(tie);
      if (other === undefined) firstWith.set(tie, item);
      else leaderOf.set(find(item), find(other));
    }
  }
  const groups = new Map<T, T[]>();
  for (const item of items) {
    const leader = find(item);
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
