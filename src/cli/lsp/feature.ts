import type { TextEdit as EditorEdit, ServerCapabilities, WorkspaceEdit } from "vscode-languageserver";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TextEdit } from "../../diagnostics/fix.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { OpenFile } from "../../editor/open-file.ts";
import type { EditorConnection } from "./connection.ts";

/** One kind of question that editors ask. */
export interface Feature {
  /** What the editor is told that the server can do. */
  readonly capabilities: ServerCapabilities;
  readonly register: (connection: EditorConnection, editor: OpenFiles) => void;
  /** What its answers are called, where an editor has to ask again for them when another file has changed. */
  readonly shown?: "inlayHint" | "codeLens";
}

export interface ClientAbilities {
  /** Texts with places to fill in. */
  readonly takesSnippets: boolean;
  /** Texts of several lines, which it does not indent by itself. */
  readonly takesLines: boolean;
  /** Edits that are for one version of a text. */
  readonly takesVersions: boolean;
  /** It opens texts that the server has, and no disk. */
  readonly showsTexts: boolean;
  /** Of these it asks again when it is told to. */
  readonly refreshes: ReadonlySet<Feature["shown"]>;
}

interface Addresses {
  readonly uriOf: (file: SourceFile) => string;
}

/** What features know of the editor. */
export interface OpenFiles {
  /** What the editor said that it can do. */
  readonly client: ClientAbilities;
  /**
   * The file once everything up to now is checked, for answers whose places come from findings or the model; undefined if
   * it is none of ours.
   */
  checked(uri: string): Promise<OpenFile | undefined>;
  /** As it is now, waiting for a first check only; of files that no deployment holds, such as hosts for `include`, as well. */
  asked(uri: string): Promise<OpenFile | undefined>;
  /** As with `asked`, once everything is checked, and with all sites of its folder: a file with hosts may be in several. */
  withSites(uri: string): Promise<OpenFile | undefined>;
  /** Of all folders, once everything is checked. */
  deployments(): Promise<readonly (Pick<OpenFile, "check" | "files"> & Addresses)[]>;
  /** The address of a file that is in a model or in a finding of the deployment of `uri`. */
  uriOf(file: SourceFile, uri: string): string;
  /** The folder that an editor has open, in which a file lies; else the directory of the file. */
  folderOf(path: string): string;
  /** Edits of files of the deployment of `uri`, by address. */
  changes(edits: readonly TextEdit[], uri: string): Record<string, EditorEdit[]>;
  /** The same, each for the version of the text that it was made for; undefined if one of the texts is another by now. */
  versioned(edits: readonly TextEdit[], uri: string): WorkspaceEdit | undefined;
  /** The first error that the edits would bring about. */
  errorAfter(edits: readonly TextEdit[], uri: string): Promise<Diagnostic | undefined>;
}
