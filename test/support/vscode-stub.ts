/**
 * As much of the module `vscode` as a language client calls: the folder and the files that are open, settings, and what
 * was registered and shown. Names that no test asks about are classes without a content.
 */
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  CodeActionKind,
  Document,
  disposable,
  Emitter,
  fileUri,
  noCancel,
  Position,
  plainClass,
  Range,
  Uri,
} from "./vscode-types.ts";

export interface StubDocument {
  readonly uri: unknown;
  readonly version: number;
  getText(): string;
}

export type Provider = Readonly<Record<string, (...words: readonly unknown[]) => unknown>>;

export interface Found {
  readonly code: unknown;
  readonly message: string;
  readonly range: unknown;
}

interface TextProvider {
  provideTextDocumentContent(uri: Uri, token: unknown): Promise<string> | string;
}

export class VscodeStub {
  readonly events = new EventEmitter().setMaxListeners(0);
  /** By the kind of question, such as `Hover`, as the editor names it. */
  readonly providers = new Map<string, Provider>();
  readonly commands = new Map<string, (...words: readonly unknown[]) => unknown>();
  /** Texts of messages that people see. */
  readonly messages: string[] = [];
  /** Texts that were opened for people to read, by name. */
  readonly shown: { readonly name: string; readonly text: string }[] = [];
  readonly settings: Record<string, unknown> = {};
  isTrusted = true;
  readonly #found = new Map<string, readonly Found[]>();
  readonly #texts = new Map<string, TextProvider>();
  readonly #documents: Document[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(path: string, languageId: string): StubDocument {
    const document = new Document(fileUri(path), languageId, readFileSync(path, "utf8"));
    this.#documents.push(document);
    this.events.emit("onDidOpenTextDocument", document);
    return document;
  }

  write(document: StubDocument, text: string): void {
    if (!(document instanceof Document)) throw new Error("not opened here");
    const range = new Range(0, 0, document.text.split("\n").length, 0);
    document.text = text;
    document.version += 1;
    this.events.emit("onDidChangeTextDocument", { document, contentChanges: [{ range, text }] });
  }

  /** What is marked in a file, as soon as it is as it is expected to be. */
  async found(path: string, isExpected: (found: readonly Found[]) => boolean): Promise<readonly Found[]> {
    const key = pathToFileURL(path).href;
    for (;;) {
      const now = this.#found.get(key);
      if (now !== undefined && isExpected(now)) return now;
      await new Promise((done) => this.events.once("marked", done));
    }
  }

  /** The first text that was opened for people to read. */
  async firstShown(): Promise<{ readonly name: string; readonly text: string }> {
    for (;;) {
      const [first] = this.shown;
      if (first !== undefined) return first;
      await new Promise((done) => this.events.once("shown", done));
    }
  }

  /** What `require("vscode")` gives. */
  module(): unknown {
    const own: Record<string, unknown> = {
      // So that nobody copies the names that are there so far.
      __esModule: true,
      version: "1.91.0",
      Uri,
      Position,
      Range,
      CodeActionKind,
      EventEmitter: Emitter,
      CancellationTokenSource,
      Disposable: { from: () => disposable },
      env: { appName: "stub", language: "en", openExternal: async () => true },
      extensions: { all: [], getExtension: () => undefined },
      workspace: this.#events(this.#workspace()),
      window: this.#events(this.#window()),
      commands: {
        registerCommand: (name: string, run: (...words: readonly unknown[]) => unknown) => {
          if (this.commands.has(name)) throw new Error(`command '${name}' already exists`);
          this.commands.set(name, run);
          return { dispose: () => this.commands.delete(name) };
        },
        executeCommand: async (name: string, ...words: readonly unknown[]) =>
          this.commands.get(name)?.(...words),
      },
      languages: this.#languages(),
    };
    return new Proxy(own, {
      get: (target, name: string) => {
        if (!(name in target) && /^[A-Z]/.test(name)) target[name] = plainClass(name);
        return target[name];
      },
      has: () => true,
    });
  }

  #workspace(): Record<string, unknown> {
    const stub = this;
    const folder = { uri: fileUri(this.#folder), name: "stub", index: 0 };
    return {
      get isTrusted() {
        return stub.isTrusted;
      },
      get textDocuments() {
        return stub.#documents;
      },
      workspaceFolders: [folder],
      notebookDocuments: [],
      getWorkspaceFolder: () => folder,
      getConfiguration: (section?: string) => ({
        get: (name: string, otherwise: unknown) =>
          stub.settings[section ? `${section}.${name}` : name] ?? otherwise,
      }),
      createFileSystemWatcher: () => this.#events({ dispose: () => {} }),
      registerTextDocumentContentProvider: (scheme: string, provider: TextProvider) => {
        this.#texts.set(scheme, provider);
        return { dispose: () => this.#texts.delete(scheme) };
      },
    };
  }

  #window(): Record<string, unknown> {
    const say = async (text: string) => {
      this.messages.push(text);
      return undefined;
    };
    return {
      visibleTextEditors: [],
      tabGroups: this.#events({ all: [] }),
      showErrorMessage: say,
      showWarningMessage: say,
      showInformationMessage: say,
      createOutputChannel: () => new Proxy({}, { get: () => () => disposable }),
      showTextDocument: async (uri: Uri) => {
        const text = await this.#texts.get(uri.scheme)?.provideTextDocumentContent(uri, noCancel);
        if (text === undefined) throw new Error(`nobody has the text of ${uri}`);
        this.shown.push({ name: decodeURIComponent(uri.path), text });
        this.events.emit("shown");
      },
      withProgress: (_: unknown, run: (...words: unknown[]) => unknown) =>
        run({ report: () => {} }, noCancel),
    };
  }

  #languages(): unknown {
    const own: Record<string, unknown> = {
      match: (selector: readonly { language?: string; pattern?: string }[], { languageId }: Document) =>
        selector.some(({ language }) => language === languageId) ? 10 : 0,
      createDiagnosticCollection: () => ({
        set: (uri: Uri, found: readonly Found[]) => {
          this.#found.set(uri.toString(), found);
          this.events.emit("marked");
        },
        delete: (uri: Uri) => this.#found.delete(uri.toString()),
        clear: () => this.#found.clear(),
        dispose: () => this.#found.clear(),
      }),
    };
    return new Proxy(own, {
      get: (target, name: string) => {
        const kind = /^register(\w+)Provider$/.exec(name)?.[1];
        if (name in target || kind === undefined) return target[name];
        return (_: unknown, provider: Provider) => {
          this.providers.set(kind, provider);
          return { dispose: () => this.providers.delete(kind) };
        };
      },
    });
  }

  /** Whatever event is asked for is there, under its name. */
  #events(own: Record<string, unknown>): unknown {
    return new Proxy(own, {
      get: (target, name: string) => {
        if (name in target || !/^on(?:Did|Will)/.test(name)) return target[name];
        return (listener: (event: unknown) => unknown, self?: unknown) => {
          const bound = self === undefined ? listener : listener.bind(self);
          this.events.on(name, bound);
          return { dispose: () => this.events.off(name, bound) };
        };
      },
    });
  }
}
