/** The files that a text names, so that an editor opens them. */
import type { ProseSchema } from "../schema/documents/document-keys.ts";
import { isFree, propertiesAt, propertyOf } from "./known/document-part.ts";
import { entriesAt } from "./known/keys-at.ts";
import { subjectAt } from "./known/subject.ts";
import type { Library } from "./library.ts";
import type { OpenFile, Range } from "./open-file.ts";
import { placeIn } from "./place.ts";
import type { Part, Path, TablePart } from "./places/outline.ts";

export interface Link {
  /** Of the path as it is written, without quotes. */
  readonly range: Range;
  /** Never one that leads out of the folder of this file, where it counts from there. */
  readonly path: string;
  /** `beside`: from the folder of this file; `run`: from where the build runs. */
  readonly from: "beside" | "run";
}

export function linksIn(open: OpenFile, library: Library): readonly Link[] {
  if (open.kind !== "cluster" && open.kind !== "hosts") return [];
  const { root } = placeIn(open, 0);
  return [...new Links(open, root, library).below(root, library.cluster, [])];
}

class Links {
  readonly #secret: ProseSchema | undefined;

  constructor(
    readonly open: OpenFile,
    readonly root: TablePart,
    readonly library: Library,
  ) {
    this.#secret = schemaOfSecrets(library.cluster);
  }

  *below(part: Part | undefined, schema: ProseSchema | undefined, path: Path): Generator<Link> {
    if (part === undefined || schema === undefined) return;
    const from = schema["x-file"];
    if (from !== undefined) yield* this.#linkAt(part, from);
    else if (part.kind === "list")
      for (const [index, item] of part.items.entries())
        yield* this.below(item, schema.items, [...path, index]);
    else if (part.kind === "table")
      for (const { key, value } of part.entries)
        yield* this.below(value, this.#schemaOf(schema, part, key, [...path, key]), [...path, key]);
  }

  /** What stands under `config` is the program's: of its keys those that are secret are files at most. */
  #schemaOf(schema: ProseSchema, part: TablePart, key: string, path: Path): ProseSchema | undefined {
    if (!isFree(schema)) return propertyOf(schema, part, key);
    const value = part.entries.find((entry) => entry.key === key)?.value;
    if (value?.kind !== "table" || this.#secret === undefined) return undefined;
    const known = propertiesAt(this.#secret, undefined);
    if (!value.entries.some((entry) => known.get(entry.key)?.["x-file"] !== undefined)) return schema;
    const subject = subjectAt(this.open, this.root, path, this.library);
    const isSecret = subject?.of === "program" && entriesAt(subject).some(({ secret }) => secret);
    return isSecret ? this.#secret : schema;
  }

  *#linkAt(part: Part, from: Link["from"]): Generator<Link> {
    const place = rangeOfText(part, this.open.source.text);
    if (place === undefined) return;
    const path = place.text;
    const isOutside = /^(?:[/\\~]|[A-Za-z]:)|\\/.test(path) || path.split("/").includes("..");
    if (path === "" || /[\u0000-\u001f]/.test(path) || (from === "beside" && isOutside)) return;
    yield { range: place.range, path, from };
  }
}

function rangeOfText(part: Part, whole: string): { text: string; range: Range } | undefined {
  if (part.kind === "text") {
    const isQuoted = /["']/.test(whole.charAt(part.start)) && part.end - part.start > part.text.length;
    const inset = isQuoted ? 1 : 0;
    return { text: part.text, range: { start: part.start + inset, end: part.end - inset } };
  }
  const [word] = part.kind === "table" && part.isWord ? part.entries : [];
  return word && { text: word.key, range: { start: word.start, end: word.end } };
}

/** The one that has more forms than a text. */
function schemaOfSecrets({ properties, items, oneOf, ...schema }: ProseSchema): ProseSchema | undefined {
  if (schema["x-secret"] && schema.anyOf !== undefined) return schema;
  const { additionalProperties: others } = schema;
  const below = [
    ...Object.values(properties ?? {}),
    ...(oneOf ?? []),
    ...(items === undefined ? [] : [items]),
    ...(typeof others === "object" ? [others] : []),
  ];
  for (const one of below) {
    const found = schemaOfSecrets(one);
    if (found !== undefined) return found;
  }
  return undefined;
}
