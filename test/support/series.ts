/** Random series: few inputs in each run of the tests, many in the long ones. */
import { randomInt } from "node:crypto";
import fc from "fast-check";
import { it } from "vitest";
import { effort, inputsFactor, seriesTime } from "./effort.ts";

/** The inputs of a series that a run has shown, to see them again. */
const givenSeed = process.env.CFGC_SEED === undefined ? undefined : Number(process.env.CFGC_SEED);

/** What random inputs of a run follow from that no property makes. */
export const seedOfRun = givenSeed ?? randomInt(2 ** 31);

/**
 * A test of a property with `count` random inputs. A long run goes round again, with the next seed, until its time is
 * over; an exhausting one has {@link inputsFactor} times as many. With a seed the inputs are the same in each run. What
 * is printed is the first seed, which all the others follow from; a failure names the seed of its own round.
 */
export function series<Inputs>(
  title: string,
  count: number,
  property: fc.IRawProperty<Inputs>,
  fixed: { readonly seed?: number } = {},
): void {
  it(title, { tags: ["series"] }, async ({ annotate }) => {
    const began = Date.now();
    const given = fixed.seed ?? givenSeed;
    const first = given ?? randomInt(2 ** 31);
    let rounds = 0;
    const numRuns = count * inputsFactor;
    do {
      const outcome = await fc.check(property as fc.IAsyncProperty<Inputs>, {
        numRuns,
        seed: first + rounds,
      });
      if (outcome.failed)
        throw new Error(await fc.asyncDefaultReportMessage(outcome), { cause: outcome.errorInstance });
      rounds += 1;
    } while (effort === "long" && given === undefined && Date.now() - began < seriesTime);
    await annotate(`${numRuns * rounds} inputs in ${rounds} rounds from CFGC_SEED=${first}`, "series");
  });
}
