/** Classes of the module `vscode`, with what a language client asks of them. */
import { EventEmitter } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";

export const disposable = { dispose: () => {} };
export const noCancel = { isCancellationRequested: false, onCancellationRequested: () => disposable };

export class CancellationTokenSource {
  readonly token = noCancel;
  cancel(): void {}
  dispose(): void {}
}

export class Document {
  readonly uri: Uri;
  readonly fileName: string;
  readonly languageId: string;
  readonly isClosed = false;
  version = 1;
  text: string;

  constructor(uri: Uri, languageId: string, text: string) {
    this.uri = uri;
    this.fileName = uri.fsPath;
    this.languageId = languageId;
    this.text = text;
  }

  getText(): string {
    return this.text;
  }
}

export class Uri {
  readonly #url: URL;
  constructor(url: URL) {
    this.#url = url;
  }
  static parse = (text: string) => new Uri(new URL(text));
  static file = fileUri;
  static from = ({ scheme, path }: { scheme: string; path: string }) =>
    new Uri(new URL(`${scheme}:${encodeURI(path)}`));
  get scheme(): string {
    return this.#url.protocol.slice(0, -1);
  }
  get path(): string {
    return this.#url.pathname;
  }
  get fsPath(): string {
    return this.scheme === "file" ? fileURLToPath(this.#url) : this.path;
  }
  toString(): string {
    return this.#url.href;
  }
}

export function fileUri(path: string): Uri {
  return new Uri(pathToFileURL(path));
}

export class Position {
  readonly line: number;
  readonly character: number;
  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

export class CodeActionKind {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value === "" ? part : `${this.value}.${part}`);
  }
  static readonly Empty = new CodeActionKind("");
  static readonly QuickFix = new CodeActionKind("quickfix");
}

export class Emitter {
  readonly #emitter = new EventEmitter();
  readonly event = (listener: (event: unknown) => void) => {
    this.#emitter.on("event", listener);
    return { dispose: () => this.#emitter.off("event", listener) };
  };
  fire(event: unknown): void {
    this.#emitter.emit("event", event);
  }
  dispose(): void {
    this.#emitter.removeAllListeners();
  }
}

/** A class that keeps what it is made from; its constants are their own names. */
export function plainClass(name: string): unknown {
  const made = class {
    words: readonly unknown[];
    constructor(...words: readonly unknown[]) {
      this.words = words;
    }
  };
  return new Proxy(made, {
    get: (target, key: string, receiver) =>
      key in target || typeof key !== "string" ? Reflect.get(target, key, receiver) : `${name}.${key}`,
  });
}
