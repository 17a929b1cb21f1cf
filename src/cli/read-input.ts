import { readFileSync, statSync } from "node:fs";
import { DiagnosticBag } from "../diagnostics/bag.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../diagnostics/location.ts";
import { encoding, inputLimit } from "../source/codes.ts";
import { UserError } from "./user-error.ts";

/** Longer files are refused; a real configuration has a few hundred kilobytes at most. */
export const maxBytes = 64 * 1024 * 1024;

export interface Input {
  readonly source: SourceFile;
  /** What makes the file unreadable as text; then `source` is empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a file as UTF-8 text. Throws a {@link UserError} if it is not there or is no file. */
export function readInput(path: string): Input {
  const bytes = readBytes(path);
  const empty: SourceFile = { path, text: "" };
  const at = { file: empty, start: 0, end: 0 };
  const bag = new DiagnosticBag("file");
  if (typeof bytes === "number") {
    bag.report(inputLimit, { at, message: `the file has ${bytes} bytes, and cfgc reads up to ${maxBytes}` });
    return { source: empty, diagnostics: bag.sorted() };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const nul = text.indexOf("\0");
    if (nul === -1) return { source: { path, text }, diagnostics: [] };
    const line = text.slice(0, nul).split("\n").length;
    bag.report(encoding, {
      at,
      message: `the file holds a NUL character in line ${line}, so it is not text`,
    });
  } catch {
    bag.report(encoding, {
      at,
      message: `the file is not UTF-8 text; the first wrong byte is in line ${lineOfWrongByte(bytes)}`,
    });
  }
  return { source: empty, diagnostics: bag.sorted() };
}

function readBytes(path: string): Uint8Array | number {
  try {
    if (path === "-") return readFileSync(0);
    const { size } = statSync(path);
    return size > maxBytes ? size : readFileSync(path);
  } catch (error) {
    throw new UserError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "permission denied",
    EISDIR: "it is a directory",
    ELOOP: "its symbolic links go in circles",
    ENOTDIR: "a part of the path is not a directory",
  };
  return reasons[code] ?? (code || "the system refused");
}

/** The longest prefix that decodes ends right before the wrong byte. */
function lineOfWrongByte(bytes: Uint8Array): number {
  const text = new TextDecoder("utf-8").decode(bytes);
  const wrong = text.indexOf("\ufffd");
  return text.slice(0, wrong === -1 ? 0 : wrong).split("\n").length;
}
