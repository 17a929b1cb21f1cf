/**
 * How much a run of the tests takes upon itself, by the variable CFGC_EFFORT. `quick` is `npm test`. `long` and
 * `exhaust` run what `quick` leaves out, tagged "long", and the random series again, tagged "series".
 */
export const efforts = ["quick", "long", "exhaust"] as const;
export type Effort = (typeof efforts)[number];

export const effort: Effort = effortNamed(process.env.CFGC_EFFORT ?? "quick");

export function by<T>(choice: Readonly<Record<Effort, T>>): T {
  return choice[effort];
}

export const tagsFilter: string = by({
  quick: "!long",
  long: "long || series",
  exhaust: "long || series",
});

/**
 * Of many like cases one in `oneIn` in a quick run, and one at least, others with another `shift`; all in longer ones,
 * for which the test is tagged "series".
 */
export function someOf<T>(cases: readonly T[], oneIn: number, shift = 0): readonly T[] {
  const step = Math.min(oneIn, cases.length);
  return effort === "quick" ? cases.filter((_, index) => (index + shift) % step === 0) : cases;
}

const minute = 60_000;
/** For one test, in milliseconds: generous, as machines of CI are slow. */
export const testTimeout: number = by({ quick: minute, long: 10 * minute, exhaust: 24 * 60 * minute });

/** How many times as many inputs a random series has in a round as in a quick run. */
export const inputsFactor: number = by({ quick: 1, long: 1, exhaust: 1000 });
/** A random series goes round with new inputs for as long in a long run, in milliseconds; CFGC_SECONDS says otherwise. */
export const seriesTime: number = 1000 * secondsNamed(process.env.CFGC_SECONDS ?? "6");

function effortNamed(name: string): Effort {
  const known = efforts.find((one) => one === name);
  if (known === undefined) throw new Error(`CFGC_EFFORT is "${name}"; there are ${efforts.join(", ")}`);
  return known;
}

function secondsNamed(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0))
    throw new Error(`CFGC_SECONDS is "${text}", and no number of seconds for each random series`);
  return seconds;
}
