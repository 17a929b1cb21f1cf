import type { TestContext } from "vitest";

/** A test, or what comes before each test, that needs something which may be missing: then it is skipped, and why is told. */
export function needing(
  missing: string | undefined,
  run: (context: TestContext) => void | Promise<void> = () => {},
): (context: TestContext) => void | Promise<void> {
  return (context) => {
    if (missing !== undefined) context.skip(missing);
    return run(context);
  };
}
