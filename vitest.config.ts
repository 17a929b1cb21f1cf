import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // What tests start, such as shells and start scripts, has the base tools of its machine, whatever PATH npm was given.
    env: { PATH: `${process.env.PATH}:/usr/bin:/bin` },
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/build-once.ts",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
