import type { JsonSchema } from "../../schema/editors/json-schema.ts";

/** With the dialect, and a name by which editors keep it. */
export function identified(name: string, schema: JsonSchema): JsonSchema {
  return { $schema: "http://json-schema.org/draft-07/schema#", $id: `urn:cfgc:schema:${name}`, ...schema };
}
