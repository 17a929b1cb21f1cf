import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { builtSources, isBuilt } from "./test/support/built-sources.ts";
import { tagsFilter, testTimeout } from "./test/support/effort.ts";
import { LongestFirst } from "./test/support/longest-first.ts";
import { scratchDirectory } from "./test/support/scratch.ts";
import { TellingReporter } from "./test/support/telling-reporter.ts";

const directory = join(scratchDirectory(), `cfgc-tests-${process.pid}`);

export default defineConfig({
  plugins: [
    builtSources(directory),
    {
      // A file of settings may not filter by tags, only the command line, and that is typed by hand every day.
      name: "effort",
      configureVitest({ vitest }) {
        vitest.config.tagsFilter ??= [tagsFilter];
      },
    },
  ],
  test: {
    env: {
      // What tests start, such as shells and start scripts, has the base tools of its machine, whatever PATH npm was given.
      PATH: `${process.env.PATH}:/usr/bin:/bin`,
      TMPDIR: directory,
    },
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    reporters: ["default", new TellingReporter()],
    tags: [
      { name: "long", description: "Takes its time by nature." },
      { name: "series", description: "Random inputs, of which more come in a long run." },
    ],
    testTimeout,
    hookTimeout: testTimeout,
    // Processes and not threads: tests change the umask and measure the time of the processor. Each runs many files,
    // so that what they import is read and compiled once.
    pool: "forks",
    isolate: false,
    // Trees of thousands of small files are garbage at once: with room for more of it, it is collected less often.
    execArgv: ["--max-semi-space-size=64"],
    sequence: { sequencer: LongestFirst },
    server: { deps: { external: [isBuilt] } },
    maxWorkers: availableParallelism(),
  },
});
