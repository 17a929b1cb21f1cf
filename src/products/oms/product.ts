import type { View } from "../../schema/documents/view.ts";
import { schema } from "../../schema/generated/documents/oms-section.schema.ts";
import { validate } from "../../schema/generated/documents/oms-section.validator.ts";
import type { OmsSection } from "../../schema/generated/types/oms-section.ts";
import type { Product } from "../product.ts";
import { lowerOms } from "./bundle/lower.ts";
import { readmeOms } from "./bundle/readme.ts";
import { derivedKeys } from "./derived-keys.ts";
import { omsFiles } from "./files.ts";
import { omsProgram } from "./programs.ts";
import { resolveOms } from "./resolve/resolve.ts";

/** OceanBase Migration Service, Community Edition. */
export const oms: Product = {
  ...omsFiles,
  section: { schema, validate },
  resolve: (section, context) => resolveOms(section as View<OmsSection>, context),
  lower: lowerOms,
  readme: readmeOms,
  starter: async (site) => (await import("./starter.ts")).starterOfOms(site),
  async reference() {
    const [config, obd, obdCatalogue] = await Promise.all([
      import("../../schema/generated/prose/oms.ts"),
      import("../../schema/generated/prose/oms-obd.ts"),
      import("../../schema/generated/catalogues/oms-obd.ts"),
    ]);
    return [
      { catalogue: omsProgram.catalogue, prose: config.prose },
      // What obd makes a config.yaml from: not linted, but its keys are looked up beside the others.
      { catalogue: obdCatalogue.catalogue, prose: obd.prose },
    ];
  },
  derivedKeys: { [omsProgram.kind]: derivedKeys },
  async editorSchemas() {
    const [section, config] = await Promise.all([
      import("../../schema/generated/editor/oms-section.ts"),
      import("../../schema/generated/editor/oms.ts"),
    ]);
    return { section: section.schema, oms: config.schema };
  },
};
