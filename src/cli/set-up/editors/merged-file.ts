import type { Io } from "../../io.ts";
import { type Setting, withSettings } from "../json-with-comments.ts";
import { type PlannedFile, textNow } from "../planned-file.ts";

/** A file of settings in JSON with these among them. Throws a {@link UserError} if it cannot be read. */
export function mergedFile(path: string, settings: readonly Setting[], io: Io): PlannedFile {
  const before = textNow(path, io);
  const { text, kept } = withSettings(path, before ?? "", settings);
  const names = kept.map((setting) => `"${setting.path.at(-1)}"`);
  const remarks = names.length > 0 ? [`keeps its own ${names.join(" and ")}`] : [];
  if (text !== before) return { path, text, before, remarks };
  return { path, text: undefined, before, remarks: remarks.length > 0 ? remarks : ["has it already"] };
}
