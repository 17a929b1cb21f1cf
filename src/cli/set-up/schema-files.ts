import type { Io } from "../io.ts";
import { clusterForEditors, hostsForEditors } from "../schemas/cluster-for-editors.ts";
import { settingsForEditors } from "../schemas/settings-for-editors.ts";
import { type PlannedFile, textNow } from "./planned-file.ts";

const folder = ".cfgc/schemas";

/** Where the schema of cluster.yaml lies, from the folder that is set up. */
export const clusterSchemaPath = `${folder}/cluster.schema.json`;

/** Schemas that are tied to names of files; one for hosts is asked for by a comment in such a file. */
export const schemasByName: readonly {
  readonly title: string;
  readonly path: string;
  readonly files: readonly string[];
}[] = [
  { title: "cfgc cluster.yaml", path: clusterSchemaPath, files: ["cluster.yaml", "*.cluster.yaml"] },
  { title: "cfgc settings", path: `${folder}/cfgc.schema.json`, files: [".cfgc.yaml"] },
];

/** The schemas of the files that people write for cfgc. They are cfgc's own, and are brought up to date. */
export async function schemaFiles(io: Io): Promise<readonly PlannedFile[]> {
  const schemas = [
    [clusterSchemaPath, await clusterForEditors()],
    [`${folder}/hosts.schema.json`, await hostsForEditors()],
    [`${folder}/cfgc.schema.json`, await settingsForEditors()],
  ] as const;
  return schemas.map(([path, schema]) => ownFile(path, `${JSON.stringify(schema)}\n`, io));
}

function ownFile(path: string, text: string, io: Io): PlannedFile {
  const before = textNow(path, io);
  if (before === text) return { path, text: undefined, before, remarks: ["is up to date"] };
  if (before !== undefined && !before.includes('"$id":"urn:cfgc:schema:'))
    return { path, text: undefined, before, remarks: ["is none of cfgc's schemas, and stays as it is"] };
  return { path, text, before, isOwn: true };
}
