import { schemasByName } from "../schema-files.ts";
import type { Editor } from "./editor.ts";
import { mergedFile } from "./merged-file.ts";

/** Zed starts yaml-language-server by itself, and hands these settings on to it. */
export const zed: Editor = {
  name: "zed",
  marks: [".zed"],
  files: (io) => [
    mergedFile(
      ".zed/settings.json",
      schemasByName.map(({ path, files }) => ({
        path: ["lsp", "yaml-language-server", "settings", "yaml", "schemas", `./${path}`],
        value: files,
      })),
      io,
    ),
  ],
};
