/** Parts things into groups: two things that share a tie, directly or through others, are in one. */
export function groupByTies<T>(things: readonly T[], tiesOf: (thing: T) => readonly string[]): T[][] {
  const leaders = new Map<string, T>();
  const leaderOf = new Map<T, T>(things.map((thing) => [thing, thing]));
  const find = (thing: T): T => {
    let leader = thing;
    for (let next = leaderOf.get(leader); next !== undefined && next !== leader; next = leaderOf.get(leader))
      leader = next;
    leaderOf.set(thing, leader);
    return leader;
  };
  for (const thing of things) {
    for (const tie of tiesOf(thing)) {
      const other = leaders.get(tie);
      if (other === undefined) leaders.set(tie, thing);
      else leaderOf.set(find(thing), find(other));
    }
  }
  const groups = new Map<T, T[]>();
  for (const thing of things) {
    const leader = find(thing);
    const group = groups.get(leader);
    if (group === undefined) groups.set(leader, [thing]);
    else group.push(thing);
  }
  return [...groups.values()];
}

/** The tie of files that lie beside each other. */
export function folderTie(path: string): string {
  return `folder ${path.slice(0, Math.max(0, path.replaceAll("\\", "/").lastIndexOf("/")))}`;
}
