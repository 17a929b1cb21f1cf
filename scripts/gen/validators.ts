/** Compiles validators with ajv's standalone mode, so that nothing is compiled at run time. */
import { _, Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { formats } from "../../src/schema/formats/formats.ts";
import type { Schema } from "./load-schema.ts";

/** TypeScript source with one exported validator per name. */
export function compileValidators(
  schemas: ReadonlyMap<string, Schema>,
  allErrors: boolean,
  depth: string,
): string {
  const ajv = new Ajv({
    allErrors,
    strict: false,
    // Findings have words of their own.
    messages: false,
    code: { source: true, esm: true, lines: true, formats: _`formatTests` },
    formats: Object.fromEntries(Object.entries(formats).map(([name, format]) => [name, format.test])),
  });
  for (const [name, schema] of schemas) ajv.addSchema(schema, name);
  const names = Object.fromEntries([...schemas.keys()].map((name) => [name, name]));
  const module = standalone as unknown as { default?: unknown };
  const code = (module.default ?? module) as (instance: Ajv, refs: Record<string, string>) => string;
  const source = code(ajv, names);
  return `import { formatTests } from "${depth}/formats/format-tests.ts";\n${withImports(withShortErrors(source, allErrors))}`;
}

/**
 * Half of what ajv writes makes errors: without the path in the schema, which nobody asks for, and in one line each.
 * Where only whether there is one counts, there are none.
 */
function withShortErrors(source: string, allErrors: boolean): string {
  if (/vErrors\.concat/.test(source)) throw new Error("a validator calls another and counts its errors");
  const told = allErrors
    ? source
    : source.replaceAll(/^validate\d+\.errors = (?:\[\{.*\}\]|vErrors);\n/gm, "");
  return told
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, "")
    .replaceAll(
      /const (err\d+) = (\{.*\});\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}/g,
      "(vErrors ??= []).push($2);",
    );
}

/** ajv writes `require` for its run-time helpers even in an ES module. */
function withImports(source: string): string {
  const imports = new Set<string>();
  const body = source.replace(
    /const (\w+) = require\("([^"]+)"\)(\.default)?;/g,
    (_whole, name: string, path: string, isDefault: string | undefined) => {
      imports.add(`import ${name}Module from "${path}.js";`);
      return isDefault
        ? `const ${name} = ${name}Module.default ?? ${name}Module;`
        : `const ${name} = ${name}Module;`;
    },
  );
  return [...imports, body].join("\n");
}
