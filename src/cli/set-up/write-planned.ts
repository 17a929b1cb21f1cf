/** Writes planned files: all of them or none. */
import type { Io } from "../io.ts";
import { writeFiles } from "../write-files.ts";
import type { PlannedFile } from "./planned-file.ts";
import { refusal } from "./refusal.ts";

/** Throws a {@link UserError} if a file cannot be written, or is not any more what it was; then none is. */
export function writePlanned(files: readonly PlannedFile[], io: Io): void {
  const changes = files.flatMap(({ path, text, before }) =>
    text === undefined ? [] : [{ path, text, before }],
  );
  writeFiles(changes, io, (path, error) => refusal("write", path, error));
}
