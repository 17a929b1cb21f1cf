/** Work in steps, between which somebody may do something else, or give it up: an editor waits for no long check. */
export type Steps<Result> = Generator<void, Result>;

/** All steps, one after the other. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
