/** cfgc's own files that people write, which have no releases, and the schema of each. */
import type { JsonSchema } from "../../schema/editors/json-schema.ts";
import { settingsName } from "../lint/settings-file.ts";

export interface OwnDocument {
  /** As `cfgc schema` takes it. */
  readonly name: string;
  /** What its schema is called in a folder. */
  readonly schemaFile: string;
  /** Names of the files that it is tied to; without them a file asks for it by a comment. */
  readonly tied?: { readonly title: string; readonly files: readonly string[] };
  readonly make: () => Promise<JsonSchema>;
}

export const clusterDocument: OwnDocument = {
  name: "cluster",
  schemaFile: "cluster.schema.json",
  tied: { title: "cfgc cluster.yaml", files: ["cluster.yaml", "*.cluster.yaml"] },
  make: async () => (await import("./cluster-for-editors.ts")).clusterForEditors(),
};

export const ownDocuments: readonly OwnDocument[] = [
  clusterDocument,
  {
    name: "hosts",
    schemaFile: "hosts.schema.json",
    make: async () => (await import("./cluster-for-editors.ts")).hostsForEditors(),
  },
  {
    name: settingsName,
    schemaFile: "cfgc.schema.json",
    tied: { title: "cfgc settings", files: [settingsName] },
    make: async () => (await import("./settings-for-editors.ts")).settingsForEditors(),
  },
];
