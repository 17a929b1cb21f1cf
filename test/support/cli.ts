/** Bundles the command line as it is now and runs it as people do; `dist/` may be older than the sources. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";

export type Cfgc = (
  words: readonly string[],
  options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly input?: string },
) => SpawnSyncReturns<string>;

/** `folder` is where the bundle goes. */
export async function buildCfgc(folder: string): Promise<Cfgc> {
  const bundle = await rolldown({ input: { cfgc: "src/cli/cfgc.ts" }, platform: "node", logLevel: "warn" });
  await bundle.write({ dir: folder, format: "esm", chunkFileNames: "chunks/[name]-[hash].js" });
  await bundle.close();
  const program = resolve(join(folder, "cfgc.js"));
  return (words, { cwd, env = {}, input: stdin } = {}) =>
    spawnSync(process.execPath, [program, ...words], {
      cwd,
      input: stdin ?? "",
      encoding: "utf8",
      env: { PATH: process.env.PATH, ...env },
    });
}
