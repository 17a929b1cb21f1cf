/** Makes functions of the templates. Their language is that of Handlebars, whose parser alone reads them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import Handlebars from "handlebars";
import { header } from "./catalogues.ts";
import { codeOfTemplate, templateFunctions } from "./template-code.ts";
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
    const code = codeOfTemplate(program);
    const valuesType = typeOfValues(program);
    const toRoot = "../".repeat(name.split("/").length + 1);
    const used = templateFunctions.filter((name) => code.includes(`${name}(`));
    const types = ["Condition", "Place"].filter((name) => new RegExp(`\\b${name}\\b`).test(valuesType));
    const names = [...used, ...[...types, "Template"].map((name) => `type ${name}`)].join(", ");
    return [
      `src/emit/generated/templates/${name}.ts`,
      `${header(path)}import { ${names} } from "${toRoot}template.ts";\n\nexport interface Values ${valuesType}\n\nexport const template: Template<Values> = ${code};\n`,
    ];
  });
}

function parsed(path: string): hbs.AST.Program {
  return Handlebars.parse(readFileSync(path, "utf8"));
}
