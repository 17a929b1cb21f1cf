import type { Schema } from "./load-schema.ts";

/** The dotted names in a table that is one value, in any of its forms; a table of keys has a key for each of its own. */
export function membersOf({ anyOf }: Schema): string[] | undefined {
  const names = (anyOf ?? []).flatMap((form) => namesIn(form, ""));
  return names.length === 0 ? undefined : names;
}

function namesIn({ properties }: Schema, prefix: string): string[] {
  return Object.entries(properties ?? {}).flatMap(([name, property]) => [
    `${prefix}${name}`,
    ...namesIn(property, `${prefix}${name}.`),
  ]);
}
