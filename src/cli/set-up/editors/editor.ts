import type { Io } from "../../io.ts";
import type { PlannedFile } from "../planned-file.ts";

/** An editor that can be told in a folder how to treat the files there. */
export interface Editor {
  readonly name: string;
  /** What lies in a folder that somebody uses the editor in. */
  readonly marks: readonly string[];
  /** Its settings, made or added to. Throws a {@link UserError} for a file that cannot be read. */
  readonly files: (io: Io) => readonly PlannedFile[];
}
