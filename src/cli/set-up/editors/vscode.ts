import { schemasByName } from "../schema-files.ts";
import type { Editor } from "./editor.ts";
import { mergedFile } from "./merged-file.ts";

/** The YAML extension of Red Hat reads the schemas, which are tied to names of files. */
export const vscode: Editor = {
  name: "vscode",
  marks: [".vscode"],
  files: (io) => [
    mergedFile(
      ".vscode/settings.json",
      schemasByName.map(({ path, files }) => ({ path: ["yaml.schemas", `./${path}`], value: files })),
      io,
    ),
    mergedFile(
      ".vscode/extensions.json",
      [
        {
          path: ["recommendations"],
          value: "redhat.vscode-yaml",
          inList: true,
          unlessIn: ["unwantedRecommendations"],
        },
      ],
      io,
    ),
  ],
};
