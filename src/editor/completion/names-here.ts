/** The names that a place may speak of: those that the text declares now, and those that the last check knows besides. */
import type { Name } from "../../diagnostics/message.ts";
import { expanded } from "../../model/ranges-of.ts";
import type { NamedThing } from "../../schema/document-schema.ts";
import type { ProseSchema } from "../../schema/documents/document-keys.ts";
import { propertyOf } from "../known/document-part.ts";
import { hostsOf, instancesOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";
import { type Part, textIn } from "../places/outline.ts";

/** Names with ranges are expanded. */
export function namesHere(
  open: OpenFile,
  root: Part,
  schema: ProseSchema,
  what: NamedThing,
  program: string | undefined,
): readonly string[] {
  const names = new Set<string>();
  for (const one of declaredIn(root, schema, what, program))
    for (const name of expanded(one)) names.add(name);
  if (what === "host") for (const { name } of hostsOf(open)) names.add(name);
  if (what === "instance")
    for (const { name, catalogue } of instancesOf(open))
      if (program === undefined || catalogue.program === program) names.add(name.value);
  return [...names];
}

function* declaredIn(
  part: Part | undefined,
  schema: ProseSchema | undefined,
  what: NamedThing,
  wanted: string | undefined,
  program?: Name,
): Generator<string> {
  if (part === undefined || schema === undefined) return;
  const whose = schema["x-program"] ?? program;
  const isIt = schema["x-declares"] === what && (wanted === undefined || whose === wanted);
  if (part.kind === "list")
    for (const item of part.items) yield* declaredIn(item, schema.items, what, wanted, whose);
  else if (part.kind === "table") {
    for (const { key, value } of part.entries) {
      if (isIt) yield key;
      yield* declaredIn(value, propertyOf(schema, part, key), what, wanted, whose);
    }
  }
  const text = isIt && part.kind !== "list" ? textIn(part) : undefined;
  if (text !== undefined && text !== "") yield text;
}
