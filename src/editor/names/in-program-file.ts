/** The names in a file of a program: aliases of DolphinDB, members of HoraeMeta. */
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { LintInput } from "../../lint.ts";
import { newestOf } from "../../products/known-releases.ts";
import { programNamed } from "../../products/program-named.ts";
import { type Catalogue, entriesOf } from "../../schema/catalogue.ts";
import { pairsOf } from "../../source/cfg/lines.ts";
import type { Node, ScalarNode } from "../../source/tree.ts";
import type { Library } from "../library.ts";
import { syntaxOf } from "../place.ts";
import type { NamedFile } from "./in-document.ts";
import { type NamePlace, named, namesOfKey } from "./name-place.ts";

const known = new WeakMap<SourceFile, NamedFile>();

export function namesOfProgramFile(input: LintInput, library: Library): NamedFile {
  const before = known.get(input.source);
  if (before !== undefined) return before;
  const found = read(input, library);
  known.set(input.source, found);
  return found;
}

function read({ source, kind }: LintInput, library: Library): NamedFile {
  const { program } = programNamed(kind, library.products) ?? {};
  const takesNames =
    program?.catalogue.qualifier !== undefined ||
    program?.catalogue.keys.some(({ declares, refers }) => declares ?? refers);
  if (program === undefined || !takesNames) return { source, places: [], isWhole: true };
  const { catalogue } = program;
  if (syntaxOf(kind) === "cfg")
    return { source, places: [...namesInPairs(source, catalogue)], isWhole: true };
  const bag = new DiagnosticBag("file", true);
  const tree = program.parse(source, bag, newestOf(catalogue));
  if (tree === undefined) return { source, places: [], isWhole: false };
  return { source, places: [...namesInTree(tree, "", catalogue)], isWhole: !bag.hasErrors() };
}

/** Every line, as of two with one key nobody knows which counts. */
function* namesInPairs(source: SourceFile, catalogue: Catalogue): Generator<NamePlace> {
  for (const { key, value } of pairsOf(source)) {
    const text = String(key.value);
    const dot = text.indexOf(".");
    if (dot > 0 && catalogue.qualifier?.of === "node")
      yield qualifierOf({ ...key, at: { ...key.at, end: key.at.start + dot } }, text.slice(0, dot));
    for (const entry of entriesOf(catalogue, text.slice(dot + 1))) yield* namesOfKey(entry, value);
  }
}

function qualifierOf({ at }: ScalarNode, text: string): NamePlace {
  const name = named(text);
  const isPattern = /[%?]/.test(text);
  const place = { does: "refers", what: "instance", at, text: name } as const;
  return isPattern ? { ...place, names: [], isPattern } : { ...place, names: [name] };
}

/** Keys of lists are those of their items. */
function* namesInTree(node: Node, key: string, catalogue: Catalogue): Generator<NamePlace> {
  if (node.kind === "list") for (const item of node.items) yield* namesInTree(item, key, catalogue);
  else if (node.kind === "map")
    for (const entry of node.entries.values()) {
      // The rows of a table are no key of its program.
      const isRows = entry.key === "rows" && entry.value.kind === "list" && key === "";
      yield* namesInTree(
        entry.value,
        isRows ? "" : key === "" ? entry.key : `${key}.${entry.key}`,
        catalogue,
      );
    }
  else if (node.kind === "scalar")
    for (const entry of entriesOf(catalogue, key)) yield* namesOfKey(entry, node);
}
