/** What is known of a place: a part of the schema of a document, or a key of a program. */

import { newestOf } from "../../products/known-releases.ts";
import type { KeyReference } from "../../products/product.ts";
import { entriesOf } from "../../schema/catalogue.ts";
import type { DocumentKey, ProseSchema } from "../../schema/documents/document-keys.ts";
import { type Library, referenceNamed } from "../library.ts";
import { type OpenFile, releaseSaidIn } from "../open-file.ts";
import { type Path, partAt, type TablePart, textAt } from "../places/outline.ts";
import { isFree, propertiesAt, propertyOf } from "./document-part.ts";

export type Subject = DocumentSubject | ProgramSubject;

export interface DocumentSubject {
  readonly of: "document";
  readonly schema: ProseSchema;
  /** Whose processes, instances or keys are around it. */
  readonly program: string | undefined;
  /** As in the list of its keys: `[]` behind a list, `<name>` for a name that the user chooses. */
  readonly key: string;
  readonly keys: readonly DocumentKey[];
}

export interface ProgramSubject {
  readonly of: "program";
  readonly file: ProgramFile;
  /** Dotted, `[]` behind a list; empty for the whole file. */
  readonly key: string;
}

/** The keys of a program at a release, in a file of its own or under `config`. */
export interface ProgramFile {
  readonly reference: KeyReference;
  readonly version: string;
  /** Undefined: not told, so keys of any variant may be right. */
  readonly tag: (key: string) => string | undefined;
  /** Under `config` a key that follows from the rest of cluster.yaml is refused. */
  readonly isDerived: (key: string) => boolean;
  readonly isConfig: boolean;
  /** Of the nodes whose keys these are; undefined for all kinds that the file serves. */
  readonly nodeKind?: string | undefined;
}

/** Undefined where nothing is known of the place. */
export function subjectAt(
  open: OpenFile,
  root: TablePart,
  path: Path,
  library: Library,
): Subject | undefined {
  if (open.kind === "settings")
    return inDocument(library.settings, library.settingsKeys, root, path, library);
  if (open.kind === "cluster" || open.kind === "hosts")
    return inDocument(library.cluster, library.clusterKeys, root, path, library);
  const file = programFile(open, root, library);
  return file && { of: "program", file, key: keyOf(path, file) };
}

function inDocument(
  schema: ProseSchema,
  keys: readonly DocumentKey[],
  root: TablePart,
  path: Path,
  library: Library,
): Subject | undefined {
  let here = schema;
  let program = schema["x-program"] as string | undefined;
  let key = "";
  for (const [index, segment] of path.entries()) {
    const part = partAt(root, path.slice(0, index));
    if (isFree(here) && here["x-program"] !== undefined) {
      const file = configFile(root, path.slice(0, index), here, here["x-program"], library);
      return { of: "program", file, key: keyOf(path.slice(index), file) };
    }
    const next: ProseSchema | undefined =
      typeof segment === "number" ? here.items : propertyOf(here, part, segment);
    if (next === undefined) return undefined;
    const name =
      typeof segment === "number" || propertiesAt(here, part).has(segment)
        ? segment
        : `<${here["x-names"] ?? "name"}>`;
    key = typeof name === "number" ? `${key}[]` : key === "" ? name : `${key}.${name}`;
    program = next["x-program"] ?? program;
    here = next;
  }
  if (isFree(here) && here["x-program"] !== undefined)
    return { of: "program", file: configFile(root, path, here, here["x-program"], library), key: "" };
  return { of: "document", schema: here, program, key, keys };
}

/** Numbers become the `[]` of a catalogue, and a key that the program takes in any case is as the catalogue spells it. */
function keyOf(path: Path, { reference: { catalogue } }: ProgramFile): string {
  const key = path.reduce<string>(
    (before, segment) =>
      typeof segment === "number" ? `${before}[]` : before === "" ? segment : `${before}.${segment}`,
    "",
  );
  return entriesOf(catalogue, key)[0]?.key ?? key;
}

function configFile(
  root: TablePart,
  path: Path,
  schema: ProseSchema,
  program: string,
  library: Library,
): ProgramFile {
  const reference = referenceOf(program, library);
  const writes = new Map<string, string>();
  for (const { key, writes: keys } of library.clusterKeys)
    for (const one of keys) if (one.startsWith(`${program}:`)) writes.set(one.slice(program.length + 1), key);
  const product = library.products.find((one) => one.programs.some(({ kind }) => kind === program));
  const derived = product?.derivedKeys[program];
  return {
    reference,
    version: releaseAround(root, path, reference, library),
    tag: (key) => {
      const from = writes.get(key);
      return from === undefined ? undefined : textAt(root, from.split("."));
    },
    isDerived: (key) => derived?.[key] !== undefined,
    isConfig: true,
    nodeKind: schema["x-node-kind"],
  };
}

function referenceOf(program: string, library: Library): KeyReference {
  const found = referenceNamed(program, library);
  if (found === undefined) throw new Error(`no program is called ${program}`);
  return found;
}

/** Of the entry that the place is in, else of its section; the newest one where none is told. */
function releaseAround(root: TablePart, path: Path, { catalogue }: KeyReference, library: Library): string {
  const program = library.products
    .flatMap(({ programs }) => programs)
    .find((one) => one.catalogue === catalogue);
  for (let length = path.length; length > 0; length -= 1) {
    const table = path.slice(0, length);
    const written = textAt(root, [...table, "version"]);
    if (written === undefined) continue;
    const version = textAt(root, [...table, "treat_as"]) ?? written;
    if (program?.hasRelease(version)) return version;
    const inLine = catalogue.releases.findLast((one) => one.version.startsWith(`${version}.`));
    if (inLine !== undefined) return inLine.version;
  }
  return newestOf(catalogue);
}

function programFile(open: OpenFile, root: TablePart, library: Library): ProgramFile | undefined {
  const reference = referenceNamed(open.kind, library);
  if (reference === undefined) return undefined;
  return {
    reference,
    version: releaseSaidIn(open) ?? newestOf(reference.catalogue),
    tag: (key) => textAt(root, key.split(".")),
    isDerived: () => false,
    isConfig: false,
  };
}
