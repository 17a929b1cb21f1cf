// Bundles the program into dist/. Silent when it works: npm shows the output of `prepare` to whoever packs.
import { rolldown } from "rolldown";
import config from "../rolldown.config.js";

const { output, ...input } = config;
const bundle = await rolldown({ ...input, logLevel: "warn" });
await bundle.write(output);
await bundle.close();
