/** How much work a piece of code is, without a clock: how often each block of the program was entered, all together. */
import { Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";

// With the code of a function its counts would go.
setFlagsFromString("--no-flush-bytecode");

export function stepsOf(run: () => unknown): number {
  const session = new Session();
  session.connect();
  let steps = 0;
  try {
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    run();
    session.post("Profiler.takePreciseCoverage", (error, coverage) => {
      if (error !== null) throw error;
      for (const { url, functions } of coverage.result)
        if (url.includes("/src/") || url.includes("/node_modules/yaml/"))
          for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    });
  } finally {
    session.post("Profiler.stopPreciseCoverage");
    session.post("Profiler.disable");
    session.disconnect();
  }
  return steps;
}
