/** Where a document declares hosts, instances and regions, and where it speaks of them, as its schema says. */
import type { Location } from "../../diagnostics/location.ts";
import { type Name, writtenName } from "../../diagnostics/message.ts";
import { type DocumentSchema, type NamedThing, schemaOfProperty } from "../../schema/document-schema.ts";
import type { Node, ScalarNode } from "../../source/tree.ts";

export interface NamedPlace {
  readonly does: "declares" | "refers";
  readonly what: NamedThing;
  /** Whose instance it is, as a kind of program. */
  readonly program: Name | undefined;
  /** As written; may hold ranges. */
  readonly name: Name;
  /** Of the name alone, without quotes if it has no escapes in it. */
  readonly at: Location;
}

/** In the order of the file. A reference may be an address where the key takes that as well. */
export function* namedPlaces(
  node: Node,
  schema: DocumentSchema | undefined,
  program?: Name,
): Generator<NamedPlace> {
  if (schema === undefined) return;
  const whose = schema["x-program"] ?? program;
  if (node.kind === "list") for (const item of node.items) yield* namedPlaces(item, schema.items, whose);
  else if (node.kind === "scalar") yield* placeIn(node, schema, whose);
  else if (node.kind === "map")
    for (const { key, keyAt, value } of node.entries.values()) {
      const what = schema["x-declares"];
      if (what !== undefined)
        yield { does: "declares", what, program: whose, name: key, at: withoutQuotes(keyAt, key) };
      yield* namedPlaces(value, schemaOfProperty(schema, node, key), whose);
    }
}

function* placeIn(
  { value, at }: ScalarNode,
  schema: DocumentSchema,
  program: Name | undefined,
): Generator<NamedPlace> {
  const { "x-declares": declares, "x-refers": refers, format } = schema;
  const what = declares ?? refers;
  if (what === undefined || typeof value !== "string") return;
  const whole = withoutQuotes(at, value);
  const end = format === "host-port" ? value.lastIndexOf(":") : value.length;
  const isPart = end !== value.length;
  if (end < 0 || (isPart && whole.end - whole.start !== value.length)) return;
  yield {
    does: declares === undefined ? "refers" : "declares",
    what,
    program,
    // What something is called, whichever key calls it so.
    name: writtenName(value.slice(0, end)),
    at: isPart ? { ...whole, end: whole.start + end } : whole,
  };
}

function withoutQuotes(at: Location, text: string): Location {
  const isQuoted = at.end - at.start === text.length + 2 && /["']/.test(at.file.text.charAt(at.start));
  return isQuoted ? { ...at, start: at.start + 1, end: at.end - 1 } : at;
}
