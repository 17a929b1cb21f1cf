/** Guests and seats by themselves; test/meta-address.test.ts looks at nodes and members. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenSpread, type Guest } from "../src/products/horaedb/routing/even-spread.ts";
import { processorMs } from "./support/processor-time.ts";
import { series } from "./support/series.ts";

const zone = fc.constantFrom("a", "b", "c", undefined);
const seats = fc.array(zone, { minLength: 1, maxLength: 3 });
const guest = fc.record({
  zone: fc.constantFrom("a", "b", "c", "d", undefined),
  only: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 2 }),
});
const choice = fc.tuple(seats, fc.array(guest, { minLength: 1, maxLength: 5 }));

/** How far a seating is from what is wanted: uneven loads first, then guests out of a zone that has a seat. */
function badness(
  zones: readonly (string | undefined)[],
  guests: readonly Guest[],
  seating: readonly number[],
) {
  const loads = zones.map((_, seat) => seating.filter((one) => one === seat).length);
  const uneven = loads.reduce((sum, load) => sum + load ** 2, 0);
  const away = guests.filter(
    ({ zone: at, only }, index) =>
      only === undefined && at !== undefined && zones.includes(at) && zones[seating[index]!] !== at,
  );
  return 1000 * uneven + away.length;
}

/** Every seating in which each guest that has one seat only sits there. */
function seatings(count: number, guests: readonly Guest[]): number[][] {
  const free = Array.from({ length: count }, (_, seat) => seat);
  return guests.reduce<number[][]>(
    (all, { only }) =>
      all.flatMap((one) => (only === undefined ? free : [only]).map((seat) => [...one, seat])),
    [[]],
  );
}

const within = (zones: readonly unknown[], guests: readonly Guest[]): Guest[] =>
  guests.map(({ zone: at, only }) => ({ zone: at, only: only === undefined ? only : only % zones.length }));

describe("evenSpread", () => {
  series(
    "is as even as can be, with as many guests in their zone as that allows",
    300,
    fc.property(choice, ([zones, some]) => {
      const guests = within(zones, some);
      const best = Math.min(...seatings(zones.length, guests).map((one) => badness(zones, guests, one)));
      expect(badness(zones, guests, evenSpread(zones, guests))).toBe(best);
    }),
  );

  series(
    "moves as few as can be for one that is appended",
    300,
    fc.property(choice, ([zones, some]) => {
      const guests = within(zones, some);
      const before = evenSpread(zones, guests.slice(0, -1));
      const after = evenSpread(zones, guests);
      const moves = (one: readonly number[]) => before.filter((seat, index) => one[index] !== seat).length;
      const wanted = badness(zones, guests, after);
      const best = seatings(zones.length, guests).filter((one) => badness(zones, guests, one) === wanted);
      expect(moves(after)).toBe(Math.min(...best.map(moves)));
    }),
  );

  series(
    "moves nobody where there are no zones, and one for each other seat at most",
    100,
    fc.property(
      fc.array(zone, { minLength: 1, maxLength: 7 }),
      fc.array(zone, { minLength: 1, maxLength: 40 }),
      (zones, all) => {
        const guests = all.map((at) => ({ zone: at }));
        const moved = (of: readonly (string | undefined)[]) => {
          const after = evenSpread(of, guests);
          return evenSpread(of, guests.slice(0, -1)).filter((seat, index) => after[index] !== seat).length;
        };
        expect(moved(zones.map(() => undefined))).toBe(0);
        expect(moved(zones)).toBeLessThan(zones.length);
      },
    ),
  );

  it("seats thousands in a moment", () => {
    const zones = ["a", "b", "c", "a", "b", "c", undefined];
    const guests = Array.from({ length: 20_000 }, (_, index) => ({
      zone: index < 9000 ? "a" : "bcd"[index % 3],
    }));
    let seating: readonly number[] = [];
    const took = processorMs(() => {
      seating = evenSpread(zones, guests);
    });
    expect(took).toBeLessThan(5000);
    expect(zones.map((_, seat) => seating.filter((one) => one === seat).length)).toEqual([
      2858, 2857, 2857, 2857, 2857, 2857, 2857,
    ]);
  });
});
