import { tidy } from "../../diagnostics/print/tidy.ts";
import type { Io } from "../io.ts";
import { UserError } from "../user-error.ts";
import type { Editor } from "./editors/editor.ts";
import { helix } from "./editors/helix.ts";
import { jetbrains } from "./editors/jetbrains.ts";
import { neovim } from "./editors/neovim.ts";
import { vscode } from "./editors/vscode.ts";
import { zed } from "./editors/zed.ts";
import { isThere, type PlannedFile } from "./planned-file.ts";
import { schemaFiles } from "./schema-files.ts";

const editors: readonly Editor[] = [vscode, zed, neovim, helix, jetbrains];

export const editorNames: readonly string[] = editors.map(({ name }) => name);

/** Where no folder tells of an editor. JetBrains' editors make their own folder when they open a project. */
const usual: readonly Editor[] = [vscode, zed, neovim, helix];

/** The schemas, and what {@link settingsFiles} gives. */
export async function editorFiles(
  words: readonly string[] | undefined,
  io: Io,
): Promise<readonly PlannedFile[]> {
  // Settings that cannot be read are said before any schema is made.
  const settings = settingsFiles(words, io);
  return [...(await schemaFiles(io)), ...settings];
}

/**
 * The settings of these editors; without names, of those that are used in the folder, or else of all. Throws a
 * {@link UserError} for a name that is none, and for settings that cannot be read.
 */
export function settingsFiles(words: readonly string[] | undefined, io: Io): readonly PlannedFile[] {
  const chosen = words === undefined ? usedHere(io) : editorsNamed(words);
  return chosen.flatMap((editor) => editor.files(io));
}

function usedHere(io: Io): readonly Editor[] {
  const used = editors.filter(({ marks }) => marks.some((mark) => isThere(mark, io)));
  return used.length > 0 ? used : usual;
}

function editorsNamed(words: readonly string[]): readonly Editor[] {
  const names = new Set(
    words
      .join()
      .split(",")
      .map((word) => word.trim().toLowerCase()),
  );
  return [...names].map((name) => {
    const found = editors.find((editor) => editor.name === name);
    if (found === undefined)
      throw new UserError(
        `there is no set-up for the editor "${tidy(name)}"; there are ${editorNames.join(", ")}`,
      );
    return found;
  });
}
