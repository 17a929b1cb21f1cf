/**
 * How long cfgc takes, as a ratio to what cannot be avoided: starting Node, or parsing the input and writing the
 * files. Absolute times say more about the machine than about cfgc, so the two sides of a ratio take turns in one run.
 * `npm run bench` prints the tables, `npm run bench -- --write` writes them into docs/benchmarks.md as well; the names
 * of parts (start-up, files, instances, lines, editor) measure those alone.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { run } from "./bench/contest.ts";
import { editor } from "./bench/editor.ts";
import { manyFiles } from "./bench/many-files.ts";
import { manyInstances } from "./bench/many-instances.ts";
import { manyLines } from "./bench/many-lines.ts";
import { Place } from "./bench/place.ts";
import { Report } from "./bench/report.ts";
import { startUp } from "./bench/start-up.ts";

const parts = { "start-up": startUp, files: manyFiles, instances: manyInstances, lines: manyLines, editor };

const words = process.argv.slice(2);
const chosen = words.filter((word) => word !== "--write");
const strange = chosen.filter((word) => !Object.hasOwn(parts, word));
if (strange.length > 0)
  throw new Error(`no part "${strange[0]}"; there are ${Object.keys(parts).join(", ")}`);

const place = new Place();
const report = new Report();
try {
  run([resolve("scripts/build.js")], {}, process.cwd());
  for (const [name, part] of Object.entries(parts))
    if (chosen.length === 0 || chosen.includes(name)) await part(place, report);
} finally {
  place.close();
}
if (words.includes("--write")) writeFileSync("docs/benchmarks.md", report.page("npm run bench -- --write"));
