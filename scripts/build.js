// Bundles the program into dist/, or into the directory that is named. Silent when it works: npm shows the output of `prepare` to whoever packs.
import { rolldown } from "rolldown";
import config from "../rolldown.config.js";

const { output, ...input } = config;
const bundle = await rolldown({ ...input, logLevel: "warn" });
const [dir = output.dir] = process.argv.slice(2);
await bundle.write({ ...output, dir });
await bundle.close();
