/** Lets everything else have its turn: what came in is read in the first, understood in the second, answered in the third. */
export async function giveWay(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((done) => setImmediate(done));
}
