import { dirname } from "node:path";
import { findingOf } from "../diagnostics/bag.ts";
import type { IncludeReader } from "../model/includes.ts";
import type { Io } from "./io.ts";
import { readInput } from "./read-input.ts";
import { UserError } from "./user-error.ts";

/** Reads an included file; one that is not text says so in a finding of its own. */
export function includeReader(io: Io): IncludeReader {
  return (path, bag, site) => {
    try {
      // "-" is a file here, not the standard input.
      const { source, diagnostics } = readInput(path === "-" ? "./-" : path, io, dirname(site));
      for (const found of diagnostics) bag.report(found.code, findingOf(found));
      return source;
    } catch (error) {
      if (error instanceof UserError) return { unreadable: error.message.replace(/^cannot read .*?: /, "") };
      throw error;
    }
  };
}
