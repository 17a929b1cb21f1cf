/** What a product brings. `compile` and `lint` know products by this interface only. */
import type { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Premise } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import type { ByName, Message, Name, Sayable } from "../diagnostics/message.ts";
import type { Steps } from "../diagnostics/steps.ts";
import type { OutputFile } from "../emit/output-file.ts";
import type { Group, Host, Instance, Model, Site } from "../model/model.ts";
import type { Rule } from "../rules/rule.ts";
import type { Catalogue } from "../schema/catalogue.ts";
import type { DocumentSchema } from "../schema/document-schema.ts";
import type { Validator } from "../schema/documents/check-document.ts";
import type { View } from "../schema/documents/view.ts";
import type { Prose } from "../schema/prose.ts";
import type { Traced, Value } from "../schema/value.ts";
import type { MapNode } from "../source/tree.ts";
import type { Starter, StarterSite } from "./starter.ts";

/** What it takes to lint files of its programs: nothing that only cluster.yaml needs. */
export interface FileSide {
  /** Its key in cluster.yaml, its folder in a host's part of the bundle, its folder in the sources. */
  readonly name: Message;
  readonly programs: readonly Program[];
  readonly rules: readonly Rule[];
  /** Files written by hand into the model. */
  read(files: readonly LateFile[], bag: DiagnosticBag): Steps<ReadFiles>;
  /** How a cluster of a cluster.yaml is held against files that name its processes, where it can be told which do. */
  readonly across?: Across;
}

export interface Across {
  /** The groups, of which those that name each other's addresses are one. */
  join(groups: readonly Group[]): readonly Group[];
}

export interface Product extends FileSide {
  readonly section: { readonly schema: DocumentSchema; readonly validate: Validator };
  /** cluster.yaml into the model. */
  resolve(section: View<unknown>, context: ResolveContext): Resolved;
  /** The model into files; called only for a model without errors. */
  lower(model: Model, site: Site): readonly OutputFile[];
  /** Everything known about the keys of its programs, for `explain` and the key reference. */
  reference(): Promise<readonly KeyReference[]>;
  /** Schemas with their prose, by the name that `cfgc schema` takes; the section of cluster.yaml is `section`. */
  editorSchemas(): Promise<Readonly<Record<string, EditorSchema>>>;
  /** By the kind of the program: keys that `config` may not set, with what to write instead. */
  readonly derivedKeys: Readonly<Record<string, Readonly<Record<string, Message>>>>;
  /** The product's part of the bundle's README, as Markdown, or undefined if the site does not have it. */
  readme(model: Model, site: Site): string | undefined;
  /** The product's part of a new cluster.yaml. */
  starter(site: StarterSite): Promise<Starter>;
}

/** A program whose file cfgc knows. */
export interface Program {
  /** The name for `--as`, `explain`, `schema` and comments. */
  readonly kind: Name;
  readonly aliases: readonly string[];
  readonly catalogue: Catalogue;
  /** Reads the syntax of its file; undefined if nothing of it can be read, which is reported. */
  readonly parse: (source: SourceFile, bag: DiagnosticBag, version: Sayable) => MapNode | undefined;
  /** Whether there is such a release; a product with endless patch releases need not list them all. */
  readonly hasRelease: (version: string) => boolean;
  /** How releases are called, where the list of them does not say it. */
  readonly releasePattern?: Message;
  readonly isValid: (shape: number, value: unknown) => boolean;
  /** A file that says no release is of the one that the files beside it say. */
  readonly releaseFromOthers?: true;
  /**
   * What it takes for changed keys of its file at a path of the bundle to count, where a restart is not enough; reads
   * on after "key, key: ".
   */
  readonly inForce?: (path: string, model: Model) => string | undefined;
}

export interface ResolveContext {
  readonly site: Site;
  readonly hosts: ReadonlyMap<string, Host>;
  readonly bag: DiagnosticBag;
}

export interface Resolved {
  readonly instances: readonly Instance[];
  readonly groups: readonly Group[];
}

export interface ReadFiles extends Resolved {
  /** Machines that the files tell of. */
  readonly hosts: readonly Host[];
}

export interface KeyReference {
  readonly catalogue: Catalogue;
  readonly prose: Prose;
}

export type EditorSchema = Readonly<Record<string, unknown>>;

/** A file of a known kind and version, parsed when it is asked for. */
export interface LateFile extends Omit<UpstreamFile, "tree"> {
  /** What is wrong with the syntax is reported at the first call; undefined if nothing of it can be read. */
  readonly parse: () => MapNode | undefined;
}

/** The file, parsed; nothing if it cannot be read. Who holds the trees of thousands of files fills the memory with them. */
export function opened({ parse, ...file }: LateFile): UpstreamFile[] {
  const tree = parse();
  return tree === undefined ? [] : [{ ...file, tree }];
}

/** A file of a known kind and version, parsed. */
export interface UpstreamFile {
  readonly source: SourceFile;
  readonly program: Program;
  /** The release whose knowledge counts. */
  readonly version: Name;
  /** The release that it is of, where cfgc does not know that one and goes by `version`. */
  readonly release?: Name | undefined;
  /** What is said with each finding that rests on that. */
  readonly premise?: Premise | undefined;
  /** Whether the file or the user said the version; otherwise it is the newest one. */
  readonly versionGiven: boolean;
  readonly buildFeatures: readonly string[];
  readonly tree: MapNode;
  /** What environment variables say instead, by key, where its own environment is known; undefined if not readable. */
  readonly overrides?: ByName<Traced<Value> | undefined>;
}
