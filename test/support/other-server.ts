/** A language server that is not ours, started with settings and asked about texts that need not be on the disk. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  type CompletionItem,
  type CompletionList,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type MarkedString,
  type MarkupContent,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

export interface ServerOptions {
  readonly command: readonly [program: string, ...words: string[]];
  readonly folder: string;
  readonly language: string;
  /** By section, as the server asks for them. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export class OtherServer {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #options: ServerOptions;
  readonly #published = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  #opened = 0;
  #pulls = false;

  private constructor(child: ChildProcess, connection: ProtocolConnection, options: ServerOptions) {
    this.#process = child;
    this.#connection = connection;
    this.#options = options;
  }

  static async start(options: ServerOptions): Promise<OtherServer> {
    const [program, ...words] = options.command;
    const child = spawn(program, words, { stdio: ["pipe", "pipe", "ignore"], cwd: options.folder });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new OtherServer(child, connection, options);
    connection.onRequest("client/registerCapability", () => null);
    connection.onRequest("workspace/configuration", ({ items }: ConfigurationParams) =>
      items.map(({ section }) => options.settings[section ?? ""] ?? null),
    );
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) =>
      server.#published.get(uri)?.(diagnostics),
    );
    connection.listen();
    const uri = pathToFileURL(options.folder).href;
    const { capabilities } = await connection.sendRequest<{ capabilities: { diagnosticProvider?: unknown } }>(
      "initialize",
      {
        processId: process.pid,
        rootUri: uri,
        workspaceFolders: [{ uri, name: "folder" }],
        capabilities: {
          workspace: { configuration: true, workspaceFolders: true },
          textDocument: {
            completion: {
              completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] },
            },
            hover: { contentFormat: ["markdown", "plaintext"] },
            publishDiagnostics: {},
            diagnostic: {},
          },
        },
      },
    );
    server.#pulls = capabilities.diagnosticProvider !== undefined;
    await connection.sendNotification("initialized", {});
    await connection.sendNotification("workspace/didChangeConfiguration", { settings: options.settings });
    return server;
  }

  async completion(name: string, text: string, position: Position): Promise<readonly CompletionItem[]> {
    return this.#ask(name, text, async (textDocument) => {
      const found = await this.#connection.sendRequest<CompletionList | CompletionItem[] | null>(
        "textDocument/completion",
        { textDocument, position },
      );
      return Array.isArray(found) ? found : (found?.items ?? []);
    });
  }

  async hover(name: string, text: string, position: Position): Promise<string> {
    return this.#ask(name, text, async (textDocument) => {
      const found = await this.#connection.sendRequest<Hover | null>("textDocument/hover", {
        textDocument,
        position,
      });
      const { contents = "" } = found ?? {};
      return Array.isArray(contents) ? contents.map(textOf).join("\n") : textOf(contents);
    });
  }

  /** Asks again where there is no answer: some servers answer before they have read the text. */
  async #ask<T extends { readonly length: number }>(
    name: string,
    text: string,
    question: (textDocument: { readonly uri: string }) => Promise<T>,
  ): Promise<T> {
    const textDocument = await this.#open(name, text);
    let answer = await question(textDocument);
    for (let tries = 0; answer.length === 0 && tries < 20; tries += 1) {
      await setTimeout(50);
      answer = await question(textDocument);
    }
    await this.#close(textDocument);
    return answer;
  }

  async diagnostics(name: string, text: string): Promise<readonly Diagnostic[]> {
    const uri = this.#uriOf(name);
    const published = new Promise<readonly Diagnostic[]>((done) => this.#published.set(uri, done));
    const textDocument = await this.#open(name, text, uri);
    const report = this.#pulls
      ? await this.#connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
          textDocument,
        })
      : undefined;
    const found = report === undefined ? await published : "items" in report ? report.items : [];
    this.#published.delete(uri);
    await this.#close(textDocument);
    return found;
  }

  /** Until settings and schemas have come to it, which is when it says something of a faulty text. */
  async isReady(name: string, faulty: string): Promise<void> {
    while ((await this.diagnostics(name, faulty)).length === 0) await setTimeout(50);
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => this.#process.on("exit", done));
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    await ended;
    this.#connection.dispose();
  }

  /** A folder of its own for each text: no server may take one for another. */
  #uriOf(name: string): string {
    this.#opened += 1;
    return pathToFileURL(`${this.#options.folder}/${this.#opened}/${name}`).href;
  }

  async #open(name: string, text: string, uri = this.#uriOf(name)): Promise<{ readonly uri: string }> {
    await this.#connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: this.#options.language, version: 1, text },
    });
    return { uri };
  }

  async #close(textDocument: { readonly uri: string }): Promise<void> {
    await this.#connection.sendNotification("textDocument/didClose", { textDocument });
  }
}

function textOf(said: MarkedString | MarkupContent): string {
  return typeof said === "string" ? said : said.value;
}

/** Takes the mark `|` out of a text. */
export function marked(text: string): { readonly text: string; readonly position: Position } {
  const at = text.indexOf("|");
  const before = text.slice(0, at).split("\n");
  return {
    text: text.slice(0, at) + text.slice(at + 1),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}
