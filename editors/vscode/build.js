// The extension as one file, since an extension brings no node_modules, with the licence texts of what is in it.
import { writeFileSync } from "node:fs";
import { rolldown } from "rolldown";
import { bundledPackages, licenceTexts } from "../../scripts/bundled.js";

const bundle = await rolldown({ input: "src/extension.ts", platform: "node", external: "vscode" });
const { output } = await bundle.write({ file: "dist/extension.cjs", format: "cjs", minify: true });
await bundle.close();
const modules = output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
writeFileSync("dist/third-party-licenses.txt", licenceTexts(bundledPackages(modules)));
