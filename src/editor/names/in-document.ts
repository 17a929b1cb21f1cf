/** The names in a cluster.yaml, or in a file with hosts for `include`. */
import { DiagnosticBag } from "../../diagnostics/bag.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { Instance, Model } from "../../model/model.ts";
import { clusterForm } from "../../products/cluster-form.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import { freeMapsIn } from "../../schema/document-schema.ts";
import { nodeAt } from "../../source/tree.ts";
import { readYaml } from "../../source/yaml.ts";
import { type Library, referenceNamed } from "../library.ts";
import { fullBudget, type NamePlace, named, namesIn, namesOfKey } from "./name-place.ts";
import { namedPlaces } from "./named-places.ts";

/** What a file says, and whether all of it could be read. */
export interface NamedFile {
  readonly source: SourceFile;
  readonly places: readonly NamePlace[];
  readonly isWhole: boolean;
}

const known = new WeakMap<SourceFile, NamedFile>();

/** Of a text that is not right at the moment: what can be read of it. */
export function namesOfDocument(source: SourceFile, library: Library): NamedFile {
  const before = known.get(source);
  if (before !== undefined) return before;
  const found = read(source, library);
  known.set(source, found);
  return found;
}

function read(source: SourceFile, library: Library): NamedFile {
  const bag = new DiagnosticBag("cluster-in-production", true);
  const tree = readYaml(source, bag, { form: clusterForm(library.products) });
  if (tree === undefined) return { source, places: [], isWhole: false };
  const budget = fullBudget();
  const places = [...namedPlaces(tree, library.cluster)].map(
    ({ does, what, program, name, at }): NamePlace => ({
      does,
      what,
      ...(what === "instance" ? { program } : {}),
      at,
      text: name,
      names: namesIn(name, budget),
    }),
  );
  // Keys of programs that take names, below a `config`.
  for (const { map, program } of freeMapsIn(tree, library.cluster)) {
    const catalogue = referenceNamed(program, library)?.catalogue;
    for (const key of catalogue === undefined ? [] : map.entries.keys()) {
      const value = nodeAt(map, key);
      for (const entry of catalogue === undefined ? [] : entriesOf(catalogue, key))
        if (value?.kind === "scalar")
          for (const place of namesOfKey(entry, value)) places.push({ ...place, program });
    }
  }
  return { source, places: onceEach(places), isWhole: !bag.hasErrors() };
}

/** What an anchor holds is read again at each alias. */
function onceEach(places: readonly NamePlace[]): NamePlace[] {
  const seen = new Set<string>();
  return places.filter(({ at, does, what, program }) => {
    const place = `${at.start} ${does} ${what} ${program}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** The hosts after which instances of a file are called. */
export function impliedNames({ instances }: Model, path: string): NamePlace[] {
  const byPlace = new Map<string, Instance[]>();
  for (const one of instances) {
    const { name, hostName } = one;
    if (name.origin.kind !== "derived" || hostName?.origin.kind !== "source") continue;
    const { file, start } = hostName.origin.at;
    if (file.path !== path) continue;
    const place = `${start} ${one.catalogue.program}`;
    const others = byPlace.get(place);
    if (others === undefined) byPlace.set(place, [one]);
    else others.push(one);
  }
  return [...byPlace.values()].flatMap((those) => {
    const [first] = those;
    if (first?.hostName?.origin.kind !== "source") return [];
    const { at: written } = first.hostName.origin;
    const isQuoted = /["']/.test(written.file.text.charAt(written.start));
    const at = isQuoted ? { ...written, start: written.start + 1, end: written.end - 1 } : written;
    return [
      {
        does: "declares",
        what: "instance",
        program: first.catalogue.program,
        at,
        text: named(at.file.text.slice(at.start, at.end)),
        names: those.map(({ name }) => name.value),
        isImplied: true,
      },
    ];
  });
}
