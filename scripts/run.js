// Runs a TypeScript script of this repository on plain Node 20, which cannot strip types itself:
// the script is bundled next to the installed packages and imported from there.
import { mkdir } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const [script, ...args] = process.argv.slice(2);
const file = resolve(`node_modules/.cache/cfgc/${basename(script, ".ts")}.js`);
await mkdir(resolve("node_modules/.cache/cfgc"), { recursive: true });
const bundle = await rolldown({
  input: script,
  platform: "node",
  external: /^(?![./]|\w:).*/,
  logLevel: "warn",
});
await bundle.write({ file, format: "esm", codeSplitting: false });
await bundle.close();
process.argv = [process.argv[0], file, ...args];
await import(pathToFileURL(file).href);
