/**
 * The keys of one program over all its releases, as `npm run gen` flattens them from the schemas. One entry is one
 * key under one variant of its table; what a release saw of it comes from `stateAt`.
 */
import { type Constant, type Message, type Name, say } from "../diagnostics/message.ts";
import { lastSegment, tableOf } from "./key-path.ts";

export type JsonType = "string" | "integer" | "number" | "boolean" | "object" | "array";

/** How a key is at some release. */
export interface KeyState {
  /** The types that the program accepts; `object` without children here means a free table. */
  readonly types: readonly JsonType[];
  /** Index of the precompiled validator of the value. */
  readonly shape: number;
  readonly format?: Name;
  readonly values?: readonly Name[];
  readonly minimum?: number;
  /** Every number above it, and not itself. */
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  /** A number between them that is none of those. */
  readonly except?: number;
  /** What the program does with a value of the right type that is beyond its bounds, where it does take the file. */
  readonly outOfBounds?: Name;
  /** Absent: the program has none. */
  readonly default?: unknown;
  /** What the program uses if the whole table is missing, where that differs. */
  readonly defaultWhenTableAbsent?: unknown;
  /** The table has to hold the key if it is there at all. */
  readonly required?: true;
  /** Its keys, or those of its items, are keys of the catalogue. */
  readonly table?: true;
  /** The dotted names in a table that is one value: others in it go unread. */
  readonly members?: readonly Name[];
}

export interface KeyEntry extends KeyState {
  /** Dotted path; `[]` after a segment stands for the items of a list. */
  readonly key: Name;
  /** Only read while the tag of its table has this value. */
  readonly variant?: { readonly key: Name; readonly is: Name };
  readonly since: Name;
  readonly until?: Name;
  readonly history?: readonly PastState[];
  readonly renamedFrom?: readonly OldName[];
  readonly env?: readonly EnvironmentName[];
  readonly unit?: Name;
  readonly scope?: Scope;
  readonly secret?: true;
  readonly deadSince?: Name;
  /** The value counts only when something is created, named here, and a later change has no effect. */
  readonly applied?: Name;
  /** Where data lie, or of what kind the place is: with another value the process does not find them. */
  readonly locatesData?: true;
  /** Nobody states that the key is dead, so it is emitted all the same and a finding is a hint. */
  readonly deadInferred?: true;
  /** First releases by line, where parallel lines got or lost the key at different ones. */
  readonly sinceByLine?: Readonly<Record<string, Name>>;
  readonly deadSinceByLine?: Readonly<Record<string, Name>>;
  /** No source names a first release; `since` is the oldest one, so that nothing is reported. */
  readonly sinceUnknown?: true;
  /** Values that are younger than the key. */
  readonly valueSince?: Readonly<Record<string, { since: Name; "by-line"?: Readonly<Record<string, Name>> }>>;
  /** Beyond these a value makes no sense, though no document says so. */
  readonly likelyMinimum?: number;
  readonly likelyMaximum?: number;
  /** How documents spell the values of a boolean. */
  readonly spellings?: readonly Name[];
  /** The newer name of the same key. */
  readonly aliasOf?: Name;
  /** Misspellings that occur in documents and files. */
  readonly seenAs?: readonly Name[];
  /** Kinds of processes that read the key, where one file serves several. */
  readonly nodeKinds?: readonly Name[];
  /** Those among them that no document names. */
  readonly inferredKinds?: readonly Name[];
  /** Kinds that one document names and the others leave out. */
  readonly disputedKinds?: readonly Name[];
  readonly commandLineOnly?: true;
  /** What may stand before the key and a dot. */
  readonly qualifier?: {
    readonly of: "node" | "zone";
    readonly since?: Name;
    readonly "by-line"?: Readonly<Record<string, Name>>;
  };
  /** What the names in its text are the names of, and whether it gives them or speaks of them. */
  readonly declares?: "instance";
  readonly refers?: "instance";
  /** A regular expression that finds the names, each in its first group; without it the whole text is one. */
  readonly nameAt?: string;
  /** Other files that hold the key in working clusters, against the documents. */
  readonly filesSeen?: readonly Name[];
  /** Whether a value that several processes share may, or has to, name each by a macro. */
  readonly aliasMacro?: "allowed" | "required-with-pattern";
  /** The default in words, where it is computed or differs by mode. */
  readonly defaultText?: Name;
  readonly appliesWhen?: {
    readonly key: Name;
    readonly is: Constant;
    readonly before?: Constant;
    /** What becomes of the key else, if it does not just go unread. */
    readonly otherwise?: "refused";
  };
  readonly unknownKeys?: "reject" | "ignore";
  readonly caseInsensitive?: true;
  /** Since when an empty table below the name of a value counts as that value: `{ Append = {} }`. */
  readonly valueTablesSince?: Name;
  /** A number or a boolean may stand in quotes. */
  readonly acceptQuoted?: true;
  /** The form that the documentation shows; nobody has seen another one refused. */
  readonly documentedForm?: { readonly pattern: Name; readonly example: Name };
  readonly nativeType?: Name;
  /** The program does not start with a value that the key does not take, whatever it does for other keys. */
  readonly wrongValues?: "refused";
}

export interface OldName {
  readonly key: Name;
  /** The last release with the name; `never` if it stands in documents only. */
  readonly until: Name;
  /** What becomes of the data where a release drops the old name: reads on after "so". */
  readonly endangers?: Name;
  /** Values in the old table with which nothing is lost. */
  readonly unless?: Readonly<Record<string, Name>>;
}

