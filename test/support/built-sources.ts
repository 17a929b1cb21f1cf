/**
 * The sources as modules that Node loads by itself: built once for a run. Vite would hand every one of them to each
 * process that tests run in, which takes longer than most tests, and their exports would be slower to read.
 */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { rolldown } from "rolldown";
import type { Plugin } from "vitest/config";

/** Of what is built it is told by the path alone that Vite is to leave it alone. */
export const isBuilt: RegExp = /[\\/]cfgc-tests-\d+[\\/]sources[\\/]src[\\/]/;

function sourcesIn(directory: string): string {
  return join(directory, "sources");
}

export async function buildSources(directory: string): Promise<void> {
  const folder = sourcesIn(directory);
  mkdirSync(folder);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const input = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => join("src", path));
  const bundle = await rolldown({ input, platform: "node", external: /^(?![./]|\w:)/, treeshake: false });
  await bundle.write({
    dir: folder,
    format: "esm",
    preserveModules: true,
    preserveModulesRoot: ".",
    // A failure names the lines of the sources.
    sourcemap: "inline",
  });
  await bundle.close();
}

/** Leads from tests to the built sources; not where Vite watches the sources themselves. */
export function builtSources(directory: string): Plugin {
  const sources = resolve("src") + sep;
  let watches = false;
  return {
    name: "built-sources",
    enforce: "pre",
    configureVitest({ vitest }) {
      watches = vitest.config.watch;
    },
    resolveId(source, importer) {
      if (watches || importer === undefined || !/^\.\.?\/.*\.ts$/.test(source)) return undefined;
      const path = resolve(dirname(importer), source);
      if (!path.startsWith(sources)) return undefined;
      return join(sourcesIn(directory), relative(".", path)).replace(/\.ts$/, ".js");
    },
  };
}
