/** Where a run of the benchmarks keeps its inputs, and the programs that it starts. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Contender, type Result, type Turns, takeTurns, usageProbe } from "./contest.ts";

export const cfgc = resolve("dist/cfgc.js");
export const yamlPackage = resolve("node_modules/yaml");
export const smolToml = resolve("node_modules/smol-toml/dist/index.js");

/** A folder of its own, which {@link close} removes. */
export class Place {
  readonly folder: string = mkdtempSync(join(tmpdir(), "cfgc-bench-"));
  readonly #probe = this.write("usage.cjs", usageProbe);

  write(path: string, text: string): string {
    const full = join(this.folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    return full;
  }

  race(commands: readonly Contender[], turns: Turns): Result[] {
    return takeTurns(commands, turns, this.#probe);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Paths of all files below a directory, from there. */
export function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1));
}