/** With whose value of the key a value has to agree, or must not. */
export type Scope =
  | "unique-per-node"
  | "unique-per-host"
  | "equal-across-nodes"
  | "equal-in-region"
  | "unique-per-region"
  | "free";

/**
 * Members that differed up to and including a release, or before another where that is known better; null means that
 * the member was not there.
 */
export type PastState = { readonly until: Name; readonly before?: Name; readonly absent?: true } & {
  readonly [Member in keyof KeyState]?: KeyState[Member] | null;
};

export interface EnvironmentName {
  readonly name: Name;
  /** The syntax of the variable, where it is not that of the key; of an address with a port the address counts. */
  readonly format?: Name;
  readonly since?: Name;
  readonly until?: Name;
}

/** A variable that belongs to no key. */
export interface OwnVariable extends EnvironmentName {
  readonly effect: Name;
  /** What earlier releases called it. */
  readonly renamedFrom?: Name;
  /** What holds without it, as text. */
  readonly default?: Name;
  readonly values?: readonly Name[];
  /** The program does not start while it holds any text. */
  readonly stopsStart?: true;
  /** Where the program reads it. */
  readonly source: Name;
}

export interface Release {
  readonly version: Name;
  /** The program's name in this release, such as CeresDB before HoraeDB. */
  readonly name: Name;
}

export interface Catalogue {
  readonly program: Name;
  readonly unknownKeys: "reject" | "ignore";
  /** To whom the program shows the secrets of its file; reads on after "yes; ". */
  readonly secretsShown?: Name;
  /** Whether the program refuses a value that its key does not take, or nobody says what it does. */
  readonly wrongValues?: "refused" | "undocumented";
  readonly keyCase: "exact" | "insensitive";
  /** `documentation`: the program's source is not public, so what it refuses is not known for certain. */
  readonly knownFrom?: "documentation";
  /** `absent`: an optional key without a value counts as left out. */
  readonly emptyValues?: "absent";
  /** What the program makes of a table's header with nothing below it where a value belongs; else it is refused. */
  readonly emptyHeaders?: "ignored";
  /** A list is taken for a table, by the order of the keys here, and since when with too many items or too few. */
  readonly listsAsTables?: { readonly longerSince: Name; readonly shorterSince: Name };
  readonly oldestCompared: Name;
  /** What builds of the program may have and others lack. */
  readonly features?: readonly Name[];
  readonly releases: readonly Release[];
  /** Variables that the program reads and that belong to no key. */
  readonly environment: readonly OwnVariable[];
  /** What may stand before any key and a dot: the name of a node, or a pattern for names. */
  readonly qualifier?: { readonly of: "node"; readonly patterns?: boolean };
  readonly keys: readonly KeyEntry[];
}

/** All entries of a key, one per variant; none if no release ever read it. */
export function entriesOf(catalogue: Catalogue, key: string): readonly KeyEntry[] {
  return byKey(catalogue, folded(catalogue, key));
}

const byKey = lookupBy(({ key }, catalogue) => [folded(catalogue, key)]);

/** A lookup of entries by names of theirs, in the order of the catalogue. */
export function lookupBy(
  namesOf: (entry: KeyEntry, catalogue: Catalogue) => readonly string[],
): (catalogue: Catalogue, name: string) => readonly KeyEntry[] {
  const known = new WeakMap<Catalogue, Map<string, KeyEntry[]>>();
  return (catalogue, name) => {
    let index = known.get(catalogue);
    if (index === undefined) {
      index = new Map();
      known.set(catalogue, index);
      for (const entry of catalogue.keys) {
        for (const one of new Set(namesOf(entry, catalogue))) {
          const others = index.get(one);
          if (others === undefined) index.set(one, [entry]);
          else others.push(entry);
        }
      }
    }
    return index.get(name) ?? [];
  };
}

const tables = new WeakMap<Catalogue, Map<string, Map<string, KeyEntry[]>>>();

/**
 * All entries of a key by its table and its name in it. For thousands of files this is where the time goes, and a
 * dotted key put together for each line would have to be hashed anew.
 */
export function entriesIn(catalogue: Catalogue, table: string, name: string): readonly KeyEntry[] {
  let index = tables.get(catalogue);
  if (index === undefined) {
    index = new Map();
    for (const entry of catalogue.keys) {
      const key = folded(catalogue, entry.key);
      const names = index.get(tableOf(key)) ?? new Map<string, KeyEntry[]>();
      index.set(tableOf(key), names);
      names.set(lastSegment(key), [...(names.get(lastSegment(key)) ?? []), entry]);
    }
    tables.set(catalogue, index);
  }
  return index.get(folded(catalogue, table))?.get(folded(catalogue, name)) ?? [];
}

/** A key as the program compares it. */
export function folded(catalogue: Catalogue, key: string): string {
  return catalogue.keyCase === "insensitive" ? key.toLowerCase() : key;
}

/** The program's name at a release: `HoraeDB 2.1.0`, `CeresDB 1.2.7`. */
export function displayName(catalogue: Catalogue, version: Message): Message {
  return say`${productName(catalogue, version)} ${version}`;
}

export function productName(catalogue: Catalogue, version: string): Message {
  return releaseOf(catalogue, version)?.name ?? catalogue.releases.at(-1)?.name ?? catalogue.program;
}

export function releaseOf(catalogue: Catalogue, version: string): Release | undefined {
  return catalogue.releases.find((release) => release.version === version);
}
