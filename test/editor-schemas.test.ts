/** The schema that an editor gets for one release holds exactly the keys which that release reads. */
import { describe, expect, it } from "vitest";
import { horaedbServer } from "../src/products/horaedb/horaedb-server.ts";
import { horaemeta } from "../src/products/horaedb/horaemeta.ts";
import { horaedb } from "../src/products/horaedb/product.ts";
import type { Program } from "../src/products/product.ts";
import { schemaForRelease } from "../src/schema/editors/program-schema.ts";
import { stateAt } from "../src/schema/key-state.ts";

type Schema = { readonly [member: string]: unknown };

const schemas = await horaedb.editorSchemas();
const cases = [horaemeta, horaedbServer].flatMap((program) =>
  program.catalogue.releases.map(({ version }) => [program.kind, version, program] as const),
);

describe("the editor schema", () => {
  it.each(cases)("of %s %s", (kind, version, program) => {
    const schema = schemaForRelease(schemas[kind] ?? {}, version);
    expect([...new Set(keysIn(schema as Schema, ""))].sort()).toEqual(keysAt(program, version));
  });

  it.each(cases)("of %s %s has the defaults and the values of that release", (kind, version, program) => {
    const schema = schemaForRelease(schemas[kind] ?? {}, version) as Schema;
    for (const entry of program.catalogue.keys) {
      const state = stateAt(entry, version);
      if (state === undefined || entry.variant !== undefined || entry.key.includes("[]")) continue;
      const property = entry.key
        .split(".")
        .reduce<Schema | undefined>(
          (table, name) => (table?.properties as Record<string, Schema> | undefined)?.[name],
          schema,
        );
      expect(property?.default ?? undefined, `${entry.key}: default`).toEqual(state.default);
      // Another spelling of a value stands beside the list.
      const [first] = state.values === undefined ? [] : ((property?.anyOf ?? []) as Schema[]);
      expect(property?.enum ?? first?.enum, `${entry.key}: values`).toEqual(state.values);
    }
  });
});

/** Keys in the catalogue's spelling: `[]` stands for the items of a list. */
function keysIn(schema: Schema, prefix: string): string[] {
  const tables = [schema, ...((schema.oneOf ?? []) as Schema[])];
  return tables.flatMap((table) =>
    Object.entries((table.properties ?? {}) as Record<string, Schema>).flatMap(([name, property]) => {
      const key = prefix === "" ? name : `${prefix}.${name}`;
      const items = property.items as Schema | undefined;
      return [key, ...keysIn(property, key), ...(items === undefined ? [] : keysIn(items, `${key}[]`))];
    }),
  );
}

function keysAt({ catalogue }: Program, version: string): string[] {
  const keys = catalogue.keys.filter((entry) => stateAt(entry, version) !== undefined);
  return [...new Set(keys.map(({ key }) => key))].sort();
}
