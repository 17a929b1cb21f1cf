/** Precompiles the Handlebars templates, so that the compiler stays out of the program. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Handlebars from "handlebars";
import { header } from "./catalogues.ts";

export function templateFiles(): [string, string][] {
  if (!existsSync("templates")) return [];
  const paths = readdirSync("templates", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".hbs"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return paths.map((path) => {
    const name = relative("templates", path).replace(/\.hbs$/, "");
    const code = Handlebars.precompile(readFileSync(path, "utf8"), {
      noEscape: true,
      strict: true,
      assumeObjects: true,
    });
    return [
      `src/emit/generated/templates/${name}.ts`,
      `${header(path)}// @ts-nocheck\nexport const template = ${code};\n`,
    ];
  });
}
