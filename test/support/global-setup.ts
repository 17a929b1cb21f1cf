/** Before any test: a directory for all that the run writes, and the program and the modules as the sources are now. */
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { buildSources } from "./built-sources.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The path of cfgc.js. */
    program: string;
  }
}

/** Returns what removes it all again, also what a test that failed has left. */
export async function setup({ config: { env }, provide, vitest }: TestProject): Promise<() => void> {
  const directory = env.TMPDIR;
  if (directory === undefined) throw new Error("vitest.config.ts names no TMPDIR");
  mkdirSync(directory);
  // Tests about permissions run as another user.
  chmodSync(directory, 0o1777);
  const home = join(directory, "program");
  mkdirSync(home);
  // Not in dist/, which somebody may build again meanwhile.
  const words = ["scripts/build.js", join(home, "dist")];
  await Promise.all([
    promisify(execFile)(process.execPath, words),
    vitest.config.watch ? undefined : buildSources(directory),
  ]);
  writeFileSync(join(home, "package.json"), '{ "type": "module" }\n');
  provide("program", join(home, "dist/cfgc.js"));
  return () => rmSync(directory, { recursive: true, force: true });
}
