/**
 * Spreads guests over seats: as evenly as can be, and then with as many as can be in their own zone. One guest after
 * another is seated, and each moves as few of those before it as an even spread and the zones allow, so what an
 * appended guest changes is least. Each step is one augmenting path of a minimum-cost flow, so no step spoils the best.
 */

export interface Guest {
  readonly zone: string | undefined;
  /** The one seat where it belongs, whatever the others do. */
  readonly only?: number | undefined;
}

/** The seat of each guest; there has to be a seat. */
export function evenSpread(
  zoneOfSeat: readonly (string | undefined)[],
  guests: readonly Guest[],
): readonly number[] {
  const zones = new Set(zoneOfSeat);
  const seatOf: number[] = [];
  const loads = zoneOfSeat.map(() => 0);
  // Who may be moved, by zone; whose zone has no seat is at home everywhere.
  const movable = zoneOfSeat.map(() => new Map<string | undefined, number[]>());
  const isAway = (zone: string | undefined, seat: number) =>
    zone === undefined || zoneOfSeat[seat] === zone ? 0 : 1;

  const seatAt = (guest: number, seat: number, zone: string | undefined): void => {
    seatOf[guest] = seat;
    const there = movable[seat]?.get(zone);
    if (there === undefined) movable[seat]?.set(zone, [guest]);
    else there.push(guest);
  };

  const moveLast = ({ from, zone }: Step, to: number): void => {
    const there = movable[from]?.get(zone);
    const guest = there?.pop();
    if (there?.length === 0) movable[from]?.delete(zone);
    if (guest !== undefined) seatAt(guest, to, zone);
  };

  for (const [guest, { zone: written, only }] of guests.entries()) {
    const zone = zones.has(written) ? written : undefined;
    // One guest more away weighs more than all moves of a path, which leaves each seat once at most.
    const away = zoneOfSeat.length + 1;
    const start = zoneOfSeat.map((_, seat) =>
      only === undefined ? away * isAway(zone, seat) : seat === only ? 0 : Number.POSITIVE_INFINITY,
    );
    const { costs, steps } = cheapestPaths(
      start,
      movable,
      (moved, from, to) => 1 + away * (isAway(moved, to) - isAway(moved, from)),
    );
    let end = bestEnd(loads, costs);
    loads[end] = (loads[end] ?? 0) + 1;
    for (let step = steps[end]; step !== undefined; step = steps[end]) {
      moveLast(step, end);
      end = step.from;
    }
    if (only === undefined) seatAt(guest, end, zone);
    else seatOf[guest] = end;
  }
  return seatOf;
}

/** A guest of this zone leaves a seat. */
interface Step {
  readonly from: number;
  readonly zone: string | undefined;
}

/** Bellman and Ford: to go home costs less than nothing, and the best spread has no way round that does. */
function cheapestPaths(
  start: readonly number[],
  movable: readonly ReadonlyMap<string | undefined, unknown>[],
  costOf: (zone: string | undefined, from: number, to: number) => number,
): { readonly costs: readonly number[]; readonly steps: readonly (Step | undefined)[] } {
  const costs = [...start];
  const steps: (Step | undefined)[] = start.map(() => undefined);
  let improved = true;
  while (improved) {
    improved = false;
    for (const [from, zones] of movable.entries()) {
      for (const zone of zones.keys()) {
        for (const to of start.keys()) {
          const cost = (costs[from] ?? 0) + costOf(zone, from, to);
          if (to === from || !(cost < (costs[to] ?? 0))) continue;
          costs[to] = cost;
          steps[to] = { from, zone };
          improved = true;
        }
      }
    }
  }
  return { costs, steps };
}

/** The seat with the fewest guests that can be reached, the cheapest of those, the first of those. */
function bestEnd(loads: readonly number[], costs: readonly number[]): number {
  let best = -1;
  for (const [seat, cost] of costs.entries()) {
    if (cost === Number.POSITIVE_INFINITY) continue;
    const load = loads[seat] ?? 0;
    const bestLoad = loads[best] ?? Number.POSITIVE_INFINITY;
    if (load < bestLoad || (load === bestLoad && cost < (costs[best] ?? 0))) best = seat;
  }
  return best;
}
