/**
 * Where names are at home: the hosts of a site, the instances of one program in it, its regions; the aliases of a cluster
 * in files of its programs. Sites that include one file share the hosts in it.
 */
import type { SourceFile } from "../../diagnostics/location.ts";
import type { Model } from "../../model/model.ts";
import type { NamedThing } from "../../schema/document-schema.ts";
import { fitsWildcards } from "../../source/wildcards.ts";
import type { Library } from "../library.ts";
import type { OpenFile } from "../open-file.ts";
import { impliedNames, type NamedFile, namesOfDocument } from "./in-document.ts";
import { namesOfProgramFile } from "./in-program-file.ts";
import { type NamePlace, shareName } from "./name-place.ts";

export interface NameSpace {
  readonly what: NamedThing;
  readonly program?: string | undefined;
  readonly places: ReadonlySet<NamePlace>;
  /** All of these have to be read to know every place. */
  readonly files: readonly NamedFile[];
  /** False where a file is missing that may say more. */
  readonly isWhole: boolean;
}

/** Of the deployment of a file, and of all sites around it. */
export function nameSpaces(open: OpenFile, library: Library): readonly NameSpace[] {
  if (open.kind !== "hosts" && open.kind !== "cluster") return spacesOfPrograms(open, library);
  const namesOf = onceEach(library);
  const own = namesOf(open.source);
  const spaces = open.check.sites.flatMap(({ model }) => spacesOfSites(model, namesOf));
  return spaces.some(({ files }) => files.includes(own)) ? spaces : [...spaces, ...spacesOf([own], [], true)];
}

/** An included file is read anew for each site, and is one file all the same. */
function onceEach(library: Library): (source: SourceFile) => NamedFile {
  const read = new Map<string, NamedFile>();
  return (source) => {
    const found = read.get(source.path) ?? namesOfDocument(source, library);
    read.set(source.path, found);
    return found;
  };
}

function spacesOfSites(model: Model, namesOf: (source: SourceFile) => NamedFile): NameSpace[] {
  const files = new Map(model.sites.map((site) => [site, new Set([namesOf(site.at.file)])]));
  for (const { site, at } of model.hosts) if (site !== undefined) files.get(site)?.add(namesOf(at.file));
  return [...files].flatMap(([site, own]) =>
    spacesOf([...own], impliedNames(model, site.at.file.path), site.hostsKnown),
  );
}

/** One space for each kind of names. */
function spacesOf(
  files: readonly NamedFile[],
  implied: readonly NamePlace[],
  isWhole: boolean,
): readonly NameSpace[] {
  const spaces = new Map<string, NameSpace & { readonly places: Set<NamePlace> }>();
  for (const place of [...files.flatMap(({ places }) => places), ...implied]) {
    const { what, program } = place;
    const key = `${what} ${program}`;
    const space = spaces.get(key) ?? { what, program, places: new Set(), files, isWhole };
    spaces.set(key, space);
    space.places.add(place);
  }
  return [...spaces.values()];
}

function spacesOfPrograms(open: OpenFile, library: Library): readonly NameSpace[] {
  const groups = open.check.written?.model.groups ?? [];
  const pathsOf = groups.map(
    ({ sources, instances }) =>
      new Set((sources ?? instances.map(({ at }) => at.file)).map(({ path }) => path)),
  );
  const here = pathsOf.find((paths) => paths.has(open.source.path));
  const inputs = here === undefined ? [open] : open.files.filter(({ source }) => here.has(source.path));
  const files = inputs.map((one) => namesOfProgramFile(one, library));
  return spacesOf(files, [], true);
}

/** Everything that a deployment has names for, once each. */
export function declaredIn(
  { files, check }: Pick<OpenFile, "check" | "files">,
  library: Library,
): readonly NamePlace[] {
  const namesOf = onceEach(library);
  const ofSites = check.sites.flatMap(({ model }) =>
    [...model.sites, ...model.hosts].map(({ at }) => namesOf(at.file)),
  );
  const ofPrograms = files
    .filter(({ kind }) => kind !== "cluster")
    .map((one) => namesOfProgramFile(one, library));
  return [...new Set([...ofSites, ...ofPrograms])].flatMap(({ places }) =>
    places.filter(({ does }) => does === "declares"),
  );
}

/** What is under a place: of several names the one that stands there itself. */
export function nameAt(
  { source: { path } }: OpenFile,
  offset: number,
  spaces: readonly NameSpace[],
): NamePlace | undefined {
  const touched = spaces
    .flatMap(({ places }) => [...places])
    .filter(({ at }) => at.file.path === path && at.start <= offset && offset <= at.end);
  return touched.find(({ isImplied }) => !isImplied) ?? touched[0];
}

/** What is meant by a name: the places that share it, in all spaces that its declarations are in. */
export interface Meant {
  readonly spaces: readonly NameSpace[];
  readonly places: readonly NamePlace[];
}

export function meantBy(target: NamePlace, spaces: readonly NameSpace[]): Meant {
  const names = new Set<string>(target.names);
  const reached = new Set(spaces.filter(({ places }) => places.has(target)));
  const found = new Set<NamePlace>();
  // What is added on the way is gone through as well.
  for (const { places } of reached)
    for (const place of places) {
      if (!isMeant(place, target, names)) continue;
      found.add(place);
      if (place.does === "declares")
        for (const other of spaces) if (other.places.has(place)) reached.add(other);
    }
  return { spaces: [...reached], places: [...found] };
}

function isMeant(place: NamePlace, target: NamePlace, names: ReadonlySet<string>): boolean {
  if (target.isPattern || place.isPattern) {
    const [pattern, other] = target.isPattern ? [target, place] : [place, target];
    if (other.isPattern) return other.text === pattern.text;
    return other.names.some((name) => fitsWildcards(name, pattern.text, "%", "?"));
  }
  return place === target || shareName(place, names);
}
