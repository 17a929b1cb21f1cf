import { say } from "../../diagnostics/message.ts";
import type { View } from "../../schema/documents/view.ts";
import { schema } from "../../schema/generated/documents/horaedb-section.schema.ts";
import { validate } from "../../schema/generated/documents/horaedb-section.validator.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import type { Product } from "../product.ts";
import { across } from "./across.ts";
import { lowerHoraedb } from "./bundle/lower.ts";
import { readmeHoraedb } from "./bundle/readme.ts";
import { derivedMetaKeys, derivedNodeKeys } from "./derived-keys.ts";
import { horaedbServer } from "./horaedb-server.ts";
import { horaemeta } from "./horaemeta.ts";
import { readHoraeFiles } from "./read.ts";
import { resolveHoraedb } from "./resolve.ts";
import { horaedbRules } from "./rules/horaedb-rules.ts";

/** HoraeDB with HoraeMeta; CeresDB and CeresMeta before 2.0. */
export const horaedb: Product = {
  name: say`horaedb`,
  section: { schema, validate },
  programs: [horaemeta, horaedbServer],
  rules: horaedbRules,
  resolve: (section, context) => resolveHoraedb(section as View<HoraedbSection>, context),
  read: readHoraeFiles,
  across,
  lower: lowerHoraedb,
  readme: readmeHoraedb,
  starter: async (site) => (await import("./starter.ts")).starterOfHoraedb(site),
  async reference() {
    const [meta, node, engine, engineCatalogue] = await Promise.all([
      import("../../schema/generated/prose/horaemeta.ts"),
      import("../../schema/generated/prose/horaedb.ts"),
      import("../../schema/generated/prose/horaedb-engine3.ts"),
      import("../../schema/generated/catalogues/horaedb-engine3.ts"),
    ]);
    return [
      { catalogue: horaemeta.catalogue, prose: meta.prose },
      { catalogue: horaedbServer.catalogue, prose: node.prose },
      // The rewritten engine on the main branch: not a release, but its keys turn up in public files.
      { catalogue: engineCatalogue.catalogue, prose: engine.prose },
    ];
  },
  derivedKeys: { [horaemeta.kind]: derivedMetaKeys, [horaedbServer.kind]: derivedNodeKeys },
  async editorSchemas() {
    const [section, meta, node] = await Promise.all([
      import("../../schema/generated/editor/horaedb-section.ts"),
      import("../../schema/generated/editor/horaemeta.ts"),
      import("../../schema/generated/editor/horaedb.ts"),
    ]);
    return { section: section.schema, horaemeta: meta.schema, horaedb: node.schema };
  },
};
