import type { OfferedFix } from "./help.ts";
import type { Location } from "./location.ts";
import { type Message, type Name, writtenName } from "./message.ts";
import type { Fault, Severity } from "./severity.ts";

/**
 * What can be wrong, and everything that is to be said about it: the text of its documentation page and the
 * examples that the tests run. Diagnostics refer to the object, so a code cannot be confused with another text.
 */
export interface Code {
  /** kebab-case, named for the fault. */
  readonly name: string;
  readonly fault: Fault;
  /** It holds whatever the release of a program is: it is about the language, the site or the text. */
  readonly anyRelease?: true;
  /** It is looked for between a cluster.yaml and files that somebody wrote, too; it is a warning there. */
  readonly across?: true;
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** Why the program or the operator minds; names the source of a claim about another program. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  readonly examples: Examples;
}

/** A code is a word of ours. */
export function nameOfCode({ name }: Code): Name {
  return writtenName(name);
}

export interface Examples {
  /** Inputs for which exactly this code is reported. */
  readonly invalid: readonly Example[];
  /** Inputs for which nothing is reported. */
  readonly valid: readonly Example[];
  /** Inputs at the edge: the last that passes and the first that does not. */
  readonly boundary?: readonly (Example & { readonly fires: boolean })[];
}

/** Files by name. A `cluster.yaml` is compiled; other names are linted as the kind that `as` gives. */
export interface Example {
  readonly title?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly as?: string;
  /** The files are linted as a folder, whose files are all that there are. */
  readonly closed?: boolean;
  /** How severe the finding is, where the fault of the code says something else. */
  readonly severity?: Severity;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** One sentence, lower case, no full stop, no position, never a secret. */
  readonly message: Message;
  /** The dotted path of the key that the finding is about. */
  readonly key?: Name;
  /** Where to look first. */
  readonly at: Location;
  /** Every other place involved. */
  readonly related: readonly Related[];
  /** What to do: advice, unless there are fixes that do it. */
  readonly help?: Message;
  /** Edits, each of which does what the help says. */
  readonly fixes?: readonly OfferedFix[];
}

export interface Related {
  readonly at: Location;
  readonly message: Message;
}

/** That a release which cfgc does not know is treated as an older one; it is said with what rests on it. */
export interface Premise extends Related {
  /** The release that runs. */
  readonly release: Name;
}
