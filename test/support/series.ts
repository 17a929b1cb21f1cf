/** Random series: few inputs in each run of the tests, many in the long ones. */
import fc from "fast-check";
import { it } from "vitest";
import { effort, exhaustiveFactor, seriesTime } from "./effort.ts";

/** Takes the inputs of one series from here, to see again what a run has found. */
const givenSeed = process.env.CFGC_SEED === undefined ? {} : { seed: Number(process.env.CFGC_SEED) };

/**
 * A test of a property with `count` random inputs. A long run goes on until its time is over, an exhaustive one has a
 * thousand times as many. With a seed the inputs are the same in each run.
 */
export function series<Inputs>(
  title: string,
  count: number,
  property: fc.IRawProperty<Inputs>,
  fixed: { readonly seed?: number } = {},
): void {
  it(title, { tags: ["series"] }, async ({ annotate }) => {
    const outcome = await fc.check<Inputs>(property as fc.IAsyncProperty<Inputs>, {
      ...givenSeed,
      ...fixed,
      ...amount(count),
    });
    if (outcome.failed)
      throw new Error(await fc.asyncDefaultReportMessage(outcome), { cause: outcome.errorInstance });
    await annotate(`${outcome.numRuns} inputs, CFGC_SEED=${outcome.seed}`, "series");
  });
}

function amount(count: number): { numRuns: number; interruptAfterTimeLimit?: number } {
  if (effort === "quick") return { numRuns: count };
  if (effort === "exhaust") return { numRuns: count * exhaustiveFactor };
  return { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seriesTime };
}
