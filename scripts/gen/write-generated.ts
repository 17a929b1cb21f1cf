import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes the folders hold exactly these files; with `--check` only says what differs and sets exit status 1.
 */
export function writeGenerated(folders: readonly string[], files: ReadonlyMap<string, string>): void {
  const orphans = folders.flatMap(filesIn).filter((path) => !files.has(path));
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
  if (process.argv.includes("--check")) {
    for (const path of [...stale.map(([path]) => path), ...orphans])
      console.error(`not as generated: ${path}`);
    if (stale.length + orphans.length > 0) {
      console.error("run `npm run gen` and commit the result");
      process.exitCode = 1;
    }
    return;
  }
  for (const path of orphans) rmSync(path);
  for (const [path, text] of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.error(`generated ${files.size} files, ${stale.length + orphans.length} changed`);
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
