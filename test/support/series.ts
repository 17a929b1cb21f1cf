/** Random series: few inputs in each run of the tests, many in the long ones. */
import fc from "fast-check";
import { it } from "vitest";
import { effort, inputsFactor, seriesTime } from "./effort.ts";

/** The inputs of a series that a run has shown, to see them again. */
const givenSeed = process.env.CFGC_SEED === undefined ? undefined : Number(process.env.CFGC_SEED);

/**
 * A test of a property with `count` random inputs. A long run goes round again, with other inputs, until its time is over;
 * an exhausting one has {@link inputsFactor} times as many. With a seed the inputs are the same in each run.
 */
export function series<Inputs>(
  title: string,
  count: number,
  property: fc.IRawProperty<Inputs>,
  fixed: { readonly seed?: number } = {},
): void {
  it(title, { tags: ["series"] }, async ({ annotate }) => {
    const began = Date.now();
    const seed = fixed.seed ?? givenSeed;
    const seeds: number[] = [];
    const numRuns = count * inputsFactor;
    do {
      const outcome = await fc.check(property as fc.IAsyncProperty<Inputs>, {
        numRuns,
        ...(seed === undefined ? {} : { seed }),
      });
      if (outcome.failed)
        throw new Error(await fc.asyncDefaultReportMessage(outcome), { cause: outcome.errorInstance });
      seeds.push(outcome.seed);
    } while (effort === "long" && seed === undefined && Date.now() - began < seriesTime);
    await annotate(`${numRuns * seeds.length} inputs, CFGC_SEED=${seeds.join(" and ")}`, "series");
  });
}
