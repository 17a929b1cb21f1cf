import { resolve } from "node:path";
import { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import { say } from "../diagnostics/message.ts";
import { encoding, inputLimit } from "../source/codes.ts";
import { limits } from "../source/limits.ts";
import { type Io, pathFrom } from "./io.ts";
import { FileRefused, readOpenFile, readRegularFile } from "./read-file.ts";
import { UserError } from "./user-error.ts";

/** Longer files are refused; a real configuration has a few hundred kilobytes at most. */
export const maxBytes = limits.bytes;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface Input {
  readonly source: SourceFile;
  /** What makes the file unreadable as text; then `source` is empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file as UTF-8 text. Throws a {@link UserError} if it is not there, is no regular file, or is not `inside` the
 * folder that it has to be in, wherever links lead.
 */
export function readInput(path: string, io: Io, inside?: string): Input {
  const bytes = readBytes(path, io, inside);
  const empty: SourceFile = { path, text: "" };
  const at = { file: empty, start: 0, end: 0 };
  const bag = new DiagnosticBag("file");
  if (bytes === undefined) {
    bag.report(inputLimit, { at, message: say`the file has more than ${maxBytes} bytes` });
    return { source: empty, diagnostics: bag.sorted() };
  }
  try {
    const text = utf8.decode(bytes);
    const nul = text.indexOf("\0");
    if (nul === -1) return { source: { path, text }, diagnostics: [] };
    const line = text.slice(0, nul).split("\n").length;
    bag.report(encoding, {
      at,
      message: say`the file holds a NUL character in line ${line}, so it is not text`,
    });
  } catch {
    bag.report(encoding, {
      at,
      message: say`the file is not UTF-8 text; the first wrong byte is in line ${lineOfWrongByte(bytes)}`,
    });
  }
  return { source: empty, diagnostics: bag.sorted() };
}

/** Undefined if there is too much. */
function readBytes(
  path: string,
  { stdin, cwd, filesRead, buffers }: Io,
  inside: string | undefined,
): Uint8Array | undefined {
  const open = path === "-" ? undefined : buffers?.get(resolve(cwd, path));
  if (open !== undefined) return Buffer.byteLength(open) > maxBytes ? undefined : Buffer.from(open);
  try {
    if (path === "-") return readOpenFile(stdin, maxBytes);
    return readRegularFile(pathFrom(cwd, path), {
      limit: maxBytes,
      inside: inside && pathFrom(cwd, inside),
      seen: filesRead,
    });
  } catch (error) {
    if (error instanceof FileRefused && error.code === "too long") return undefined;
    throw new UserError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** Why the system did not give a file, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "permission denied",
    EISDIR: "it is a directory",
    ELOOP: "its symbolic links go in circles",
    ENOTDIR: "a part of the path is not a directory",
    ENXIO: "it is not a regular file",
    "not a regular file": "it is not a regular file",
    "too long": "it is too long",
    outside: "it is a link that leads out of the folder",
  };
  return reasons[code] ?? (code || "the system refused");
}

/** The longest prefix that decodes ends right before the wrong byte. */
function lineOfWrongByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (good < bad) {
    const middle = (good + bad + 1) >> 1;
    if (isUtf8SoFar(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  return bytes.subarray(0, good).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 1);
}

function isUtf8SoFar(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
