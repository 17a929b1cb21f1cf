/** What a command that sets up a folder does with one of its files. Nothing that somebody wrote is lost by it. */
import { lstatSync } from "node:fs";
import { type Io, pathFrom } from "../io.ts";
import { readRegularFile } from "../read-file.ts";
import { maxBytes } from "../read-input.ts";
import { UserError } from "../user-error.ts";
import { refusal } from "./refusal.ts";

export interface PlannedFile {
  /** From the folder that is set up. */
  readonly path: string;
  /** What the file holds afterwards; undefined if it stays as it is. */
  readonly text: string | undefined;
  /** What it holds now; undefined if it is not there. */
  readonly before?: string | undefined;
  /** cfgc's own, of which nothing need be kept. */
  readonly isOwn?: boolean;
  /** What is to be said of it besides, as lines: why it stays, what to add by hand. */
  readonly remarks?: readonly string[];
}

/** Something has this name already, be it a link that leads nowhere. */
export function isThere(path: string, { cwd }: Io): boolean {
  try {
    return lstatSync(pathFrom(cwd, path), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw refusal("read", path, error);
  }
}

/** The text of a file that may not be there; throws a {@link UserError} for one that cannot be read. */
export function textNow(path: string, io: Io): string | undefined {
  if (!isThere(path, io)) return undefined;
  try {
    const bytes = readRegularFile(pathFrom(io.cwd, path), { limit: maxBytes });
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError)
      throw new UserError(`cannot read ${path}: it is not UTF-8; nothing was written`);
    throw refusal("read", path, error);
  }
}

/** A file that is written where there is none, and otherwise stays; throws a {@link UserError} where it is no file. */
export function newFile(path: string, text: string, io: Io): PlannedFile {
  if (textNow(path, io) === undefined) return { path, text };
  return { path, text: undefined, remarks: ["is there already, and stays as it is"] };
}
