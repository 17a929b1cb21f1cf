/**
 * The connection to an editor. The library's own entry for Node takes the process with it when the editor says `exit`
 * and writes to the process's streams; here the streams are those of the command, and its end is a promise.
 */
import { createReadStream, fstatSync } from "node:fs";
import { Socket } from "node:net";
import { type Readable, Writable } from "node:stream";
import { createConnection, LSPErrorCodes, ResponseError, TextDocuments } from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Io } from "../io.ts";
import { exitStatus } from "../user-error.ts";

export type EditorConnection = ReturnType<typeof connect>["connection"];

/** An answer that says why there is none. */
export function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** The question was about a text that is another one by now; an editor asks again. */
export function outdated(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, "a text has changed meanwhile");
}

/** Shows a sentence to whoever types, with no question to answer. */
export function warn(connection: EditorConnection, text: string): void {
  void connection.sendNotification("window/showMessage", { type: 2, message: `cfgc: ${text}` });
}

/** `ended` gives the exit status: an editor that goes away without a word ends the server as well. */
export function connect(io: Io) {
  const input = inputOf(io);
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      io.stdout.write(chunk.toString("utf8"));
      done();
    },
  });
  let end: (status: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const watchDog = { shutdownReceived: false, initialize: () => {}, exit: end };
  const reader = new StreamMessageReader(input);
  // Its timer for the rest of a message starts anew for ever, and would keep the process when the editor is gone.
  reader.partialMessageTimeout = 0;
  const connection = createConnection(
    (logger) => createProtocolConnection(reader, new StreamMessageWriter(output), logger),
    watchDog,
  );
  const close = () => end(watchDog.shutdownReceived ? exitStatus.ok : exitStatus.findings);
  input.on("end", close).on("error", close);
  return {
    connection,
    documents: new TextDocuments(TextDocument),
    ended: ended.finally(() => {
      connection.dispose();
      input.destroy();
    }),
  };
}

/** A pipe as a socket, since a read of a file that waits for the other side would keep the process after its end. */
function inputOf({ stdin }: Io): Readable {
  const stats = fstatSync(stdin);
  return stats.isFIFO() || stats.isSocket()
    ? new Socket({ fd: stdin, readable: true, writable: false })
    : createReadStream("", { fd: stdin, autoClose: false });
}
