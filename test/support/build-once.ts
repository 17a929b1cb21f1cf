/** Bundles the program once, before any test runs: tests of the command line run what the sources are now. */
import { spawnSync } from "node:child_process";

export function setup(): void {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/build.js"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`dist/ cannot be built:\n${stderr}`);
}
