/** Precompiles the Handlebars templates, so that the compiler stays out of the program. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Handlebars from "handlebars";
import { header } from "./catalogues.ts";
import { type Language, withQuotedPlaces } from "./template-places.ts";
import { typeOfValues } from "./template-types.ts";

export function templateFiles(): [string, string][] {
  if (!existsSync("templates")) return [];
  const paths = readdirSync("templates", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".hbs"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return paths.map((path) => {
    const name = relative("templates", path).replace(/\.hbs$/, "");
    const language = /\.(sh|service|md)\.hbs$/.exec(path)?.[1];
    if (language === undefined) throw new Error(`${path}: no language that is known`);
    const program = withQuotedPlaces(parsed(path), language as Language);
    const code = Handlebars.precompile(program, {
      noEscape: true,
      strict: true,
      assumeObjects: true,
      knownHelpers: { carry: true },
    });
    const toRoot = "../".repeat(name.split("/").length + 1);
    const types = `import type { Condition, Place, Template } from "${toRoot}template.ts";\n\nexport interface Values ${typeOfValues(program)}\n`;
    return [
      `src/emit/generated/templates/${name}.ts`,
      `${header(path)}// @ts-nocheck\n${types}\nexport const template: Template<Values> = ${code};\n`,
    ];
  });
}

function parsed(path: string): hbs.AST.Program {
  return Handlebars.parse(readFileSync(path, "utf8"));
}
