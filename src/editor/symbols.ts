/** What a file holds, as an editor lists it: its tables and keys, with hosts, processes and regions by their names. No values. */
import type { NamedThing } from "../schema/document-schema.ts";
import type { ProseSchema } from "../schema/documents/document-keys.ts";
import { pairsOf } from "../source/cfg/lines.ts";
import { propertiesAt, propertyOf } from "./known/document-part.ts";
import type { Library } from "./library.ts";
import { namesOfProgramFile } from "./names/in-program-file.ts";
import type { NamePlace } from "./names/name-place.ts";
import { declaredIn } from "./names/name-spaces.ts";
import type { OpenFile, Range } from "./open-file.ts";
import { placeIn, syntaxOf } from "./place.ts";
import { type Part, type TablePart, textIn } from "./places/outline.ts";

export interface FileSymbol {
  readonly name: string;
  readonly kind: "table" | "list" | "key" | NamedThing;
  /** Whose process it is. */
  readonly detail?: string | undefined;
  /** With all that belongs to it. */
  readonly range: Range;
  /** Of the name. */
  readonly selection: Range;
  readonly children: readonly FileSymbol[];
}

/** Nobody looks through a longer list. */
const most = 10_000;

/** The names of a deployment that hold the letters of a question, in their order. */
export function namesLike(
  asked: string,
  deployment: Pick<OpenFile, "check" | "files">,
  library: Library,
): readonly NamePlace[] {
  const letters = [...asked.toLowerCase()];
  return declaredIn(deployment, library)
    .filter(({ text }) => {
      let at = 0;
      for (const letter of text.toLowerCase()) if (letter === letters[at]) at += 1;
      return at === letters.length;
    })
    .slice(0, most);
}

export function symbolsIn(open: OpenFile, library: Library): readonly FileSymbol[] {
  const syntax = syntaxOf(open.kind);
  if (syntax === "table") return nodesIn(open, library);
  if (syntax === "cfg") return pairsIn(open);
  return new Listing().ofTable(placeIn(open, 0).root, schemaOf(open.kind, library));
}

function schemaOf(kind: string, library: Library): ProseSchema | undefined {
  if (kind === "cluster" || kind === "hosts") return library.cluster;
  return kind === "settings" ? library.settings : undefined;
}

class Listing {
  #left = most;

  ofTable(table: TablePart, schema: ProseSchema | undefined, program?: string): FileSymbol[] {
    return table.entries.flatMap(({ key, start, end, value }) => {
      if (key === "" || this.#left <= 0) return [];
      this.#left -= 1;
      const own = schema && propertyOf(schema, table, key);
      const isNamed = schema?.["x-declares"] !== undefined && own === schema.additionalProperties;
      const children = this.#of(value, own, own?.["x-program"] ?? program);
      const kind = isNamed ? schema["x-declares"] : kindOf(value);
      const selection = { start, end };
      const range = around([selection, ...(value?.kind === "text" ? [value] : []), ...rangesOf(children)]);
      return [{ name: key, kind: kind ?? "key", range, selection, children }];
    });
  }

  #of(part: Part | undefined, schema: ProseSchema | undefined, program?: string): FileSymbol[] {
    if (part?.kind === "table") return part.isWord ? [] : this.ofTable(part, schema, program);
    if (part?.kind !== "list") return [];
    return part.items.flatMap((item, index) => {
      if (item?.kind !== "table" || this.#left <= 0) return [];
      this.#left -= 1;
      const own = schema?.items;
      const children = this.ofTable(item, own, own?.["x-program"] ?? program);
      const [first] = children;
      if (first === undefined) return [];
      const name = own && nameOf(item, own);
      return [
        {
          name: name?.text ?? `${index + 1}`,
          kind: name?.kind ?? "table",
          detail: own?.["x-program"] ?? program,
          range: around(rangesOf(children)),
          selection: name === undefined ? first.selection : { start: name.start, end: name.end },
          children,
        },
      ];
    });
  }
}

function kindOf(part: Part | undefined): FileSymbol["kind"] {
  return part?.kind === "table" || part?.kind === "list" ? part.kind : "key";
}

function rangesOf(symbols: readonly FileSymbol[]): Range[] {
  return symbols.map(({ range }) => range);
}

/** The shortest range that holds them all. */
function around(ranges: readonly Range[]): Range {
  return ranges.reduce((all, { start, end }) => ({
    start: Math.min(all.start, start),
    end: Math.max(all.end, end),
  }));
}

interface OwnName extends Range {
  readonly text: string;
  readonly kind: NamedThing;
}

/** What an item calls itself; a process without a name is called after its host. */
function nameOf(item: TablePart, schema: ProseSchema): OwnName | undefined {
  const known = [...propertiesAt(schema, item)];
  const kind = known.flatMap(([, property]) => property["x-declares"] ?? [])[0];
  if (kind === undefined) return undefined;
  const keys = [
    ...known.filter(([, property]) => property["x-declares"] !== undefined),
    ...known.filter(([, property]) => property["x-refers"] === "host"),
  ];
  for (const [key] of keys) {
    const { value } = item.entries.find((entry) => entry.key === key) ?? {};
    const text = textIn(value);
    const at = value?.kind === "table" ? value.entries[0] : value;
    if (text && at !== undefined && "start" in at) return { text, kind, start: at.start, end: at.end };
  }
  return undefined;
}

/** Each line by its key, with the node before it. */
function pairsIn({ source }: OpenFile): FileSymbol[] {
  return [...pairsOf(source)].slice(0, most).flatMap(({ line, key: { value, at } }): FileSymbol[] => {
    const selection = { start: at.start, end: at.end };
    const range = { start: at.start, end: line.start + line.text.trimEnd().length };
    return value === "" ? [] : [{ name: String(value), kind: "key", range, selection, children: [] }];
  });
}

/** The rows of cluster.nodes by their aliases. */
function nodesIn(open: OpenFile, library: Library): FileSymbol[] {
  const { text } = open.source;
  return namesOfProgramFile(open, library)
    .places.slice(0, most)
    .flatMap((place): FileSymbol[] => {
      if (place.does !== "declares") return [];
      const { start, end } = place.at;
      const newline = text.indexOf("\n", end);
      const row = { start: text.lastIndexOf("\n", start) + 1, end: newline === -1 ? text.length : newline };
      return [{ name: place.text, kind: place.what, range: row, selection: { start, end }, children: [] }];
    });
}
