/** `cfgc lsp`: what the editor says and asks, and who answers. */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { InitializeParams, InitializeResult } from "vscode-languageserver";
import type { Io } from "../io.ts";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import { connect, type EditorConnection } from "./connection.ts";
import { editorDiagnostic, pathOf, uriOf } from "./convert.ts";
import { Workspace } from "./workspace.ts";

export async function serve(io: Io): Promise<number> {
  const { connection, documents, ended } = connect(io);
  const notice = (text: string) => connection.window.showInformationMessage(`cfgc: ${text}`);
  const workspace = new Workspace(io, notice);
  const publisher = new Publisher(workspace, connection);
  connection.onInitialize((params) => {
    for (const root of rootsOf(params)) workspace.addRoot(root);
    return answer;
  });
  connection.onInitialized(() => publisher.checkSoon());
  documents.onDidChangeContent(({ document }) => {
    const path = pathOf(document.uri);
    if (path === undefined) return;
    publisher.isAt(path, document.uri);
    workspace.write(path, document.getText());
    publisher.checkSoon();
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    if (path !== undefined) workspace.close(path);
    publisher.checkSoon();
  });
  documents.onDidSave(() => {
    workspace.changedOnDisk();
    publisher.checkSoon();
  });
  connection.onDidChangeWatchedFiles(() => {
    workspace.changedOnDisk();
    publisher.checkSoon();
  });
  documents.listen(connection);
  connection.listen();
  return ended;
}

const answer: InitializeResult = {
  serverInfo: { name: "cfgc", version },
  capabilities: {
    textDocumentSync: { openClose: true, change: 2, save: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => pathOf(uri) ?? []);
}

/** Checks after edits, and tells the editor what was found. */
class Publisher {
  readonly #workspace: Workspace;
  readonly #connection: EditorConnection;
  /** How the editor calls a file. */
  readonly #uris = new Map<string, string>();
  /** Files whose findings the editor shows. */
  #shown = new Set<string>();
  /** Counts what asked for a check; one that is not for the last is given up. */
  #asked = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(workspace: Workspace, connection: EditorConnection) {
    this.#workspace = workspace;
    this.#connection = connection;
  }

  isAt(path: string, uri: string): void {
    this.#uris.set(path, uri);
  }

  /** After all messages that are there already, so that of several edits only the last is checked. */
  checkSoon(): void {
    this.#asked += 1;
    const asked = this.#asked;
    setImmediate(() => {
      this.#last = this.#last.then(() => this.#check(() => asked !== this.#asked));
    });
  }

  async #check(isOutdated: () => boolean): Promise<void> {
    for (const folder of this.#workspace.folders()) {
      if (isOutdated()) return;
      try {
        await folder.check(isOutdated);
      } catch (error) {
        // A folder without permission, say: the rest is checked all the same.
        if (!(error instanceof UserError)) throw error;
        this.#connection.console.warn(error.message);
      }
    }
    if (isOutdated()) return;
    const found = this.#workspace.found();
    for (const path of new Set([...this.#shown, ...found.keys(), ...this.#workspace.openFiles()])) {
      const folder = this.#workspace.folderOf(path);
      const uriFor = (shown: string) => this.#uriOf(resolve(folder.root, shown));
      const diagnostics = (found.get(path) ?? []).map((one) => editorDiagnostic(one, uriFor, pageOf));
      await this.#connection.sendDiagnostics({ uri: this.#uriOf(path), diagnostics });
    }
    this.#shown = new Set(found.keys());
  }

  #uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }
}

/** The page of a code, which lies in the package. */
function pageOf(code: string): string {
  return uriOf(fileURLToPath(new URL(`../docs/rules/${code}.md`, import.meta.url)));
}
