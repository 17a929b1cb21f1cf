import { forEditors } from "../../schema/editors/for-editors.ts";
import type { JsonSchema } from "../../schema/editors/json-schema.ts";
import { settingsName } from "../lint/settings-file.ts";
import { identified } from "./identified.ts";

/** .cfgc.yaml for editors. */
export async function settingsForEditors(): Promise<JsonSchema> {
  const { schema } = await import("../../schema/generated/editor/lint.ts");
  return identified(settingsName, forEditors(schema, { setIn: "document" }));
}
