/** An editor as the language server sees one: Microsoft's own client side of the protocol, over the pipes of a process. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { program } from "./command.ts";

export class Editor {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly #published = new Map<string, readonly Diagnostic[]>();
  /** Files of which something was published since their last change. */
  readonly #fresh = new Set<string>();
  readonly #versions = new Map<string, number>();
  #waiting: (() => void)[] = [];
  /** What the server wants people to read. */
  readonly messages: string[] = [];
  /** Of what the server wanted to be asked again: kinds of answers, and addresses of texts. */
  readonly refreshed: string[] = [];
  /** Texts that the server asked to open, by address. */
  readonly opened: string[] = [];
  initialized: InitializeResult = { capabilities: {} };

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.process = child;
    this.connection = connection;
  }

  /** Starts `cfgc lsp` and opens folders. */
  static open(...folders: readonly string[]): Promise<Editor> {
    return Editor.#start(folders, true);
  }

  /** One that takes no edits for versions of texts. */
  static openPlain(...folders: readonly string[]): Promise<Editor> {
    return Editor.#start(folders, false);
  }

  static async #start(folders: readonly string[], documentChanges: boolean): Promise<Editor> {
    const child = spawn(process.execPath, [program, "lsp", "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdin, stdout } = child;
    const connection = createProtocolConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const editor = new Editor(child, connection);
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, version, diagnostics }) => {
      editor.#published.set(uri, diagnostics);
      if (version === editor.#versions.get(uri)) editor.#fresh.add(uri);
      for (const wake of editor.#waiting.splice(0)) wake();
    });
    connection.onNotification("window/showMessage", ({ message }) => {
      editor.messages.push(message);
    });
    connection.onRequest("window/showDocument", ({ uri }) => {
      editor.opened.push(uri);
      for (const wake of editor.#waiting.splice(0)) wake();
      return { success: true };
    });
    for (const shown of ["inlayHint", "codeLens"])
      connection.onRequest(`workspace/${shown}/refresh`, () => {
        editor.refreshed.push(shown);
        for (const wake of editor.#waiting.splice(0)) wake();
        return null;
      });
    connection.onRequest("workspace/textDocumentContent/refresh", ({ uri }) => {
      editor.refreshed.push(uri);
      return null;
    });
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/configuration", () => []);
    connection.listen();
    editor.initialized = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        workspace: {
          workspaceFolders: true,
          workspaceEdit: { documentChanges },
          inlayHint: { refreshSupport: true },
          codeLens: { refreshSupport: true },
          textDocumentContent: { dynamicRegistration: false },
        },
        window: { showDocument: { support: true } },
        textDocument: { publishDiagnostics: { relatedInformation: true } },
      },
      workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })),
    });
    await connection.sendNotification("initialized", {});
    return editor;
  }

  /** Opens a file with a text that need not be what is on the disk, or changes it. */
  async write(path: string, text: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    this.#fresh.delete(uri);
    if (version === 1)
      await this.connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "yaml", version, text },
      });
    else
      await this.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
  }

  async close(path: string): Promise<void> {
    const uri = pathToFileURL(path).href;
    this.#versions.delete(uri);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  /** What is published of a file after its last change, once the server has nothing left to do. */
  async diagnostics(path: string): Promise<readonly Diagnostic[]> {
    const uri = pathToFileURL(path).href;
    while (!this.#fresh.has(uri)) await new Promise<void>((wake) => this.#waiting.push(wake));
    await this.settled();
    return this.#published.get(uri) ?? [];
  }

  /** Ends when the server has said what the function waits for. */
  async until(isSaid: () => boolean): Promise<void> {
    while (!isSaid()) await new Promise<void>((wake) => this.#waiting.push(wake));
  }

  /** Ends when the server has nothing left to do: it answers this when all files are checked. */
  async settled(): Promise<void> {
    const start = { line: 0, character: 0 };
    await this.request("textDocument/codeAction", {
      textDocument: { uri: "untitled:none" },
      range: { start, end: start },
      context: { diagnostics: [] },
    });
  }

  /** Everything that is published, by path, without files that have nothing. */
  published(): ReadonlyMap<string, readonly Diagnostic[]> {
    const found = [...this.#published].filter(([, diagnostics]) => diagnostics.length > 0);
    return new Map(found.map(([uri, diagnostics]) => [fileURLToPath(uri), diagnostics]));
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  /** The exit status. */
  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.on("exit", done));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const status = await ended;
    this.connection.dispose();
    return status;
  }
}
