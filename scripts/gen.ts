/**
 * Makes everything that follows from `schemas/` and `templates/`: key catalogues, validators, types, precompiled
 * templates, documentation. With `--check` nothing is written; a difference ends with exit status 1.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { catalogueFiles } from "./gen/catalogues.ts";
import { documentFiles } from "./gen/documents.ts";
import { templateFiles } from "./gen/templates.ts";

const generated = ["src/schema/generated", "src/emit/generated"];
const files = new Map<string, string>([...catalogueFiles(), ...(await documentFiles()), ...templateFiles()]);

if (process.argv.includes("--check")) {
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text);
  const orphans = generated.flatMap(filesIn).filter((path) => !files.has(path));
  for (const path of [...stale.map(([path]) => path), ...orphans]) console.error(`not as generated: ${path}`);
  if (stale.length + orphans.length > 0) {
    console.error("run `npm run gen` and commit the result");
    process.exitCode = 1;
  }
} else {
  for (const folder of generated) rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.error(`generated ${files.size} files`);
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
