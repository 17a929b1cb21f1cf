/** Writes files with their fixes: all of them or none. */
import type { SourceFile } from "../../diagnostics/location.ts";
import type { Io } from "../io.ts";
import { UserError } from "../user-error.ts";
import { writeFiles } from "../write-files.ts";

export interface ChangedFile {
  readonly before: SourceFile;
  readonly after: SourceFile;
}

/** Throws a {@link UserError} if a file cannot be written, or is not any more what was checked; then none is. */
export function writeFixed(files: readonly ChangedFile[], io: Io): void {
  const changes = files.map(({ before: { path, text }, after }) => ({
    path,
    text: after.text,
    before: text,
  }));
  writeFiles(changes, io, (path, error) => {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "the system refused";
    return new UserError(`cannot write ${path} (${reason}); nothing was changed`);
  });
}
