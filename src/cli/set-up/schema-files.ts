import type { Io } from "../io.ts";
import { clusterDocument, ownDocuments } from "../schemas/documents.ts";
import { type PlannedFile, textNow } from "./planned-file.ts";

const folder = ".cfgc/schemas";

/** Where the schema of cluster.yaml lies, from the folder that is set up. */
export const clusterSchemaPath = `${folder}/${clusterDocument.schemaFile}`;

/** Schemas that are tied to names of files; one for hosts is asked for by a comment in such a file. */
export const schemasByName: readonly {
  readonly title: string;
  readonly path: string;
  readonly files: readonly string[];
}[] = ownDocuments.flatMap(({ schemaFile, tied }) =>
  tied === undefined ? [] : [{ ...tied, path: `${folder}/${schemaFile}` }],
);

/** The schemas of the files that people write for cfgc. They are cfgc's own, and are brought up to date. */
export async function schemaFiles(io: Io): Promise<readonly PlannedFile[]> {
  const schemas = await Promise.all(ownDocuments.map(({ make }) => make()));
  return ownDocuments.map(({ schemaFile }, index) =>
    ownFile(`${folder}/${schemaFile}`, `${JSON.stringify(schemas[index])}\n`, io),
  );
}

function ownFile(path: string, text: string, io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === text) return { path, text: undefined, before, remarks: ["is up to date"] };
  if (before !== undefined && !before.includes('"$id":"urn:cfgc:schema:'))
    return { path, text: undefined, before, remarks: ["is none of cfgc's schemas, and stays as it is"] };
  return { path, text, before, isOwn: true };
}
