/** What a command that sets up a folder does with one of its files. Nothing that somebody wrote is lost by it. */
import { lstatSync } from "node:fs";
import { type Io, pathFrom } from "../io.ts";
import { readRegularFile } from "../read-file.ts";
import { maxBytes } from "../read-input.ts";
import { UserError } from "../user-error.ts";

export interface PlannedFile {
  /** From the folder that is set up. */
  readonly path: string;
  /** What the file holds afterwards; undefined if it stays as it is. */
  readonly text: string | undefined;
  /** What it holds now; undefined if it is not there. */
  readonly before?: string | undefined;
  /** What is to be said of it besides, as lines: why it stays, what to add by hand. */
  readonly remarks?: readonly string[];
}

/** Something has this name already, be it a link that leads nowhere. */
export function isThere(path: string, { cwd }: Io): boolean {
  return lstatSync(pathFrom(cwd, path), { throwIfNoEntry: false }) !== undefined;
}

/** The text of a file that may not be there; throws a {@link UserError} for one that cannot be read. */
export function textNow(path: string, io: Io): string | undefined {
  if (!isThere(path, io)) return undefined;
  try {
    const bytes = readRegularFile(pathFrom(io.cwd, path), { limit: maxBytes });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "the system refused";
    const reason = error instanceof TypeError ? "it is not UTF-8" : code;
    throw new UserError(`cannot read ${path} (${reason}); nothing was written`);
  }
}

/** A file that is written where there is none, and otherwise stays. */
export function newFile(path: string, text: string, io: Io): PlannedFile {
  if (!isThere(path, io)) return { path, text };
  return { path, text: undefined, remarks: ["is there already, and stays as it is"] };
}
