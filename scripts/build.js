// Bundles the program into dist/, or into the directory that is named. Silent when it works: npm shows the output of `prepare` to whoever packs.
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import config from "../rolldown.config.js";
import { billOfMaterials, bundledPackages, licenceTexts } from "./bundled.js";

const { output, ...input } = config;
const bundle = await rolldown({ ...input, logLevel: "warn" });
const [dir = output.dir] = process.argv.slice(2);
const written = await bundle.write({ ...output, dir });
await bundle.close();
// npm sets it when it links the program, but not when the file is written again.
chmodSync(join(dir, "cfgc.js"), 0o755);
const packages = bundledPackages(
  written.output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : [])),
);
const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
writeFileSync(join(dir, "third-party-licenses.txt"), licenceTexts(packages));
writeFileSync(join(dir, "sbom.cdx.json"), billOfMaterials(packages, own));
