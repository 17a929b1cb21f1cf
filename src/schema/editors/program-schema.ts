import { atRelease } from "./at-release.ts";
import { contextOf, forEditors } from "./for-editors.ts";
import type { JsonSchema } from "./json-schema.ts";

export interface ReleaseMeant {
  readonly version: string;
  /** The program with its release, as messages call it. */
  readonly program?: string;
  readonly oldest?: string;
}

/** The schema of a program's file at one release; undefined if the release has no such file. */
export function schemaForRelease(schema: JsonSchema, release: ReleaseMeant | string): JsonSchema | undefined {
  const meant = typeof release === "string" ? { version: release } : release;
  const state = atRelease(schema, meant.version);
  return state && forEditors(state, contextOf(state, { ...meant, setIn: "file" }));
}
