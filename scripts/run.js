// Runs TypeScript scripts of this repository, one after the other, on plain Node 20, which cannot strip types itself:
// each is bundled next to the installed packages and run from there. Other words are handed on to every script.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { rolldown } from "rolldown";

const words = process.argv.slice(2);
const scripts = words.filter((word) => word.endsWith(".ts"));
const args = words.filter((word) => !word.endsWith(".ts"));
const folder = resolve("node_modules/.cache/cfgc");
mkdirSync(folder, { recursive: true });
for (const script of scripts) {
  const file = resolve(folder, `${basename(script, ".ts")}.js`);
  const bundle = await rolldown({
    input: script,
    platform: "node",
    external: /^(?![./]|\w:).*/,
    logLevel: "warn",
  });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  const { status } = spawnSync(process.execPath, [file, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
