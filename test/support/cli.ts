/** Runs the built program and waits: for tests that do one thing after the other. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { installProgram, program } from "./command.ts";

export type Cfgc = (
  words: readonly string[],
  options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string },
) => SpawnSyncReturns<string>;

/** `folder` is where the program goes; there it is `dist/cfgc.js`. */
export function cfgcIn(folder: string): Cfgc {
  mkdirSync(folder, { recursive: true });
  installProgram(folder);
  return (words, { cwd, env = {}, input } = {}) =>
    spawnSync(process.execPath, [program, ...words], {
      cwd,
      input: input ?? "",
      encoding: "utf8",
      env: { PATH: process.env.PATH, ...env },
    });
}
